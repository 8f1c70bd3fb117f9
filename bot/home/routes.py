"""The routes of the menu."""

from __future__ import annotations

from bot.conversation.routes import EVERYONE, Command, view
from bot.conversation.screen import t

HOME = view(
    "home",
    needs=EVERYONE,
    doorway=True,
    commands=(Command("start", t("command.start", "Naar het begin")), Command("menu")),
)
NEW = view("new", commands=(Command("meting", t("command.new", "Nieuwe meting")),))
WHERE = view("where")
PRIVACY = view("privacy", needs=EVERYONE, commands=(Command("privacy", t("command.privacy", "Wat wordt bewaard")),))
