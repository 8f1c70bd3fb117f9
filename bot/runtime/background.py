"""Everything that goes on by itself in one process, opened and closed together."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.conversation.changes import ChangeNotifier
from bot.conversation.context import AppContext
from bot.delivery.clock import DatabaseClock
from bot.delivery.ports import MessageSender
from bot.delivery.worker import OutboxWorker
from bot.reminders.sweep import Sweep
from bot.runtime.chores import keep_up
from bot.runtime.heartbeat import keep_beating, leave
from bot.runtime.tasks import Supervisor
from storage.errors import StorageError
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
        sender: MessageSender | None = None,
    ) -> None:
        """Send through ``sender``, if there is one; ``supervisor`` starts again what fails."""
        self._supervisor = supervisor
        self._storage = storage
        self._clock = clock
        self._name = app.ids.new()
        self._doelen = app.flows.gemeente.doelen
        self._sender = sender
        self._worker = OutboxWorker(storage, app, changes, clock, name=self._name, per_second=per_second, sender=sender)
        self._sweep = Sweep(storage, clock)
        self._tasks: list[asyncio.Task[None]] = []

    def open(self) -> None:
        """Begin."""
        supervisor = self._supervisor
        beating = keep_beating(supervisor, self._storage, self._clock, self._name, self._sender)
        chores = keep_up(supervisor, self._storage, self._clock, self._doelen)
        work = (beating, chores, self._sweep.run(supervisor), self._worker.run(supervisor))
        self._tasks = [asyncio.create_task(each) for each in work]

    async def close(self) -> None:
        """Take nothing new on, and let what is under way arrive."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._worker.stop(DRAIN_SECONDS)
        with suppress(StorageError):
            await leave(self._storage, self._clock, self._name)
