"""An instrument begins or ends; both are a reason to measure sooner."""

from __future__ import annotations

from bot.conversation.context import Turn
from bot.planning.actions import changed
from flows.replanning import Aanleiding
from storage.plaatsingen import Placed


async def begin_placement(turn: Turn, code: str, number: str, which: str) -> str:
    """Note that an instrument begins today, with a partner or without."""
    instrument = _named(turn.house.book.gemeente.instrumenten, number)
    if await turn.unit.clients.get(code, turn.who, turn.today) is None or instrument is None:
        turn.tell("unknown_code")
        return "clients/0"
    partner = _named(turn.house.book.gemeente.partners, which)
    placed = Placed(turn.house.world.new_id(), code, instrument, partner, turn.today, None)
    await turn.unit.plaatsingen.begin(placed, turn.who.id, turn.now)
    await turn.note("plaatsing_begonnen", client=code, bij=placed.id)
    return await changed(turn, code, Aanleiding.INSTRUMENT_GESTART)


async def end_placement(turn: Turn, code: str, placed: str) -> str:
    """Note that an instrument ended today."""
    if await turn.unit.clients.get(code, turn.who, turn.today) is None:
        turn.tell("unknown_code")
        return "clients/0"
    if not await turn.unit.plaatsingen.end(placed, code, turn.today):
        return f"placements/{code}"
    await turn.note("plaatsing_geeindigd", client=code, bij=placed)
    return await changed(turn, code, Aanleiding.INSTRUMENT_GEEINDIGD)


def _named(names: tuple[str, ...], number: str) -> str | None:
    return names[int(number)] if number.isdecimal() and int(number) < len(names) else None
