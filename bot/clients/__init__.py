"""Clients: the own list, the client card and client codes."""
