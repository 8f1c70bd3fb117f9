"""Work that goes on for as long as the process does: it begins again when it fails, and everybody can see that."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random, SystemRandom

import structlog

from storage.errors import UnavailableError

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 15.0
# A database that was away is asked a little sooner, and whoever waits for it is answered sooner.
DATABASE_PAUSE = 5.0
# What has gone on for so long after a failure is well again.
STEADY_SECONDS = 30.0
log = structlog.get_logger()


class Supervisor:
    """Watches over the long-lived tasks of one process; ``failing`` are those that do not get on now."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        dice: Random | None = None,
    ) -> None:
        """Go by ``clock``; ``dice`` keep several processes from trying again at the same moment."""
        self._clock = clock
        self._sleep = sleep
        self._dice = dice or SystemRandom()
        self._failures: dict[str, int] = {}
        self._faltering: set[str] = set()
        # When a task began again after its last failure; none as long as it waits for that.
        self._again: dict[str, float | None] = {}

    @property
    def failing(self) -> tuple[str, ...]:
        """The tasks that failed and have not shown since that they get on."""
        failed = [name for name in self._failures if not self._is_steady(name)]
        return tuple(dict.fromkeys((*failed, *sorted(self._faltering))))

    def falters(self, name: str) -> None:
        """A task goes on, but nothing comes of it."""
        self._faltering.add(name)

    def recovers(self, name: str) -> None:
        """Something comes of a task again."""
        self._faltering.discard(name)

    def gets_on(self, name: str) -> None:
        """A task has done what it is for."""
        self._failures.pop(name, None)

    async def supervised(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do ``work`` until it ends by itself; when it fails, begin it again after a while."""
        try:
            while True:
                try:
                    return await work()
                except Exception as error:  # noqa: BLE001  # whatever it is, the work has to go on
                    await self._sleep(self._failed(name, error))
                    self._again[name] = self._clock()
        finally:
            # What is done, or not this process's any more, does not fail.
            self.gets_on(name)

    async def periodic(
        self, name: str, step: Callable[[], Awaitable[object]], every: float = 0.0, first: float = 0.0
    ) -> None:
        """Take a step every so many seconds, for ever; a step that gives a number says when the next one is due."""
        if first:
            await self._sleep(first)

        async def steps() -> None:
            while True:
                wait = await step()
                self.gets_on(name)
                await self._sleep(wait if isinstance(wait, float) else every)

        await self.supervised(name, steps)

    def _failed(self, name: str, error: Exception) -> float:
        """Note a failure; gives the seconds until the next try."""
        failures = self._failures[name] = 1 if self._is_steady(name) else self._failures[name] + 1
        self._again[name] = None
        longest = LONGEST_PAUSE
        if isinstance(error, UnavailableError):
            longest = DATABASE_PAUSE
            log.warning("database_unavailable", task=name, error=type(error).__name__)
        else:
            log.error("task_failed", task=name, error=type(error).__name__, at=_place(error), failures=failures)
        return min(FIRST_PAUSE * 2.0 ** min(failures - 1, 16), longest) * self._dice.uniform(0.75, 1.0)

    def _is_steady(self, name: str) -> bool:
        again = self._again.get(name)
        return name not in self._failures or (again is not None and self._clock() - again >= STEADY_SECONDS)


def _place(error: Exception) -> list[str]:
    """File, line and function of the last calls, never the values in them."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
