"""What runs in one process: the clock, logs and tasks in the background."""
