"""People who tap: each waits for what the tap brings before the next one."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import cycle

from support.botapi import BotApi, Message, Person

FIRST = 100
PATIENCE = 60.0
SHOWING = ("sendMessage", "editMessageText")
# A walk into the stroomschema and back: each is one tap, and the last leaves the dialogue where it began.
WALK = ("answer/Q1/nee", "answer/Q3/nee", "answer/Q4/ja", "back", "back", "back")


class Someone(ABC):
    """A person in front of a bot."""

    def __init__(self, api: BotApi, number: int) -> None:
        self.person: Person = api.person(FIRST + number)
        self._api = api
        self._busy = asyncio.Lock()

    @abstractmethod
    async def begin(self) -> None:
        """Come to where taps can be measured."""

    @abstractmethod
    async def act(self) -> None:
        """Do the one thing that is measured, and wait for what it brings."""

    async def tap(self, due: float) -> float:
        """Act once; seconds from the moment it was ``due`` until the bot's call with the reply arrived."""
        async with self._busy:
            await self.act()
        return self._arrival() - due

    async def changed(self, before: Message | None) -> None:
        """Wait until another message, or another state of it, stands on the screen."""
        await self.until(lambda: self._newest() is not before)

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait for something in the chat."""
        chat = self._api.account().opened(self.person.id, {"type": "private", "first_name": "P"})
        async with asyncio.timeout(PATIENCE), chat.changed:
            await chat.changed.wait_for(reached)

    def _newest(self) -> Message | None:
        return self.person.screen if any(message.by_bot for message in self.person.chat) else None

    def _arrival(self) -> float:
        mine = (call for call in reversed(self._api.calls) if call.params.get("chat_id") == self.person.id)
        return next(call.time for call in mine if call.method in SHOWING)


class Tapper(Someone):
    """A klantmanager with a dialogue."""

    def __init__(self, api: BotApi, number: int) -> None:
        super().__init__(api, number)
        self._walk = cycle(WALK)

    async def begin(self) -> None:
        """Open a dialogue and answer the first question."""
        await self.person.send("/start")
        await self.person.see("Nieuwe meting", PATIENCE)
        for route in ("new", "create", "answer/P0/ja"):
            await self._go(route)

    async def act(self) -> None:
        """One more tap of the walk."""
        await self._go(next(self._walk))

    async def _go(self, route: str) -> None:
        message = self.person.screen
        data = next(b.target for row in message.rows for b in row if b.target.partition(".")[2] == route)
        await self.person.tap_data(message.id, data)
        await self.changed(message)
