"""Finding a client by code: unknown and not yours are one answer, and guessing is cut short."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.context import Turn

MISSES = 5


async def may_see(turn: Turn, code: str) -> bool:
    """Whether this person may see a client now; a miss is counted, five in an hour end the guessing."""
    if await turn.unit.clients.get(code, turn.who, turn.today) is not None:
        return True
    misses = await turn.unit.audit.count("code_onbekend", turn.who.id, turn.now - timedelta(hours=1))
    if misses < MISSES:
        await turn.note("code_onbekend")
    turn.tell("unknown_code" if misses < MISSES else "too_many_codes")
    return False
