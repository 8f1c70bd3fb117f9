"""Everything that goes on by itself in one process, opened and closed together."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
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
from flows.ways import Way
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
        senders: Sequence[MessageSender] = (),
    ) -> None:
        """Send through ``senders``, if there are any; ``supervisor`` starts again what fails."""
        self._supervisor = supervisor
        self._storage = storage
        self._clock = clock
        self._name = app.ids.new()
        self._doelen = app.flows.gemeente.doelen
        self._senders = senders
        set_up = tuple(sender.way for sender in senders)
        strays = [] if len(set_up) == len(Way) else [None]
        self._workers = [
            OutboxWorker(storage, app, changes, clock, supervisor, name=self._name, set_up=set_up, sender=sender)
            for sender in (*senders, *strays)
        ]
        self._sweep = Sweep(storage, clock)
        self._tasks: list[asyncio.Task[None]] = []

    def open(self) -> None:
        """Begin."""
        supervisor = self._supervisor
        beating = keep_beating(supervisor, self._storage, self._clock, self._name, self._senders)
        chores = keep_up(supervisor, self._storage, self._clock, self._doelen)
        work = (beating, chores, self._sweep.run(supervisor), *(worker.run() for worker in self._workers))
        self._tasks = [asyncio.create_task(each) for each in work]

    async def close(self) -> None:
        """Take nothing new on, and let what is under way arrive."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.stop(DRAIN_SECONDS) for worker in self._workers))
        await asyncio.gather(*(sender.close() for sender in self._senders))
        with suppress(StorageError):
            await leave(self._storage, self._clock, self._name)
