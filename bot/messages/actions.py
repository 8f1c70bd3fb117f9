"""Opening a message from elsewhere, being done with it, and trying again to send what could not be sent."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.routing import follow
from bot.conversation.screen import Target
from bot.messages.doors import doorways, only_client
from bot.messages.routes import MESSAGES, OPEN_MESSAGE, OUTBOX, PUT_AWAY, REVIVE, REVIVE_ALL
from bot.messages.screens import unread


@OPEN_MESSAGE.handler
async def open_message(context: RequestContext, bericht: int) -> Target:
    """Open the one client that a message is about, as its notice does; otherwise the message itself.

    What leads here may not name the client: a mail.
    """
    for number, (found, screen) in enumerate(await unread(context)):
        if found.id == bericht:
            only = only_client(doorways(screen, context.app.routes))
            following = await follow(context, link(only.route, *only.args)) if only else None
            return following or link(MESSAGES, number)
    return link(MESSAGES, 0)


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
