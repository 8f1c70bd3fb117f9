"""What is looked after now and then: checks that wait too long, the monthly letter, and targets whose end is near."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial

from bot.checking.escalation import escalate
from bot.delivery.clock import DatabaseClock
from bot.reports.monthly import write_letters
from bot.reports.reminding import remind_of_targets
from bot.runtime.tasks import Supervisor
from flows.doelen import Doel
from storage.unit import Storage

EVERY_SECONDS = 600.0
# A start has better things to do.
FIRST_SECONDS = 20.0
Chore = Callable[[Storage, datetime], Awaitable[int]]


async def keep_up(supervisor: Supervisor, storage: Storage, clock: DatabaseClock, doelen: Sequence[Doel]) -> None:
    """Do the chores every ten minutes, until cancelled; each bericht has a key, so that two processes make one."""

    async def do(chore: Chore) -> None:
        async with storage.look() as unit:
            now = await clock(unit)
        await chore(storage, now)

    async with asyncio.TaskGroup() as group:
        reminding = partial(remind_of_targets, doelen=doelen)
        for name, chore in (("escalating", escalate), ("letters", write_letters), ("targets", reminding)):
            group.create_task(
                supervisor.periodic(name, lambda chore=chore: do(chore), EVERY_SECONDS, FIRST_SECONDS)  # type: ignore[misc]
            )
