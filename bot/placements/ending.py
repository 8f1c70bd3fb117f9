"""Code 9 ends what runs, on its own day; when that meetmoment is withdrawn or corrected, it runs again."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from flows.meetmoment import Meetmoment
from flows.plaatsingen import gone, with_end


async def settle(context: RequestContext, client: str, history: tuple[Meetmoment, ...]) -> None:
    """Let every placement of a client end when the meetmomenten say so; each change has its line in the trail."""
    ended = gone(history)
    for each in await context.unit.plaatsingen.of(client):
        right = with_end(each, ended)
        if right != each:
            await context.unit.plaatsingen.end(right)
            wat = "plaatsing_hervat" if right.tot is None else "plaatsing_geeindigd"
            await context.note(wat, client=client, bij=each.id)
