"""One account that sends more than anybody can tap is not taken in, so that the others are."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

# What waits since an outage may come at once; nobody taps faster than a few times a second for long.
BURST = 40
PER_SECOND = 5.0
MOST_REMEMBERED = 10_000


class Taken(Enum):
    """What becomes of an update."""

    IN = "in"
    TOLD = "told"  # the first that is not taken in: it is said
    NOT = "not"


@dataclass(slots=True)
class _Account:
    left: float
    at: float
    told: bool = False


class Floods:
    """Counts what every account sends."""

    def __init__(self, per_second: float = PER_SECOND, clock: Callable[[], float] = time.monotonic) -> None:
        """Take in ``per_second`` of each account for as long as it likes, and more for a while."""
        self._per_second = per_second
        self._clock = clock
        self._accounts: OrderedDict[str, _Account] = OrderedDict()

    def take(self, address: str) -> Taken:
        """Say what becomes of the next update of an account."""
        now = self._clock()
        account = self._accounts.setdefault(address, _Account(BURST, now))
        self._accounts.move_to_end(address)
        if len(self._accounts) > MOST_REMEMBERED:
            self._accounts.popitem(last=False)
        account.left = min(float(BURST), account.left + (now - account.at) * self._per_second)
        account.at = now
        if account.left >= 1.0:
            account.left -= 1.0
            account.told &= account.left < BURST / 2
            return Taken.IN
        if account.told:
            return Taken.NOT
        account.told = True
        return Taken.TOLD
