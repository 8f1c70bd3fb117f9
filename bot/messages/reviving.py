"""Trying to send again what could not be sent."""

from __future__ import annotations

from bot.conversation.context import Turn


async def revive(turn: Turn, bericht: str) -> str:
    """Try one message again, from the beginning."""
    if bericht.isascii() and bericht.isdigit() and await turn.unit.berichten.revive(int(bericht)):
        await turn.note("opnieuw_verzonden", bij=bericht)
        turn.tell("revived")
    return "outbox"


async def revive_all(turn: Turn) -> str:
    """Try all of them again."""
    if await turn.unit.berichten.revive_all():
        await turn.note("opnieuw_verzonden")
        turn.tell("revived")
    return "outbox"
