"""What a person sets for themselves: language and when to be written to."""
