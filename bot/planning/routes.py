"""The routes of planning: when a client is measured next."""

from __future__ import annotations

from bot.conversation.routes import CLIENT, DAY, PAGE, action, one_of, optional, view
from flows.people import Right
from flows.replanning import Aanleiding, Uitstel

_AANLEIDING = one_of("aanleiding", Aanleiding)

DUE = view("due", PAGE, doorway=True)
LATE = view("late", PAGE, needs=frozenset({Right.SEE_TEAM}), doorway=True)
PLAN = view("plan", CLIENT)
POSTPONE = view("postpone", CLIENT, DAY)
REPLAN = action("replan", CLIENT, DAY, optional(one_of("reden", Uitstel)))
SNOOZE = view("snooze", CLIENT)
DOZE = action("doze", CLIENT, DAY)
WAKE = action("wake", CLIENT)
EVENT = view("event", CLIENT)
CHANGED = action("changed", CLIENT, _AANLEIDING)
PROPOSAL = view("proposal", CLIENT, _AANLEIDING)
