"""Work for one process at a time: whoever has the lead does it, and stops as soon as that is in doubt."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from storage.engine.replicas import SILENCE_SECONDS, Lead

LOOK_SECONDS = 1.5
# After this long without an answer of the database somebody else may have the lead by now.
DOUBT_SECONDS = SILENCE_SECONDS - 2.0
log = structlog.get_logger()


class Leadership:
    """Competes for the lead of all processes, and leads."""

    def __init__(self, lead: Lead) -> None:
        """Compete for ``lead``."""
        self._lead = lead
        self._seen = 0.0

    @property
    def certain(self) -> bool:
        """Whether nobody else can be leading; also right after this process stood still for a while."""
        return time.monotonic() - self._seen < DOUBT_SECONDS

    async def run(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do ``work``, which goes on for ever, whenever this process leads; until cancelled."""
        try:
            while True:
                if await self._looked(self._lead.take):
                    log.info("leading")
                    await self._work(work)
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            await self._lead.drop()

    async def _work(self, work: Callable[[], Awaitable[None]]) -> None:
        task = asyncio.ensure_future(work())
        try:
            while await self._looked(self._lead.holds):
                done, _ = await asyncio.wait({task}, timeout=LOOK_SECONDS)
                if done:
                    # Work that ends by itself has failed, and its error is for whoever runs this.
                    return await task
            log.warning("lead_lost")
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await asyncio.wait({task})

    async def _looked(self, look: Callable[[], Awaitable[bool]]) -> bool:
        at = time.monotonic()
        if not await look():
            return False
        self._seen = at
        return True
