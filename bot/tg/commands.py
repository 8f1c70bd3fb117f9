"""The commands menu, by role and language."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.screen import Text, t
from bot.tg.pacing import Pace
from bot.translations import LOCALES, words
from flows.people import RIGHTS, Right, Rol

# A whole catalog is read for the menu of strangers; who waits for an answer since before the start comes first.
UNHURRIED = 2.0
MOST_REMEMBERED = 10_000
_EVERYONE: dict[str, Text] = {
    "start": t("command.start", "Naar het begin"),
    "uitleg": t("command.ladder", "De zes treden, met voorbeelden"),
    "instellingen": t("command.settings", "Taal en apparaten"),
    "privacy": t("command.privacy", "Wat wordt bewaard"),
}
_MEASURING: dict[str, Text] = {
    "meting": t("command.new", "Nieuwe meting"),
    "clienten": t("command.clients", "Mijn cliënten"),
    "vragen": t("command.questions", "Alle vragen op een rij"),
    "stop": t("command.stop", "De meting stoppen"),
}
_REPORTING: dict[str, Text] = {"caseload": t("command.caseload", "De caseload in beeld")}


def _menu(rights: frozenset[Right]) -> dict[str, Text]:
    """What somebody with these rights can begin with."""
    measuring = _MEASURING if Right.MEASURE in rights else {}
    reporting = _REPORTING if rights & {Right.REPORT_OWN, Right.REPORT_TEAM, Right.REPORT_ALL} else {}
    return measuring | reporting | _EVERYONE


MENUS: dict[Rol, dict[str, Text]] = {rol: _menu(RIGHTS[rol]) for rol in Rol}


class Menus:
    """The menus that people have; each is set when it is another one, and when nobody waits for something better."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        """Set them at the ``pace`` that answers leave."""
        self._bot = bot
        self._pace = pace
        self._set: OrderedDict[int, tuple[Rol, str]] = OrderedDict()

    async def offer(self, chat: int, rol: Rol, taal: str) -> None:
        """Give one person the menu of the role, in the chosen language."""
        if self._set.get(chat) == (rol, taal):
            return
        self._set[chat] = (rol, taal)
        if len(self._set) > MOST_REMEMBERED:
            self._set.popitem(last=False)
        try:
            await self._pace.leftover()
            await self._bot.set_my_commands(_commands(MENUS[rol], taal), scope=BotCommandScopeChat(chat))
        except BaseException:
            self._set.pop(chat, None)
            raise


async def set_default_menus(bot: Bot) -> None:
    """Strangers see only how to begin."""
    await asyncio.sleep(UNHURRIED)
    start = {name: _EVERYONE[name] for name in ("start", "privacy")}
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(_commands(start, "nl"), scope=scope)
    for taal in LOCALES:
        await bot.set_my_commands(_commands(start, taal), scope=scope, language_code=taal)


def _commands(menu: dict[str, Text], taal: str) -> list[BotCommand]:
    said = words(taal)
    return [BotCommand(name, said.say(text)) for name, text in menu.items()]
