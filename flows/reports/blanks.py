"""Which group gets which instrument, and where nothing runs or comes although growth is expected (witte vlekken)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flows.ladder import Groei
from flows.reports.caseload import Instrumentklasse, classify_instrument
from flows.reports.counts import Count
from flows.reports.equations import Equation, within


class Deel(NamedTuple):
    """Clients on the ladder who are alike, of one group (none where that was not filled in), and how many (``n``)."""

    groep: str | None
    groei: str | None
    instrument_lopend: str | None
    instrument_inzet: str | None
    n: int


class Ingezet(NamedTuple):
    """Clients on the ladder of one group with one instrument that runs, and how many (``n``)."""

    groep: str | None
    instrument: str
    n: int


@dataclass(frozen=True, slots=True)
class Doelgroep:
    """One group; ``witte_vlek`` are those of ``met_groei`` for whom no instrument runs or will be used.

    A client with two instruments counts under both.
    """

    op_ladder: Count
    met_groei: Count
    witte_vlek: Count
    instrumenten: Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Vlekken:
    """Every group by its value."""

    per: Mapping[str, Doelgroep]

    def equations(self) -> Iterator[Equation]:
        """What adds up to what."""
        for name in self.per:
            parts = [
                Equation((("op_ladder",),), (("met_groei",),), rest=True),
                Equation((("met_groei",),), (("witte_vlek",),), rest=True),
            ]
            yield from within(("per", name), parts)


def blanks(delen: Iterable[Deel], ingezet: Iterable[Ingezet], groepen: Iterable[str]) -> Vlekken:
    """Add up the groups with these values, the ones that have nobody too."""
    found, used = list(delen), list(ingezet)
    names = sorted({each.instrument for each in used})
    return Vlekken({groep: _group(groep, found, used, names) for groep in groepen})


def _group(groep: str, delen: list[Deel], ingezet: list[Ingezet], names: list[str]) -> Doelgroep:
    own = [each for each in delen if each.groep == groep]
    grows = [each for each in own if each.groei == Groei.PLUS]
    nothing = [
        each
        for each in grows
        if classify_instrument(each.instrument_lopend, each.instrument_inzet) is Instrumentklasse.GEEN
    ]
    return Doelgroep(
        op_ladder=sum(each.n for each in own),
        met_groei=sum(each.n for each in grows),
        witte_vlek=sum(each.n for each in nothing),
        instrumenten={
            name: sum(each.n for each in ingezet if (each.groep, each.instrument) == (groep, name)) for name in names
        },
    )
