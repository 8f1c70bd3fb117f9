"""The forecast check: did those with + rise within a year, and did those without?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from flows.ladder import TREDEN, UIT_BEELD, Groei
from flows.planning import add_months
from flows.reports.counts import Count
from flows.reports.equations import Equation, within

HORIZON_MONTHS = 12


class Prognoseklasse(StrEnum):
    """What became of a forecast: it came true, it did not, it did later; or the client left; or nobody knows (yet)."""

    UITGEKOMEN = "UITGEKOMEN"
    NIET = "NIET"
    TE_LAAT = "TE_LAAT"
    UIT = "UIT"
    OPEN = "OPEN"
    NIET_GEMETEN = "NIET_GEMETEN"


JUDGED = (Prognoseklasse.UITGEKOMEN, Prognoseklasse.NIET, Prognoseklasse.TE_LAAT)


class Verloop(NamedTuple):
    """Clients who stood alike on the first date and fared alike, and how many they are (``n``).

    ``trede``, ``groei`` and ``verwacht`` are of the meetmoment that gave their position on the first date.
    ``binnen`` is the highest trede measured within twelve months of that meetmoment, ``later`` the highest
    after them, both up to the last date; ``alleen_9`` says that something followed, and only code 9; ``open``
    that the twelve months end after the last date.
    """

    trede: int
    groei: str
    verwacht: int | None
    binnen: int | None
    later: int | None
    alleen_9: bool
    open: bool
    n: int = 1


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """How the forecasts of one growth value came out.

    ``beoordeeld`` are those that came true, did not or did late. ``met_verwachting`` are those of them for
    whom a trede was named, ``verwachting_gehaald`` those who reached at least that one within the year.
    """

    klassen: Mapping[str, Count]
    beoordeeld: Count
    met_verwachting: Count
    verwachting_gehaald: Count


@dataclass(frozen=True, slots=True)
class Prognose:
    """The forecasts that a higher trede would (``plus``) and would not (``nul``) be reached."""

    plus: Uitkomst
    nul: Uitkomst

    def equations(self) -> Iterator[Equation]:
        """What adds up to what."""
        outcome = [
            Equation((("beoordeeld",),), tuple(("klassen", each) for each in JUDGED)),
            Equation((("beoordeeld",),), (("met_verwachting",),), rest=True),
            Equation((("met_verwachting",),), (("verwachting_gehaald",),), rest=True),
        ]
        for growth in ("plus", "nul"):
            yield from within((growth,), outcome)


def window_end(datum: date) -> date:
    """The last day on which a rise still makes a forecast of ``datum`` come true."""
    return add_months(datum, HORIZON_MONTHS)


def last_judged(tot: date) -> date:
    """The last day of which a forecast had all its time by ``tot``; 29 February ends with the day before it."""
    day = add_months(tot, -HORIZON_MONTHS)
    following = day + timedelta(days=1)
    return following if window_end(following) <= tot else day


def follow(stand: tuple[date, int, Groei, int | None], later: Sequence[tuple[date, int]], tot: date) -> Verloop | None:
    """What became of one client: ``stand`` is day, position, growth and expected trede of the meetmoment that counts.

    ``later`` are the days and positions of the meetmomenten after it; none for who stood on no trede, or on
    the highest one, from which nobody can rise.
    """
    datum, positie, groei, verwacht = stand
    if positie not in TREDEN[:-1]:
        return None
    end = window_end(datum)
    followed = [(day, found) for day, found in later if datum < day <= tot]
    treden = [(day, found) for day, found in followed if found in TREDEN]
    return Verloop(
        trede=positie,
        groei=groei,
        verwacht=verwacht,
        binnen=max((trede for day, trede in treden if day <= end), default=None),
        later=max((trede for day, trede in treden if day > end), default=None),
        alleen_9=bool(followed) and all(found == UIT_BEELD for _, found in followed),
        open=end > tot,
    )


def classify_forecast(verloop: Verloop) -> Prognoseklasse:
    """What became of a forecast: the first that applies, in the order of the classes."""
    if verloop.binnen is not None:
        return Prognoseklasse.UITGEKOMEN if verloop.binnen > verloop.trede else Prognoseklasse.NIET
    if verloop.later is not None and verloop.later > verloop.trede:
        return Prognoseklasse.TE_LAAT
    if verloop.alleen_9:
        return Prognoseklasse.UIT
    return Prognoseklasse.OPEN if verloop.open else Prognoseklasse.NIET_GEMETEN


def forecast(verlopen: Iterable[Verloop]) -> Prognose:
    """Add up what became of the forecasts of one unit."""
    fared = list(verlopen)
    return Prognose(
        plus=outcome(each for each in fared if each.groei == Groei.PLUS),
        nul=outcome(each for each in fared if each.groei == Groei.NUL),
    )


def outcome(verlopen: Iterable[Verloop]) -> Uitkomst:
    """Add up what became of any forecasts."""
    classes: Counter[str] = Counter()
    named = reached = 0
    for each in verlopen:
        found = classify_forecast(each)
        classes[found] += each.n
        if found in JUDGED and each.verwacht is not None:
            named += each.n
            reached += each.n if (each.binnen or 0) >= each.verwacht else 0
    return Uitkomst(
        klassen={each: classes[each] for each in Prognoseklasse},
        beoordeeld=sum(classes[each] for each in JUDGED),
        met_verwachting=named,
        verwachting_gehaald=reached,
    )
