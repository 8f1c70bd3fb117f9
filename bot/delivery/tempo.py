"""The rate at which all processes together send: turns are taken ahead of time, from a row of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.ways import Way
from storage.unit import Unit

# What the row of each way is called.
NAMES = {Way.TELEGRAM: "telegram", Way.PUSH: "push", Way.MAIL: "mail"}
# How far ahead turns are taken, and how long a pause can be; a row that says more was written by a clock set back.
AHEAD = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=15)
GRAIN = timedelta(seconds=0.5)


@dataclass(frozen=True, slots=True)
class Turns:
    """Turns that may be taken: the first one after ``wait``, and so many as fit."""

    now: datetime
    first: datetime
    most: int

    @property
    def wait(self) -> float:
        """Seconds until the first turn."""
        return (self.first - self.now).total_seconds()

    @property
    def paused(self) -> bool:
        """Whether somebody was asked to wait: turns are never taken this far ahead."""
        return self.wait > 2 * AHEAD.total_seconds()


def turns(taken: datetime, now: datetime, per_second: float) -> Turns:
    """What is left of the time until ``AHEAD`` when all until ``taken`` is gone."""
    first = taken if now < taken <= now + LONGEST_PAUSE else now
    return Turns(now, first, max(0, int((now + AHEAD - first).total_seconds() * per_second)))


async def take(unit: Unit, naam: str, found: Turns, count: int, per_second: float) -> tuple[float, ...]:
    """Take ``count`` turns; gives the seconds until each of them."""
    await unit.replicas.take_tempo(naam, found.first + timedelta(seconds=count / per_second))
    return tuple(found.wait + number / per_second for number in range(count))


async def pause(unit: Unit, naam: str, found: Turns, seconds: float) -> None:
    """Let nobody send for so long."""
    until = found.now + min(timedelta(seconds=seconds), LONGEST_PAUSE)
    if until > found.first + GRAIN:
        await unit.replicas.take_tempo(naam, until)
