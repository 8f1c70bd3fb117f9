"""The few claims that are read: the one that says whose account it is, and the one that an account must have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.openid.tokens import named

# Providers write these as people do; all others are compared to the letter.
_ANY_CASE = frozenset({"preferred_username", "upn", "email"})


def kept(claim: str, value: object) -> str | None:
    """The value of a claim as it is compared; none for what cannot be one."""
    found = named(value)
    return found.lower() if found is not None and claim in _ANY_CASE and found.isascii() else found


def account_in(claims: Mapping[str, Any], claim: str) -> str | None:
    """Whose account it is; an address that nobody verified says nothing."""
    if claim == "email" and claims.get("email_verified") is not True:
        return None
    return kept(claim, claims.get(claim))


def has(claims: Mapping[str, Any], required: str) -> bool:
    """Whether an account has what it must, written as claim=value; a list has what is in it."""
    claim, _, wanted = required.partition("=")
    found = claims.get(claim)
    return not required or wanted in (found if isinstance(found, list) else [found])
