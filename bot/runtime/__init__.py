"""What keeps a process going."""
