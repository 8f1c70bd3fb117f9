"""Moments just after and just before midnight, in summer and in winter: in UTC some of them are on another day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple


class Edge(NamedTuple):
    """A moment, and the day that people have then."""

    name: str
    moment: datetime
    day: date


EDGES = (
    Edge("00:30 in summer", datetime(2026, 7, 14, 22, 30, tzinfo=UTC), date(2026, 7, 15)),
    Edge("23:30 in summer", datetime(2026, 7, 15, 21, 30, tzinfo=UTC), date(2026, 7, 15)),
    Edge("00:30 in winter", datetime(2026, 1, 14, 23, 30, tzinfo=UTC), date(2026, 1, 15)),
    Edge("23:30 in winter", datetime(2026, 1, 15, 22, 30, tzinfo=UTC), date(2026, 1, 15)),
)
