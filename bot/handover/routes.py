"""The routes of handing clients over to a colleague who accepts."""

from __future__ import annotations

from bot.conversation.routes import DAY, ID, PAGE, Param, action, view
from flows.people import Right

_HANDING_OVER = frozenset({Right.HAND_OVER})

# What is handed over: the code of a client, or everything one has.
WHAT: Param[str] = Param("what", str)
EVERYTHING = "alles"

HAND_OVER = view("hand_over", WHAT, PAGE, needs=_HANDING_OVER)
HAND_OVER_WHEN = view("hand_over_when", WHAT, ID, needs=_HANDING_OVER)
HAND_OVER_SURE = view("hand_over_sure", WHAT, ID, DAY, needs=_HANDING_OVER)
HAND_OVER_SURELY = view("hand_over_surely", WHAT, ID, DAY, needs=_HANDING_OVER)
HAND_OVER_ON = action("hand_over_on", WHAT, ID, DAY, needs=_HANDING_OVER)
ASK_HANDOVER = action("ask_handover", WHAT, ID, DAY, needs=_HANDING_OVER)
CALL_OFF = action("call_off", ID, needs=_HANDING_OVER)
HANDOVERS = view("handovers")
HANDOVER = view("handover", ID, doorway=True)
ACCEPT = action("accept", ID)
REFUSE = action("refuse", ID)
