"""The menu of commands, by role and language, read off the table of routes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.conversation.routes import Route
from bot.home.routes import HOME, PRIVACY
from bot.routes import ROUTES
from bot.texts.translations import LOCALES, words
from flows.people import RIGHTS, Rol

# A whole catalog is read for the menu of strangers; who waits for an answer since before the start comes first.
UNHURRIED = 2.0
FOR_STRANGERS = (HOME, PRIVACY)


def menu(rol: Rol, taal: str) -> list[BotCommand]:
    """What somebody with this role can begin with; what everybody can comes last."""
    mine = [route for route in dict.fromkeys(ROUTES.commands.values()) if route.allows(RIGHTS[rol])]
    return _commands(sorted(mine, key=lambda route: not route.needs), taal)


async def set_menu(bot: Bot, chat: int, rol: Rol, taal: str) -> None:
    """Give one person the menu of the role, in the chosen language."""
    await bot.set_my_commands(menu(rol, taal), scope=BotCommandScopeChat(chat))


async def set_default_menus(bot: Bot) -> None:
    """Strangers see only how to begin."""
    await asyncio.sleep(UNHURRIED)
    scope = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(_commands(FOR_STRANGERS, "nl"), scope=scope)
    for taal in LOCALES:
        await bot.set_my_commands(_commands(FOR_STRANGERS, taal), scope=scope, language_code=taal)


def _commands(routes: Iterable[Route[Any, Any]], taal: str) -> list[BotCommand]:
    said = words(taal)
    return [
        BotCommand(command.name, said.say(command.what))
        for route in routes
        for command in route.commands
        if command.what is not None
    ]
