"""Widgets that screens of several subjects share."""
