"""The post room: everything that goes on by itself in one process, opened and closed together."""

from __future__ import annotations

import asyncio

from bot.conversation.changes import ChangeNotifier
from bot.conversation.context import AppContext
from bot.delivery.clock import DatabaseClock
from bot.delivery.ports import Door
from bot.delivery.worker import OutboxWorker
from bot.reminders.sweep import Sweep
from bot.runtime.chores import keep_up
from bot.runtime.heartbeat import keep_beating
from bot.runtime.tasks import Supervisor
from storage.unit import Storage

DRAIN_SECONDS = 10.0


class BackgroundTasks:
    """Works until it is closed; every process has one."""

    def __init__(
        self,
        supervisor: Supervisor,
        storage: Storage,
        app: AppContext,
        changes: ChangeNotifier,
        clock: DatabaseClock,
        *,
        per_second: float,
        door: Door | None = None,
    ) -> None:
        """Send through ``door``, if there is one; ``supervisor`` starts again what fails."""
        self._supervisor = supervisor
        self._storage = storage
        self._clock = clock
        self._name = app.ids.new()
        self._telegram = door is not None
        self._sender = OutboxWorker(storage, app, changes, clock, name=self._name, per_second=per_second, door=door)
        self._sweep = Sweep(storage, clock)
        self._tasks: list[asyncio.Task[None]] = []

    def open(self) -> None:
        """Begin."""
        supervisor = self._supervisor
        beating = keep_beating(supervisor, self._storage, self._clock, self._name, telegram=self._telegram)
        chores = keep_up(supervisor, self._storage, self._clock)
        work = (beating, chores, self._sweep.run(supervisor), self._sender.run(supervisor))
        self._tasks = [asyncio.create_task(each) for each in work]

    async def close(self) -> None:
        """Take nothing new on, and let what is under way arrive."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._sender.stop(DRAIN_SECONDS)
