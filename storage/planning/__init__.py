"""When clients are due, and who has to measure them."""
