"""Texts in the reader's language, and where they are found in the source."""
