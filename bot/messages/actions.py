"""Being done with a message of the house."""

from __future__ import annotations

from bot.conversation.context import Turn


async def put_away(turn: Turn, bericht: str) -> str:
    """Take a message off the list; the next one takes its place."""
    if bericht.isascii() and bericht.isdigit():
        await turn.unit.berichten.put_away(int(bericht), turn.who.id, turn.now)
    return "messages"
