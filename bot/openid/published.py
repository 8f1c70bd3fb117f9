"""Something that a provider publishes: read now and then, at a pace, and what was read last while it is down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.openid.refusals import ProviderDownError

T = TypeVar("T")

LASTS = timedelta(hours=1)
# Whoever asks more often, for a key that may be new or of a provider that may be back, gets what there is.
PACE = timedelta(seconds=5)


class Published(Generic[T]):
    """One thing, read by one at a time, however many wait for it."""

    def __init__(self, read: Callable[[], Awaitable[T]], now: Callable[[], datetime]) -> None:
        """Know how to ``read`` it."""
        self._read, self._now = read, now
        self._lock = asyncio.Lock()
        self._value: T | None = None
        self._known: datetime | None = None
        self._asked: datetime | None = None

    async def get(self, *, anew: bool = False) -> T:
        """What it is; ``anew`` when what was read may be too old."""
        async with self._lock:
            if self._due(self._known, timedelta(0) if anew else LASTS) and self._due(self._asked, PACE):
                self._asked = self._now()
                try:
                    self._value = await self._read()
                    self._known = self._asked
                except ProviderDownError:
                    if self._value is None:
                        raise
            if self._value is None:
                raise ProviderDownError("still")
            return self._value

    def _due(self, since: datetime | None, after: timedelta) -> bool:
        return since is None or self._now() - since >= after
