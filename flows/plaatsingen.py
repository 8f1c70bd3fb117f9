"""A client in an instrument: on which days it runs, and what ends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows.ladder import UIT_BEELD
from flows.meetmoment import Meetmoment, counting


@dataclass(frozen=True, slots=True)
class Plaatsing:
    """A client in an instrument from ``van``, carried out by a partner or by the gemeente itself.

    ``tot`` is the last day: a meting on that day finds it ended. ``genoteerd`` is the last day that somebody noted;
    ``tot`` is sooner where code 9 ended the placement before. ``door`` noted that it began, ``op`` is when.
    """

    id: str
    client: str
    instrument: str
    van: date
    door: str
    op: datetime
    partner: str | None = None
    tot: date | None = None
    genoteerd: date | None = None
    financiering: str | None = None
    bedrag: int | None = None
    srg_type: str | None = None

    def runs_on(self, day: date) -> bool:
        """Whether it runs on a day; on its last day it has ended."""
        return self.van <= day and (self.tot is None or day < self.tot)


def with_end(placed: Plaatsing, history: Iterable[Meetmoment]) -> Plaatsing:
    """With the day on which it ends: the first with code 9, unless somebody noted an earlier one.

    Worked out from the history each time, so that it runs again when that meetmoment is withdrawn or corrected.
    """
    gone = [each.meting.datum for each in counting(tuple(history)) if each.meting.stand.positie == UIT_BEELD]
    ends = [day for day in gone if day >= placed.van]
    if placed.genoteerd is not None:
        ends.append(placed.genoteerd)
    return replace(placed, tot=min(ends, default=None))


def unexplained(before: Mapping[str, str], kenmerk: str, since: date, known: Iterable[Plaatsing]) -> bool:
    """Whether an instrument ran at an earlier meting that is no placement: none ran then, none began or ended since."""
    return before.get(kenmerk) == "ja" and not any(each.tot is None or each.tot >= since for each in known)
