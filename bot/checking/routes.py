"""The routes of the four-eyes check, and of two views of one client."""

from __future__ import annotations

from bot.conversation.routes import ID, NUMBER, PAGE, Param, action, view
from flows.checking import TERUG
from flows.people import Right

_CHECKING = frozenset({Right.CHECK})


def _terug(text: str) -> str:
    if text not in TERUG:
        raise ValueError("not one of the reasons")
    return text


TERUG_REDEN: Param[str] = Param("terug", _terug)

CHECKS = view("checks", PAGE, needs=_CHECKING)
CHECK = view("check", ID, needs=_CHECKING, doorway=True)
WHY_BACK = view("why_back", ID, needs=_CHECKING)
APPROVE = action("approve", ID, NUMBER, needs=_CHECKING)
SEND_BACK = action("send_back", ID, NUMBER, TERUG_REDEN, needs=_CHECKING)
VERSCHIL = view("verschil", ID, doorway=True)
YIELD_VIEW = action("yield_view", ID)
ADOPT_VIEW = action("adopt_view", ID)
KEEP_VIEW = action("keep_view", ID)
