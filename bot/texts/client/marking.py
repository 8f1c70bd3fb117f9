"""Marks the sentences that a client reads, so that they come in the catalogs of the client and in no other."""

from __future__ import annotations

from bot.conversation.screen import Param, Text


def tc(key: str, source: str, **params: Param) -> Text:
    """Mark a sentence in simple Dutch; a comment above it that begins with ``TRANSLATORS:`` goes along."""
    return Text(key, source, params)
