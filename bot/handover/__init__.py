"""Handing over a client or a caseload to a colleague who accepts."""
