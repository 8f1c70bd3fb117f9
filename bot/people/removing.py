"""Ending the access of a colleague."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.people.removal import is_last_beheerder


async def remove_access(context: RequestContext, functionaris: str) -> str:
    """End every access of somebody else, unless nobody could let anyone in any more."""
    who = await context.unit.people.get(functionaris, context.now)
    if who is None:
        context.tell("gone")
    elif who.id == context.who.id:
        context.tell("not_allowed")
    elif await is_last_beheerder(context.unit, who, context.now):
        context.tell("last_beheerder")
    else:
        await context.unit.people.remove(who.id, context.now)
        await context.note("verwijderd", bij=who.id)
        context.tell("access_ended")
    return "colleagues/0"
