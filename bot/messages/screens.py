"""What Meetlat told somebody unasked, until it is put away or no longer true."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Screen, t
from bot.messages.routes import MESSAGES, PUT_AWAY
from bot.messages.templates import Post, UnreadableError, compose
from bot.ui.widgets import Rows, hint, line, menu, pages, title
from storage.outbox.berichten import Bericht

MOST = 20


@MESSAGES.handler
async def messages(context: RequestContext, page: int) -> Screen:
    """One message at a time, the newest first, with its own buttons."""
    told = await unread(context)
    if not told:
        blocks = (title(t("messages.title", "Berichten")), line(t("messages.none", "Er zijn geen nieuwe berichten.")))
        return Screen(blocks, ((menu(),),))
    number = min(page, len(told) - 1)
    bericht, screen = told[number]
    where = t("messages.page", "Bericht {number} van {total}", number=number + 1, total=len(told))
    own: Rows = tuple(row for row in screen.rows if row != (menu(),))
    done = Button(t("btn.put_away", "Gelezen"), link(PUT_AWAY, bericht.id), Look.PLAIN if own else Look.PRIMARY)
    rows = (*own, (done,), *pages(lambda at: link(MESSAGES, at), number, len(told), 1), (menu(),))
    return replace(screen, blocks=(*screen.blocks, hint(where)), rows=rows)


async def unread(context: RequestContext) -> list[tuple[Bericht, Screen]]:
    """What was told, is still true and was not put away, as it reads now."""
    found = await context.unit.berichten.unread(context.who.id, context.now, MOST)
    if not found:
        return []
    post = Post(context.app, context.flows, context.unit, context.now, context.today, context.who)
    told = []
    for bericht in found:
        with suppress(UnreadableError):
            screen = await compose(post, bericht)
            if screen is not None:
                told.append((bericht, screen))
    return told
