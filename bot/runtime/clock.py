"""Time, randomness and ids: handed to whoever needs them, so that tests decide what day it is."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random, SystemRandom

from flows.days import amsterdam, local_day

AMSTERDAM = amsterdam()
__all__ = ["AMSTERDAM", "Clock", "Ids", "local_day"]


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is; ``read`` gives an aware moment."""

    read: Callable[[], datetime] = _utc_now

    def now(self) -> datetime:
        """This moment, in UTC."""
        return self.read()

    def today(self) -> date:
        """The day it is where the people live."""
        return local_day(self.read())


@dataclass(frozen=True, slots=True)
class Ids:
    """New identifiers, and whatever else is drawn at random."""

    random: Random = field(default_factory=SystemRandom)

    def new(self) -> str:
        """A new identifier of 60 random bits."""
        return base64.b32encode(self.random.randbytes(8)).decode().rstrip("=").lower()[:12]

    def record_key(self) -> int:
        """The secret number of a new client; the sum over eight million clients still fits in 63 bits."""
        return self.random.getrandbits(40)
