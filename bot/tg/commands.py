"""The menu of commands, by role and language, read off the table of routes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.conversation.routes import Route
from bot.home.routes import HOME, PRIVACY
from bot.routes import ROUTES
from bot.texts.translations import LOCALES, words
from bot.tg.pacing import Pace
from flows.people import RIGHTS, Rol

# A whole catalog is read for the menu of strangers; who waits for an answer since before the start comes first.
UNHURRIED = 2.0
MOST_REMEMBERED = 10_000
FOR_STRANGERS = (HOME, PRIVACY)


def menu(rol: Rol, taal: str) -> list[BotCommand]:
    """What somebody with this role can begin with; what everybody can comes last."""
    mine = [route for route in dict.fromkeys(ROUTES.commands.values()) if route.allows(RIGHTS[rol])]
    return _commands(sorted(mine, key=lambda route: not route.needs), taal)


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
            await self._bot.set_my_commands(menu(rol, taal), scope=BotCommandScopeChat(chat))
        except BaseException:
            self._set.pop(chat, None)
            raise

    async def clear(self, chat: int) -> None:
        """Let one person have the menu of strangers again."""
        self._set.pop(chat, None)
        await self._pace.leftover()
        await self._bot.delete_my_commands(scope=BotCommandScopeChat(chat))


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
