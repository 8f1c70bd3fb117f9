"""The routes of Uitleg."""

from __future__ import annotations

from bot.conversation.routes import EVERYONE, NAME, PAGE, Command, view
from bot.conversation.screen import t

LADDER = view(
    "ladder",
    needs=EVERYONE,
    commands=(Command("uitleg", t("command.ladder", "De zes treden, met voorbeelden")), Command("help")),
)
TREDE = view("trede", NAME, needs=EVERYONE)
QUESTION = view("question", NAME, PAGE, needs=EVERYONE)
QUESTIONS = view(
    "questions", needs=EVERYONE, commands=(Command("vragen", t("command.questions", "Alle vragen op een rij")),)
)
