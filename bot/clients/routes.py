"""The routes of clients."""

from __future__ import annotations

from bot.conversation.routes import CLIENT, DAY, NAME, PAGE, Command, Param, action, view
from bot.conversation.screen import t
from flows.people import Right

_DECIDING = frozenset({Right.HAND_OVER})

CLIENTS = view("clients", PAGE, doorway=True, commands=(Command("clienten", t("command.clients", "Mijn cliënten")),))
PICK = view("pick", PAGE)
PART: Param[str] = Param("part", str)
WITH_PART = view("with_part", PART)
CLIENT_CARD = view("client", CLIENT, doorway=True)
ASK_LET_GO = view("ask_let_go", CLIENT)
LET_GO = action("let_go", CLIENT)
MOVE = view("move", CLIENT, needs=_DECIDING)
MOVE_FROM = view("move_from", CLIENT, NAME, needs=_DECIDING)
MOVE_NOW = action("move_now", CLIENT, NAME, DAY, needs=_DECIDING)
HOUSEHOLD = view("household", CLIENT)
UNLINK = action("unlink", CLIENT)
