"""Work that may not keep others waiting: it gets half of the time, and is done one at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class FairShare:
    """Turns for work that takes long; where more of it is asked for, nothing is done for as long again."""

    def __init__(self) -> None:
        """Start with nobody waiting."""
        self._busy = asyncio.Lock()
        self._asking = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Have a turn."""
        self._asking += 1
        try:
            await self._busy.acquire()
            began = time.monotonic()
            try:
                yield
            finally:
                pause = time.monotonic() - began if self._asking > 1 else 0.0
                asyncio.get_running_loop().call_later(pause, self._busy.release)
        finally:
            self._asking -= 1
