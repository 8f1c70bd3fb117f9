"""Changing a setting of the municipality: for everybody, from the next message on."""

from __future__ import annotations

from bot.config.flows import OPTIONS
from bot.conversation.context import Turn
from flows.gemeente import as_text, read_setting


async def choose(turn: Turn, name: str, value: str) -> str:
    """Change a setting, if the value is permitted."""
    read = read_setting(name, value) if name in OPTIONS else None
    if read is None:
        turn.tell("not_permitted")
        return f"option/{name}"
    return await _keep(turn, name, as_text(read))


async def put_back(turn: Turn, name: str) -> str:
    """Put a setting back to its default."""
    return await _keep(turn, name, None) if name in OPTIONS else "options"


async def _keep(turn: Turn, name: str, value: str | None) -> str:
    await turn.unit.instellingen.choose(name, value, turn.who.id, turn.now)
    await turn.note("instelling", bij=name)
    await turn.house.catch_up(turn.unit, await turn.unit.instellingen.newest())
    turn.tell("chosen")
    return f"option/{name}"
