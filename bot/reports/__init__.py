"""The reports as people read them: asked, answered, written out as sentences, a table and a picture."""
