"""The routes of doubts about a question, and of how the ladder is used."""

from __future__ import annotations

from bot.conversation.routes import PAGE, Param, action, view
from bot.measuring.routes import STEP
from flows.doubts import REDENEN
from flows.people import Right


def _reden(text: str) -> str:
    if text not in REDENEN:
        raise ValueError("not one of the reasons")
    return text


TWIJFEL: Param[str] = Param("twijfel", _reden)
_SETTING = frozenset({Right.CONFIGURE})

DOUBT = view("doubt", STEP, of_dialogue=True)
DOUBTED = action("doubted", STEP, TWIJFEL)
USAGE = view("usage", PAGE, needs=_SETTING)
DOUBTS = view("doubts", needs=_SETTING)
