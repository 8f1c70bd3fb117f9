"""The routes of a team and the clients that its people keep."""

from __future__ import annotations

from bot.conversation.routes import ID, PAGE, view
from flows.people import Right

_SEEING_THE_TEAM = frozenset({Right.SEE_TEAM})

TEAM = view("team", PAGE, needs=_SEEING_THE_TEAM)
MEMBER = view("member", ID, PAGE, needs=_SEEING_THE_TEAM)
UNKEPT = view("unkept", PAGE, needs=_SEEING_THE_TEAM)
