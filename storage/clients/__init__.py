"""Clients, who keeps them, and what runs for them."""
