"""Code 9 ends what runs, on its own day; when that meetmoment is withdrawn or corrected, it runs again."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from flows.plaatsingen import gone, with_end


async def settle(context: RequestContext, client: str) -> None:
    """Let every placement of a client end when the meetmomenten say so; each change has its line in the trail."""
    known = await context.unit.plaatsingen.of(client)
    if not known:
        return
    ended = gone(await context.unit.meetmomenten.history(client))
    for each in known:
        right = with_end(each, ended)
        if right != each:
            await context.unit.plaatsingen.end(right)
            wat = "plaatsing_hervat" if right.tot is None else "plaatsing_geeindigd"
            await context.note(wat, client=client, bij=each.id)
