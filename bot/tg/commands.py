"""The commands menu, by role and language."""

from __future__ import annotations

import asyncio

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.conversation.screen import Text, t
from bot.texts.translations import LOCALES, words
from flows.people import RIGHTS, Right, Rol

# A whole catalog is read for the menu of strangers; who waits for an answer since before the start comes first.
UNHURRIED = 2.0
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


async def set_menu(bot: Bot, chat: int, rol: Rol, taal: str) -> None:
    """Give one person the menu of the role, in the chosen language."""
    await bot.set_my_commands(_commands(MENUS[rol], taal), scope=BotCommandScopeChat(chat))


async def clear_menu(bot: Bot, chat: int) -> None:
    """Let one person have the menu of strangers again."""
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat))


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
