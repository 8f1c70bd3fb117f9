"""The routes of messages: reading them, and sending again what could not be sent."""

from __future__ import annotations

from bot.conversation.routes import EVERYONE, PAGE, Param, action, view
from flows.people import Right

_CONFIGURING = frozenset({Right.CONFIGURE})
_DIGITS = 18


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise ValueError("not the number of a bericht")
    return int(text)


BERICHT: Param[int] = Param("bericht", _number)

MESSAGES = view("messages", PAGE, needs=EVERYONE, doorway=True)
OPEN_MESSAGE = action("message", BERICHT, needs=EVERYONE, doorway=True)
PUT_AWAY = action("put_away", BERICHT, needs=EVERYONE)
OUTBOX = view("outbox", needs=_CONFIGURING, doorway=True)
REVIVE = action("revive", BERICHT, needs=_CONFIGURING)
REVIVE_ALL = action("revive_all", needs=_CONFIGURING)
