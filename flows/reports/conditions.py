"""Conditions for lasting participation: which kenmerken went from nee to ja between two dates, and back.

The letter of the project leaders names three first, in this order; of each only one direction is good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flows.reports.counts import Count
from flows.reports.equations import Equation, within

GOOD: Mapping[str, str] = {"inburgeringsbehoeftig": "nee", "laaggeletterd": "nee", "startkwalificatie": "ja"}


class Wissel(NamedTuple):
    """Clients with the same value of one kenmerk on the first and on the last date, and how many they are (``n``)."""

    kenmerk: str
    toen: str | None
    nu: str | None
    n: int


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """One kenmerk, of clients of whom it is known on both dates.

    ``bereikt`` are those of ``nee_toen`` who have ja now, ``vervallen`` those of ``ja_toen`` who have nee now.
    """

    nee_toen: Count
    bereikt: Count
    ja_toen: Count
    vervallen: Count
    onveranderd: Count


class Vervuld(NamedTuple):
    """Of those for whom a condition did not hold yet, how many reached it; and of the others, how many lost it."""

    nog_niet: Count
    bereikt: Count
    al: Count
    verloren: Count


@dataclass(frozen=True, slots=True)
class Voorwaarden:
    """The changes in every kenmerk."""

    per: Mapping[str, Voorwaarde]

    def equations(self) -> Iterator[Equation]:
        """What adds up to what."""
        for kenmerk in self.per:
            reached = Equation((("nee_toen",),), (("bereikt",),), rest=True)
            lost = Equation((("ja_toen",),), (("vervallen",),), rest=True)
            both = Equation((("nee_toen",), ("ja_toen",)), (("bereikt",), ("vervallen",), ("onveranderd",)))
            yield from within(("per", kenmerk), [reached, lost, both])


def conditions(wissels: Iterable[Wissel]) -> Voorwaarden:
    """Add up the changes of one unit; a value that is not known on one of the dates says nothing."""
    per: dict[str, Counter[tuple[str | None, str | None]]] = {}
    for kenmerk, then, now, n in wissels:
        per.setdefault(kenmerk, Counter())[then, now] += n
    names = [*(each for each in GOOD if each in per), *sorted(per.keys() - GOOD.keys())]
    return Voorwaarden({name: _condition(per[name]) for name in names})


def fulfilled(kenmerk: str, each: Voorwaarde) -> Vervuld:
    """A condition read in its good direction: for who is laaggeletterd the news is that it is over."""
    if GOOD[kenmerk] == "ja":
        return Vervuld(each.nee_toen, each.bereikt, each.ja_toen, each.vervallen)
    return Vervuld(each.ja_toen, each.vervallen, each.nee_toen, each.bereikt)


def _condition(changes: Counter[tuple[str | None, str | None]]) -> Voorwaarde:
    reached, lost, no, yes = (changes[each] for each in (("nee", "ja"), ("ja", "nee"), ("nee", "nee"), ("ja", "ja")))
    return Voorwaarde(nee_toen=reached + no, bereikt=reached, ja_toen=lost + yes, vervallen=lost, onveranderd=no + yes)
