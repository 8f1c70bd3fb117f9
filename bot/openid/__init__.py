"""Signing in with the organisation's own accounts, through a provider of OpenID Connect."""
