"""Uitleg: the treden and the whole question list."""
