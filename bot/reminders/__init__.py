"""Reminders: who hears of which client on which day."""
