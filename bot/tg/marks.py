"""Notes which screens arrived: together twice a second, and at once when a message is new."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from bot.runtime.tasks import Supervisor
from storage.conversation.chats import Chat, Mark
from storage.unit import Storage

FLUSH_SECONDS = 0.5


class Marks:
    """What arrived and is not yet noted.

    A repeated edit says nothing new and is "not modified"; a repeated message would stand there twice.
    """

    def __init__(self, storage: Storage, repaint: Callable[[Chat], None]) -> None:
        """Note in ``storage``, and ``repaint`` what another process had drawn before."""
        self._storage = storage
        self._repaint = repaint
        self._waiting: list[Mark] = []
        self._soon = asyncio.Event()

    def add(self, mark: Mark) -> None:
        """Remember that a screen arrived."""
        self._waiting.append(mark)
        if mark.new:
            self._soon.set()

    async def keep(self, supervisor: Supervisor) -> None:
        """Note what arrived, until cancelled."""
        await supervisor.periodic("noting", self._step)

    async def _step(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(FLUSH_SECONDS):
                await self._soon.wait()
        self._soon.clear()
        await self.flush()

    async def flush(self) -> None:
        """Note all of it in one transaction."""
        marks, self._waiting = self._waiting, []
        if not marks:
            return
        try:
            async with self._storage.unit() as unit:
                await unit.chats.mark_shown(marks)
                overtaken = await unit.chats.overtaken(marks)
        except BaseException:
            self._waiting.extend(marks)
            raise
        for chat in overtaken:
            self._repaint(chat)
