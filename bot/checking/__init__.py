"""The four-eyes check, and two views of one client."""
