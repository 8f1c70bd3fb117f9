"""The menu, how a measurement begins, and what happens with data."""
