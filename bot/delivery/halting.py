"""Calling nobody for a while, for a channel that answers no taps and so has no other pace."""

from __future__ import annotations

import time


class Halting:
    """What push and mail share of a sender."""

    def __init__(self, per_second: float) -> None:
        """Send so many a second, together with all other processes."""
        self.per_second = per_second
        self._until = 0.0

    @property
    def halted(self) -> float:
        """For how many seconds nobody is called."""
        return max(0.0, self._until - time.monotonic())

    def halt(self, seconds: float) -> None:
        """Call nobody for so long."""
        self._until = max(self._until, time.monotonic() + seconds)

    def share(self, living: int) -> None:
        """The outbox gives out the turns of all processes; nothing else goes this way."""

    async def turn(self) -> None:
        """There are no taps to wait for."""
