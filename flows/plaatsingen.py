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


def gone(history: tuple[Meetmoment, ...]) -> list[Meetmoment]:
    """The meetmomenten that count with code 9: on each of these days what runs comes to its end."""
    return [each for each in counting(history) if each.meting.stand.positie == UIT_BEELD]


def with_end(placed: Plaatsing, gone: Iterable[Meetmoment]) -> Plaatsing:
    """With the day on which it ends: the first with code 9, unless somebody noted an earlier one.

    Worked out anew each time, so that it runs again when that meetmoment is withdrawn or corrected.
    """
    ends = [each.meting.datum for each in gone if each.meting.datum >= placed.van]
    if placed.genoteerd is not None:
        ends.append(placed.genoteerd)
    return replace(placed, tot=min(ends, default=None))


def running(
    known: Iterable[Plaatsing], gone: Iterable[Meetmoment], day: date, corrects: str | None
) -> tuple[Plaatsing, ...]:
    """What runs on the day of a meting on the ladder.

    Such a meting takes the place of a code 9 on its own day, and of the meetmoment that it ``corrects``.
    """
    others = [each for each in gone if each.id != corrects and each.meting.datum != day]
    return tuple(each for each in known if with_end(each, others).runs_on(day))


def unexplained(before: Mapping[str, str], kenmerk: str, since: date, known: Iterable[Plaatsing]) -> bool:
    """Whether an instrument ran at an earlier meting that is no placement: none ran then, none began or ended since."""
    return before.get(kenmerk) == "ja" and not any(each.tot is None or each.tot >= since for each in known)
