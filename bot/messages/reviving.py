"""Trying to send again what could not be sent."""

from __future__ import annotations

from bot.conversation.context import RequestContext


async def revive(context: RequestContext, bericht: str) -> str:
    """Try one message again, from the beginning."""
    if bericht.isascii() and bericht.isdigit() and await context.unit.berichten.revive(int(bericht)):
        await context.note("opnieuw_verzonden", bij=bericht)
        context.tell("revived")
    return "outbox"


async def revive_all(context: RequestContext) -> str:
    """Try all of them again."""
    if await context.unit.berichten.revive_all():
        await context.note("opnieuw_verzonden")
        context.tell("revived")
    return "outbox"
