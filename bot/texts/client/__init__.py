"""What a client reads: simple Dutch, other languages, and what is known of each translation."""
