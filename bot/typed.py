"""What somebody typed: an answer, a client code, or something that is not kept."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.actions import answering
from bot.clientcode import normalise
from bot.turn import Turn

LONGEST = 200
MISSES = 5
_LIKE_A_CODE = re.compile(r"[A-Za-z]{1,4}[\s\-\u2010-\u2015]+\S{4,8}")
_WORDS = {
    "terug": answering.back,
    "back": answering.back,
    "later": answering.later,
    "pauze": answering.later,
}
_IN_DIALOGUE = frozenset({"dialogue", "help", "why"})


async def read(turn: Turn, text: str) -> str:
    """Take a typed line; only what answers the screen has any effect, nothing else is kept."""
    word, _, argument = turn.chat.route.partition("/")
    if len(text) > LONGEST:
        turn.tell("too_long")
        return turn.chat.route
    said = text.strip().casefold()
    if word in _IN_DIALOGUE and turn.dialogue is not None:
        if said in _WORDS:
            return await _WORDS[said](turn)
        if said in ("uitleg", "help", "?"):
            return "help"
        if said in ("stop", "stoppen"):
            return "ask_stop"
        return await answering.typed(turn, text)
    if word == "ask" and turn.dialogue is not None:
        return await answering.typed(turn, text, argument)
    code = normalise(text)
    if code is not None:
        return await _client(turn, code)
    if _LIKE_A_CODE.fullmatch(text.strip()):
        turn.tell(f"bad_code:{turn.house.book.gemeente.prefix}-7Q4FN2")
    else:
        turn.tell("unread")
    return turn.chat.route


async def _client(turn: Turn, code: str) -> str:
    """Open a client by code; unknown and not yours are one answer, and guessing is cut short."""
    misses = await turn.unit.audit.count("code_onbekend", turn.who.id, turn.now - timedelta(hours=1))
    if misses >= MISSES:
        turn.tell("too_many_codes")
        return turn.chat.route
    if await turn.unit.clients.get(code, turn.who, turn.today) is None:
        await turn.note("code_onbekend")
        turn.tell("unknown_code")
        return turn.chat.route
    return f"client/{code}"
