"""The routes of a list that is entered."""

from __future__ import annotations

from bot.conversation.routes import CLIENT, NUMBER, PAGE, Param, action, one_of, view
from flows.ladder import Groei

GROEI: Param[Groei] = one_of("groei", Groei)

LIST = view("entering", PAGE)
ROW = view("entering_row", CLIENT)
BEGIN_ROW = action("begin_row", CLIENT)
FILL_ROW = action("fill_row", CLIENT, NUMBER, GROEI)
DROP_ROW = action("drop_row", CLIENT)
NEXT_ROW = action("next_row")
CLEAR_DONE = action("clear_done")
