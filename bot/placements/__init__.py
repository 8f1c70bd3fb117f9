"""Instruments: which client is in which, and with which partner."""
