"""In which numbers a client counts, of every report about every unit; the reports themselves say it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache

from masking.people import KENMERKEN, PAIRS, Client, Life, days_of

from flows.doelen import Doel
from flows.ladder import Groei
from flows.reports.caseload import Group, caseload
from flows.reports.conditions import Wissel, conditions
from flows.reports.equations import Cell, Report, cells
from flows.reports.forecast import Verloop, forecast
from flows.reports.movement import Overgang, movement
from flows.reports.partner import Uitslag, effect, per_client
from flows.reports.publishing import Keyed
from flows.reports.targets import Vervolg, realise

# A number of a report about a unit: the number of the unit, times this, plus that of the number in any report.
MOST = 4096
TARGETS = tuple(Doel(trede, Groei.PLUS, 30) for trede in (1, 3))
# Numbers are given out as they are first met.
_numbered: dict[Cell, int] = {}
_units: dict[str, int] = {}


def parts(client: Client, pairs: Collection[int]) -> list[frozenset[int]]:
    """The numbers that a client is in, of every report about these pairs of days and about each of the days."""
    units = [(_units.setdefault(unit, len(_units)) * MOST, presence) for unit, presence in client.place]
    found = []
    for day in days_of(pairs):
        found.append(_of(((unit, presence[day]) for unit, presence in units), _caseload(day, client.life.states[day])))
    for pair in pairs:
        first, last = PAIRS[pair]
        then, now = ([(unit, presence[day]) for unit, presence in units] for day in (first, last))
        found += [
            frozenset(_moved(client.life, pair, units)),
            _of(then, _forecast(pair, client.life.fared[pair])),
            _of(now, _conditions(pair, client.life.kenmerken[first], client.life.kenmerken[last])),
            _of(now, _effect(pair, client.life.placed[pair])),
        ]
    return found


def number_of(unit: str, *cell: str | int) -> int:
    """Which number it is, for a unit and a place in its reports."""
    return _units.setdefault(unit, len(_units)) * MOST + _numbered.setdefault(cell, len(_numbered))


def named(number: int) -> tuple[str, Cell]:
    """The unit and the place in its reports."""
    unit, cell = divmod(number, MOST)
    return list(_units)[unit], list(_numbered)[cell]


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
    return _in(caseload([state]), "caseload", day)


@cache
def _movement(pair: int, way: Overgang) -> tuple[int, ...]:
    return _in(movement([way]), "beweging", pair)


@cache
def _forecast(pair: int, fared: Verloop | None) -> tuple[int, ...]:
    if fared is None:
        return ()
    highest = max((trede for trede in (fared.binnen, fared.later) if trede is not None), default=None)
    rose = date.max if highest is not None and highest > fared.trede else None
    followed = Vervolg(fared.trede, fared.groei, rose, highest is not None, fared.alleen_9, fared.n)
    targets = [number for doel in TARGETS for number in _in(realise(doel, [followed]), f"doel {doel.trede}", pair)]
    return (*_in(forecast([fared]), "prognose", pair), *targets)


@cache
def _conditions(pair: int, then: tuple[str | None, ...], now: tuple[str | None, ...]) -> tuple[int, ...]:
    changes = [Wissel(*each, 1) for each in zip(KENMERKEN, then, now, strict=True)]
    return _in(conditions(changes), "voorwaarden", pair)


@cache
def _effect(pair: int, placed: Uitslag | None) -> tuple[int, ...]:
    if placed is None:
        return ()
    return _in(effect(*per_client([("K-1", placed._replace(n=Keyed(1, 1)))])), "partner", pair)


def _in(report: Report, *name: str | int) -> tuple[int, ...]:
    """The numbers of a report about one client in which that client is counted."""
    return tuple(_numbered.setdefault((*name, *cell), len(_numbered)) for cell, n in cells(report).items() if n)
