"""The routes of what a client is asked."""

from __future__ import annotations

from bot.conversation.routes import PAGE, Param, action, view
from bot.measuring.routes import STEP

# A client language, by its tag: a name with an @ in it fits no route.
TAG: Param[str] = Param("tag", str)

READ_ALONG = view("read_along", STEP, PAGE, of_dialogue=True)
READ_IN = action("read_in", TAG, STEP, PAGE)
