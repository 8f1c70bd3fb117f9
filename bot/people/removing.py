"""Ending the access of a colleague."""

from __future__ import annotations

from bot.conversation.context import Turn
from bot.people.removal import is_last_beheerder


async def remove_access(turn: Turn, functionaris: str) -> str:
    """End every access of somebody else, unless nobody could let anyone in any more."""
    who = await turn.unit.people.get(functionaris, turn.now)
    if who is None:
        turn.tell("gone")
    elif who.id == turn.who.id:
        turn.tell("not_allowed")
    elif await is_last_beheerder(turn.unit, who, turn.now):
        turn.tell("last_beheerder")
    else:
        await turn.unit.people.remove(who.id, turn.now)
        await turn.note("verwijderd", bij=who.id)
        turn.tell("access_ended")
    return "colleagues/0"
