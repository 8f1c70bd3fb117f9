"""Time, randomness and ids: handed to whoever needs them, so that tests decide what day it is."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random, SystemRandom
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class World:
    """The clock and the dice."""

    clock: Callable[[], datetime] = _now
    dice: Random = field(default_factory=SystemRandom)

    def now(self) -> datetime:
        """This moment, in UTC."""
        return self.clock()

    def today(self) -> date:
        """The day it is where the people live."""
        return self.clock().astimezone(AMSTERDAM).date()

    def new_id(self) -> str:
        """A new identifier of 60 random bits."""
        return base64.b32encode(self.dice.randbytes(8)).decode().rstrip("=").lower()[:12]
