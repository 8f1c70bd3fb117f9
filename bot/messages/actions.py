"""Being done with a message of the house."""

from __future__ import annotations

from bot.conversation.context import RequestContext


async def put_away(context: RequestContext, bericht: str) -> str:
    """Take a message off the list; the next one takes its place."""
    if bericht.isascii() and bericht.isdigit():
        await context.unit.berichten.put_away(int(bericht), context.who.id, context.now)
    return "messages"
