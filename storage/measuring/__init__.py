"""What is being measured, what was registered, and what waits for a check."""
