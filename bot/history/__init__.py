"""The meetmomenten of a client with their versions."""
