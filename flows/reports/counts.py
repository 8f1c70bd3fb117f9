"""Numbers in reports: a count, which may be hidden, and what part it is of another."""

from __future__ import annotations

from typing import NamedTuple

# How many clients; None where that may not be told. Rounded, a part may be more than the whole.
Count = int | None

TOO_FEW = 10
FEW = 30
_BAND = 10


class Share(NamedTuple):
    """A part in whole percents, between ``low`` and ``high``; they are equal where it is told exactly."""

    low: int
    high: int


def percent(part: Count, whole: Count) -> int | None:
    """``part`` of ``whole`` in whole percents, halves up; none where there is nothing to tell."""
    return None if part is None or not whole else _rounded(part, whole)


def share(part: Count, whole: Count) -> Share | None:
    """``part`` of ``whole`` as far as so few tell something: below ten nothing, below thirty a band of ten percent."""
    if part is None or whole is None or whole < TOO_FEW:
        return None
    if whole >= FEW:
        exact = _rounded(part, whole)
        return Share(exact, exact)
    low = min(100 * part // whole // _BAND * _BAND, 100 - _BAND)
    return Share(low, low + _BAND)


def _rounded(part: int, whole: int) -> int:
    return min(100, (200 * part + whole) // (2 * whole))
