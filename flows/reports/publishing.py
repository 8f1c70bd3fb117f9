"""Numbers for readers outside the team, which no arithmetic leads back to one client.

What is told is a function of the clients behind a number, and of nothing else: however a report is divided, on
whatever day and however often it is asked, the same clients give the same number. This is the cell key method of
the statistical offices. Every client has a secret random record key; the sum of the keys behind a number decides the
noise, and what is told is a multiple of five.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from hashlib import blake2b
from itertools import accumulate
from typing import Any, TypeVar, cast

from flows.reports.counts import Count

R = TypeVar("R")

# Fewer clients than this are never told, none of them included; nor are a few more that were rounded to none.
SMALLEST_TOLD = 5
_STEP = 5
# Of ten thousand numbers, how many get which noise. Who knows the rules has to reckon with the largest: without those
# few, four small parts of a whole that was rounded up are found to be nearly five each.
_NOISE = {-6: 1, -5: 4, -4: 40, -3: 145, -2: 900, -1: 2260, 0: 3300, 1: 2260, 2: 900, 3: 145, 4: 40, 5: 4, 6: 1}
# How far a number can be from what is told, and from none where nothing is.
TOLD_WITHIN = max(_NOISE) + _STEP // 2
_UP_TO = tuple(zip(accumulate(_NOISE.values()), _NOISE, strict=True))
_IN_ALL = sum(_NOISE.values())


class Keyed(int):
    """A number of clients that remembers whose it is: ``key`` is the sum of their record keys.

    It adds up like any number, so a report needs no sums of its own for it; it cannot be written before it
    is published.
    """

    key: int

    def __new__(cls, n: int, key: int) -> Keyed:
        """``n`` clients with these keys."""
        made = super().__new__(cls, n)
        made.key = key
        return made

    def __add__(self, other: int) -> Keyed:
        """Both together."""
        return Keyed(int(self) + int(other), self.key + key_of(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> Keyed:
        """These without the others."""
        return Keyed(int(self) - int(other), self.key - key_of(other))

    def __str__(self) -> str:
        """Nobody may read this number yet."""
        raise TypeError("a keyed number is published before it is told")

    def __format__(self, spec: str) -> str:
        """Nobody may read this number yet."""
        return str(self)


def key_of(n: int) -> int:
    """The key of a number; only nobody at all has none."""
    if isinstance(n, Keyed):
        return n.key
    if n:
        raise TypeError("a number without its key cannot be published")
    return 0


def published(report: R) -> R:
    """The same report with every number as it may be told; none for fewer than five."""
    return cast(R, _mapped(report, _told))


def noise(key: int) -> int:
    """What is added to the number of clients with this key before it is rounded."""
    drawn = int.from_bytes(blake2b(b"%d" % key, digest_size=8, person=b"record keys").digest()) % _IN_ALL
    return next(each for limit, each in _UP_TO if drawn < limit)


def last_month_end(day: date) -> date:
    """The last day of a month, on ``day`` or before it."""
    following = day + timedelta(days=1)
    return following.replace(day=1) - timedelta(days=1)


def _told(n: Count) -> Count:
    if n is None:
        return None
    key = key_of(n)
    rounded = (int(n) + noise(key) + _STEP // 2) // _STEP * _STEP
    return None if min(n, rounded) < SMALLEST_TOLD else rounded


def _mapped(value: Any, change: Callable[[Count], Count]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _mapped(getattr(value, each.name), change) for each in fields(value)})
    if isinstance(value, Mapping):
        return {key: _mapped(each, change) for key, each in value.items()}
    return change(value)
