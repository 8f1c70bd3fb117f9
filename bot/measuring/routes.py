"""The routes of measuring."""

from __future__ import annotations

from bot.conversation.routes import CLIENT, ID, NAME, PAGE, Command, Param, action, optional, view
from bot.conversation.screen import t
from flows.people import Right

STEP: Param[str] = Param("step", str)
GEMEENTE: Param[str | None] = optional(Param("gemeente", str))

DIALOGUE = view("dialogue", of_dialogue=True)
HELP = view("help", of_dialogue=True)
RULES = view("rules", STEP, PAGE, of_dialogue=True)
WHY = view("why", of_dialogue=True)
KENMERKEN = view("card", of_dialogue=True)
CARD_HELP = view("card_help", of_dialogue=True)
EDIT = view("edit", of_dialogue=True)
ASK = view("ask", STEP, of_dialogue=True)
ASK_STOP = view("ask_stop", of_dialogue=True, commands=(Command("stop", t("command.stop", "De meting stoppen")),))
SAME_DAY = view("same_day", of_dialogue=True)
RECEIPT = view("receipt", ID)
RATES = view("hermetingen", needs=frozenset({Right.REPORT_OWN}))

START = action("start", CLIENT, doorway=True)
RESTART = action("restart", CLIENT)
RESUME = action("resume", ID)
NEXT_CLIENT = action("next_client")
CREATE = action("create", GEMEENTE)
ANSWER = action("answer", STEP, NAME)
TOGGLE = action("toggle", STEP)
CONFIRM = action("confirm", NAME)
BACK = action("back")
LATER = action("later")
STOP = action("stop")
DIRECT = action("direct")
UNCHANGED = action("unchanged")
DIFFERENT = action("different")
AFRESH = action("afresh")
RECORD = action("record")
CORRECT_SAME_DAY = action("correct_same_day")
