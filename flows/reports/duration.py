"""How long measurements take, out of counts that lead to nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

# A measurement is promised to take five minutes at most.
PROMISED = 300
# Seconds are kept by the half minute, and a very long measurement as half an hour.
_STEP, _LONGEST, _MOST_TAPS = 30, 1_800, 99


class Took(NamedTuple):
    """So many measurements took so long and so many taps."""

    seconden: int
    tikken: int
    aantal: int


@dataclass(frozen=True, slots=True)
class Duration:
    """Of how many measurements half took at most so long and so many taps, and how many kept the promise."""

    aantal: int
    seconden: int
    tikken: int
    binnen: int


def coarse(seconden: int, tikken: int) -> tuple[int, int]:
    """A duration and taps as they are counted: too coarse to tell whose measurement it was."""
    return min(-(-seconden // _STEP) * _STEP, _LONGEST), min(tikken, _MOST_TAPS)


def duration(found: Iterable[Took]) -> Duration:
    """All of them together."""
    rows = list(found)
    return Duration(
        aantal=sum(row.aantal for row in rows),
        seconden=_half((row.seconden, row.aantal) for row in rows),
        tikken=_half((row.tikken, row.aantal) for row in rows),
        binnen=sum(row.aantal for row in rows if row.seconden <= PROMISED),
    )


def _half(counted: Iterable[tuple[int, int]]) -> int:
    """The value that at least half of them do not exceed; 0 of none."""
    values = sorted(counted)
    total, seen = sum(count for _, count in values), 0
    for value, count in values:
        seen += count
        if 2 * seen >= total:
            return value
    return 0
