"""In which numbers a client counts, of every report about every unit; the reports themselves say it.

What is told of the same clients is the same number, so it need not be asked again. The first placing and the campaign
are a caseload's ``op_ladder`` and ``in_beeld``; a comparison is two caseloads; what a target came to on the way is what
it came to on an earlier day; verdicts, shares and straight lines are made of told numbers. The page of the quarter has
the reports of a day, a quarter and a year, and for its groups one number more (``doet_mee``). A target in numbers tells
what one in percents does. Households are in no report. Nothing is registered late here, so that a period begins with
what was told of its first day: otherwise less adds up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from masking.people import KENMERKEN, PAIRS, PARTNERS, WIJKEN, Client, Life, days_of
from numpy.typing import NDArray

from flows.doelen import Doel
from flows.ladder import TREDEN, Groei
from flows.reports.blanks import Deel, Ingezet, blanks
from flows.reports.caseload import Group, Inkomen, caseload
from flows.reports.conditions import Wissel, conditions
from flows.reports.counts import Count
from flows.reports.equations import Cell, Equation, Report, cells
from flows.reports.forecast import Verloop, forecast
from flows.reports.groups import group_line
from flows.reports.movement import Overgang, movement
from flows.reports.partner import Uitslag, effect, per_client
from flows.reports.publishing import Keyed
from flows.reports.targets import realise

Ints = NDArray[np.int64]
# A number of a report about a unit: the number of the unit, times this, plus that of the number in any report.
MOST = 4096
# Of a division into groups the targets are about one: what is told of it says nothing of another that it does not
# say of the rest.
TARGETS = {
    "alles": Doel(None, None, 30),
    "trede 1": Doel(1, Groei.PLUS, 30),
    "trede 3": Doel(3, Groei.PLUS, 30),
    "inkomen": Doel(1, Groei.PLUS, 30, inkomen=Inkomen.GEMEENTE),
    "wijk": Doel(None, Groei.PLUS, 30, veld="wijk", waarde=WIJKEN[0]),
    "instrument": Doel(None, Groei.PLUS, 30, instrument=PARTNERS[0]),
}
KNOWN_INCOMES = tuple(each for each in Inkomen if each is not Inkomen.ONBEKEND)
# Numbers are given out as they are first met.
_numbered: dict[Cell, int] = {}
_units: dict[str, int] = {}


def parts(client: Client, pairs: Collection[int]) -> list[frozenset[int]]:
    """The numbers that a client is in, of every report about these pairs of days and about each of the days."""
    units = [(_units.setdefault(unit, len(_units)) * MOST, presence) for unit, presence in client.place]
    life, found = client.life, []
    for day in days_of(pairs):
        here = [(unit, presence[day]) for unit, presence in units]
        found.append(_of(here, _caseload(day, life.states[day])))
        found.append(_of(here, _blanks(day, life.states[day], life.wijken[day], life.running(day))))
    for pair in pairs:
        first, last = PAIRS[pair]
        then, now = ([(unit, presence[day]) for unit, presence in units] for day in (first, last))
        found += [
            frozenset(_moved(life, pair, units)),
            _of(then, _forecast(pair, life.fared[pair])),
            _of(now, _conditions(pair, life.kenmerken[first], life.kenmerken[last])),
            _of(now, _effect(pair, life.results(pair))),
        ]
    for pair in with_steps(pairs):
        first, _ = PAIRS[pair]
        then = [(unit, presence[first]) for unit, presence in units]
        found.append(_of(then, _targets(pair, life)))
    return found


def with_steps(pairs: Collection[int]) -> list[int]:
    """These pairs, and what makes a step on the way of a target: from the same day to an earlier one."""
    begun = {PAIRS[pair][0]: PAIRS[pair][1] for pair in sorted(pairs)}
    return [pair for pair, (first, last) in enumerate(PAIRS) if last <= begun.get(first, -1)]


def number_of(unit: str, *cell: str | int) -> int:
    """Which number it is, for a unit and a place in its reports."""
    return _units.setdefault(unit, len(_units)) * MOST + _numbered.setdefault(cell, len(_numbered))


def rows(pairs: Collection[int]) -> list[int]:
    """The numbers, in any unit, of which a row says that there is somebody: of a contractpartner, or an instrument."""
    places = [("partner", pair, "per", name, "clienten") for pair in pairs for name in PARTNERS]
    return [_numbered.setdefault(place, len(_numbered)) for place in places]


def of_unit(numbers: Ints, unit: str) -> NDArray[np.bool_]:
    """Which of these are about a unit."""
    about: NDArray[np.bool_] = numbers // MOST == _units.get(unit, -1)
    return about


def named(number: int) -> tuple[str, Cell]:
    """The unit and the place in its reports."""
    unit, cell = divmod(number, MOST)
    return list(_units)[unit], list(_numbered)[cell]


@dataclass(frozen=True, slots=True)
class TakesPart:
    """What the line of a group tells that a caseload does not."""

    doet_mee: Count

    def equations(self) -> Iterator[Equation]:
        """None within it."""
        yield from ()


def _of(units: Iterable[tuple[int, bool]], numbers: tuple[int, ...]) -> frozenset[int]:
    return frozenset(unit + number for unit, there in units if there for number in numbers)


def _moved(life: Life, pair: int, units: Iterable[tuple[int, tuple[bool, ...]]]) -> Iterator[int]:
    first, last = PAIRS[pair]
    van, naar = life.states[first].positie, life.states[last].positie
    for unit, presence in units:
        if presence[first] or presence[last]:
            way = Overgang(van, naar, life.ways[pair], presence[first], presence[last], 1)
            yield from (unit + number for number in _movement(pair, way))


@cache
def _caseload(day: int, state: Group) -> tuple[int, ...]:
    found = caseload([state])
    return (*_in(found, "caseload", day), *_in(TakesPart(group_line(found, movement([])).doet_mee), "groep", day))


@cache
def _blanks(day: int, state: Group, wijk: str | None, running: tuple[str, ...]) -> tuple[int, ...]:
    if state.positie not in TREDEN:
        return ()
    found: list[int] = []
    for division, groups, value in (("inkomen", KNOWN_INCOMES, state.inkomen), ("wijk", WIJKEN, wijk)):
        deel = Deel(value, state.groei, state.instrument_lopend, state.instrument_inzet, 1)
        report = blanks([deel], [Ingezet(value, name, 1) for name in running], groups)
        found += _in(report, f"vlekken {division}", day)
    return tuple(found)


@cache
def _movement(pair: int, way: Overgang) -> tuple[int, ...]:
    return _in(movement([way]), "beweging", pair)


@cache
def _forecast(pair: int, fared: Verloop | None) -> tuple[int, ...]:
    return () if fared is None else _in(forecast([fared]), "prognose", pair)


@cache
def _conditions(pair: int, then: tuple[str | None, ...], now: tuple[str | None, ...]) -> tuple[int, ...]:
    changes = [Wissel(*each, 1) for each in zip(KENMERKEN, then, now, strict=True)]
    return _in(conditions(changes), "voorwaarden", pair)


@cache
def _effect(pair: int, results: tuple[Uitslag, ...]) -> tuple[int, ...]:
    placed = [("K-1", each._replace(n=Keyed(1, 1))) for each in results]
    return _in(effect(*per_client(placed)), "partner", pair)


def _targets(pair: int, life: Life) -> tuple[int, ...]:
    followed, first = life.followed[pair], PAIRS[pair][0]
    if followed is None:
        return ()
    income, wijk = life.states[first].inkomen, life.wijken[first]
    placed = {each.naam for each in life.placed if each.counts(pair)}
    return tuple(
        number
        for name, doel in TARGETS.items()
        if doel.inkomen in ("", income) and doel.waarde in ("", wijk) and doel.instrument in ("", *placed)
        for number in _in(realise(doel, [followed]), f"doel {name}", pair)
    )


def _in(report: Report, *name: str | int) -> tuple[int, ...]:
    """The numbers of a report about one client in which that client is counted."""
    return tuple(_numbered.setdefault((*name, *cell), len(_numbered)) for cell, n in cells(report).items() if n)
