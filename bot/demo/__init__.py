"""The made-up municipality of the demo: how it is generated, and how a file with one is read and checked."""
