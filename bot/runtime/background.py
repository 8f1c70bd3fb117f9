"""The post room: everything that goes on by itself in one process, opened and closed together."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

import structlog

from bot.conversation.changes import ChangeNotifier
from bot.conversation.context import AppContext
from bot.delivery.clock import DatabaseClock
from bot.delivery.ports import Door
from bot.delivery.worker import OutboxWorker
from bot.reminders.sweep import Sweep
from bot.runtime.chores import keep_up
from bot.runtime.heartbeat import keep_beating
from storage.unit import Storage

DRAIN_SECONDS = 10.0
log = structlog.get_logger()


class BackgroundTasks:
    """Works until it is closed; every process has one."""

    def __init__(
        self,
        storage: Storage,
        app: AppContext,
        changes: ChangeNotifier,
        clock: DatabaseClock,
        *,
        per_second: float,
        door: Door | None = None,
    ) -> None:
        """Send through ``door``, if there is one."""
        self._storage = storage
        self._clock = clock
        self._name = app.ids.new()
        self._telegram = door is not None
        self._sender = OutboxWorker(storage, app, changes, clock, name=self._name, per_second=per_second, door=door)
        self._sweep = Sweep(storage, clock)
        self._tasks: list[asyncio.Task[None]] = []

    def open(self) -> None:
        """Begin."""
        beating = keep_beating(self._storage, self._clock, self._name, telegram=self._telegram)
        chores = keep_up(self._storage, self._clock)
        self._tasks = [_started(work) for work in (beating, chores, self._sweep.run(), self._sender.run())]

    async def close(self) -> None:
        """Take nothing new on, and let what is under way arrive."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._sender.stop(DRAIN_SECONDS)


def _started(work: Coroutine[None, None, None]) -> asyncio.Task[None]:
    task = asyncio.create_task(work)
    task.add_done_callback(_complain)
    return task


def _complain(task: asyncio.Task[None]) -> None:
    """Work that should go on for ever has ended by itself; without this nobody would know."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("delivery_stopped", error=type(error).__name__)
