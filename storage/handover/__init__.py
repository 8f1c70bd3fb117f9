"""Who takes over from whom, during an absence or for good."""
