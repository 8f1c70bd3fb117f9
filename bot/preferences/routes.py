"""The routes of what a person sets for themselves."""

from __future__ import annotations

import re
from datetime import time

from bot.conversation.routes import EVERYONE, Command, Param, action, optional, view
from bot.conversation.screen import t


def _read(text: str) -> time:
    found = re.fullmatch(r"([0-9]{2})([0-9]{2})", text)
    if found is None:
        raise ValueError("not a time of day")
    return time(int(found[1]), int(found[2]))


# A time of day, as ``0830``.
CLOCK: Param[time] = Param("clock", _read, lambda clock: f"{clock:%H%M}")

SETTINGS = view(
    "settings",
    needs=EVERYONE,
    commands=(Command("instellingen", t("command.settings", "Taal en apparaten")), Command("taal")),
)
WISHES = view("wishes", needs=EVERYONE)
PREFER = action("prefer", optional(CLOCK), needs=EVERYONE)
HUSH = action("hush", optional(CLOCK), optional(CLOCK), needs=EVERYONE)
