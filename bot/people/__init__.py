"""Colleagues and their access: invitations, links, sessions and the end of access."""
