"""The routes of a client's meetmomenten, and of correcting and withdrawing them."""

from __future__ import annotations

from enum import StrEnum

from bot.conversation.routes import CLIENT, ID, NUMBER, PAGE, Param, action, one_of, view
from flows.meetmoment import REDENEN


class Change(StrEnum):
    """What can be done to a registered meetmoment, both for a reason."""

    CORRECT = "correct"
    WITHDRAW = "withdraw"


def _reden(text: str) -> str:
    if text not in REDENEN:
        raise ValueError("not one of the reasons")
    return text


REDEN: Param[str] = Param("reden", _reden)

MOMENTS = view("moments", CLIENT, PAGE)
MOMENT = view("moment", ID, doorway=True)
VERSION = view("version", ID, NUMBER)
REASON = view("reason", one_of("what", Change), ID)
ASK_WITHDRAW = view("ask_withdraw", ID, REDEN)
CORRECT = action("correct", ID, REDEN)
WITHDRAW = action("withdraw", ID, REDEN)
