"""The reports as people read them: question, answered, written out as sentences, a table and a picture."""
