"""Whether this process can do its work: the database takes what is written, and which background tasks fail."""

from __future__ import annotations

import asyncio
import time

from bot.runtime.clock import Clock
from bot.runtime.tasks import Supervisor
from bot.web.ports import Health
from storage.errors import StorageError
from storage.unit import Storage

# However often it is asked, so often is it tried.
TRY_SECONDS = 2.0


class Readiness:
    """Tries it out by writing next to nothing."""

    def __init__(self, storage: Storage, clock: Clock, supervisor: Supervisor) -> None:
        """Nothing was tried yet."""
        self._storage = storage
        self._clock = clock
        self._supervisor = supervisor
        self._trying = asyncio.Lock()
        self._tried = float("-inf")
        self._serves = False

    async def __call__(self) -> Health:
        """How it is, as found out a moment ago at most."""
        async with self._trying:
            if time.monotonic() - self._tried >= TRY_SECONDS:
                self._serves = await self._takes_writing()
                self._tried = time.monotonic()
        return Health(self._serves, self._supervisor.failing)

    async def _takes_writing(self) -> bool:
        try:
            await self._storage.prove_writing(self._clock.now())
        except StorageError:
            return False
        return True
