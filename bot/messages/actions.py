"""Being done with a message, and trying again to send what could not be sent."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.messages.routes import MESSAGES, OUTBOX, PUT_AWAY, REVIVE, REVIVE_ALL


@PUT_AWAY.handler
async def put_away(context: RequestContext, bericht: int) -> Target:
    """Take a message off the list; the next one takes its place."""
    await context.unit.berichten.put_away(bericht, context.who.id, context.now)
    return link(MESSAGES, 0)


@REVIVE.handler
async def revive(context: RequestContext, bericht: int) -> Target:
    """Try one message again, from the beginning."""
    if await context.unit.berichten.revive(bericht):
        await context.note("opnieuw_verzonden", bij=str(bericht))
        context.tell("revived")
    return link(OUTBOX)


@REVIVE_ALL.handler
async def revive_all(context: RequestContext) -> Target:
    """Try all of them again."""
    if await context.unit.berichten.revive_all():
        await context.note("opnieuw_verzonden")
        context.tell("revived")
    return link(OUTBOX)
