"""Conversations as files: played, written down and read again."""
