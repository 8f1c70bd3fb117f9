"""What adds up to what in everything that one reader can ask: within a report, over units, from day to day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from masking.counting import TARGETS, number_of
from masking.people import KENMERKEN, PAIRS, Units, days_of

from flows.ladder import TREDEN
from flows.reports.caseload import caseload
from flows.reports.conditions import Wissel, conditions
from flows.reports.equations import Cell, Equation, Report, cells, within
from flows.reports.forecast import Prognoseklasse, forecast
from flows.reports.movement import movement
from flows.reports.partner import Resultaat, Uitslag, effect
from flows.reports.targets import realise

# Nobody changes these units, so that what leaves one trede in them comes to another.
_FIXED = ("alles", "gemeente", "veld")
_NOT_OVER_UNITS = {"overgekomen", "overgedragen", "tussentijds"}


class Sum(NamedTuple):
    """The numbers on the left are together as many as those on the right; with ``rest`` at least as many."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    rest: bool = False


def sums(units: Units, pairs: Collection[int]) -> Iterator[Sum]:
    """All of them, in reports about these pairs of days and about each of the days."""
    for unit in units.all:
        for each in chain(_within_reports(unit, pairs), _between_reports(pairs)):
            left, right = (tuple(number_of(unit, *cell) for cell in side) for side in (each.left, each.right))
            yield Sum(left, right, each.rest)
    for whole, its_parts, rest in units.divisions:
        for cell in _every_number(pairs):
            if not _NOT_OVER_UNITS & set(cell):
                over = tuple(number_of(part, *cell) for part in its_parts)
                yield Sum((number_of(whole, *cell),), over, rest)


def _reports(pairs: Collection[int], *, closed: bool) -> Mapping[Cell, Report]:
    """One of every report that can be asked about a unit, without anybody in it."""
    moved = movement([]) if closed else replace(movement([]), overgekomen=1)
    found: dict[Cell, Report] = {("caseload", day): caseload([]) for day in days_of(pairs)}
    for pair in pairs:
        found[("beweging", pair)] = moved
        found[("prognose", pair)] = forecast([])
        found[("voorwaarden", pair)] = conditions([Wissel(name, None, None, 0) for name in KENMERKEN])
        found[("partner", pair)] = effect([Uitslag(name, None, None, False, 0) for name in "PQ"], {"P": 0, "Q": 0})
        found |= {(f"doel {doel.trede}", pair): realise(doel, []) for doel in TARGETS}
    return found


def _every_number(pairs: Collection[int]) -> Iterator[Cell]:
    for place, report in _reports(pairs, closed=True).items():
        yield from ((*place, *cell) for cell in cells(report))


def _within_reports(unit: str, pairs: Collection[int]) -> Iterator[Equation]:
    for place, report in _reports(pairs, closed=unit.partition(":")[0] in _FIXED).items():
        if place[0] == "partner":
            yield from within(place, _placements())
        else:
            yield from within(place, report.equations())


def _placements() -> Iterator[Equation]:
    """For these readers each result is one of clients, who may have more than one."""
    for name in "PQ":
        for result in Resultaat:
            yield Equation((("per", name, "clienten"),), (("per", name, "resultaat", result),), rest=True)
        all_results = tuple(("per", name, "resultaat", result) for result in Resultaat)
        yield Equation(all_results, (("per", name, "clienten"),), rest=True)


def _between_reports(pairs: Collection[int]) -> Iterator[Equation]:
    """The same clients in another report, and those of whom another report tells only some."""
    for pair in pairs:
        first, last = PAIRS[pair]
        then, now, moved = ("caseload", first), ("caseload", last), ("beweging", pair)
        yield Equation(((*then, "op_ladder"),), ((*moved, "op_ladder_toen"),))
        yield Equation(((*now, "op_ladder"),), ((*moved, "op_ladder_nu"),))
        for trede in TREDEN:
            yield Equation(((*then, "treden", trede),), ((*moved, "treden_toen", trede),))
            yield Equation(((*now, "treden", trede),), ((*moved, "herkomst", trede, "samen"),))
        yield from _forecasts(then, pair)


def _forecasts(then: Cell, pair: int) -> Iterator[Equation]:
    """Everybody with a forecast has an outcome, and a target is about some of them."""
    for growth, classes in (("plus", ["MET"]), ("nul", ["ZONDER", "ZONDER_ONTHEFFING"])):
        stood = _over(then, ("groei", "per_trede"), TREDEN[:-1], classes)
        yield Equation(stood, tuple(("prognose", pair, growth, "klassen", each) for each in Prognoseklasse))
    for doel in TARGETS:
        place = (f"doel {doel.trede}", pair)
        assert doel.trede is not None
        stood = _over(then, ("groei", "per_trede"), [doel.trede], ["MET"])
        yield Equation(stood, ((*place, "totaal"),))
    for names, field in (
        (("UITGEKOMEN", "TE_LAAT"), "gestegen"),
        (("OPEN", "NIET_GEMETEN"), "niet_gemeten"),
        (("UIT",), "van_de_ladder"),
    ):
        some = tuple((f"doel {doel.trede}", pair, field) for doel in TARGETS)
        yield Equation(tuple(("prognose", pair, "plus", "klassen", name) for name in names), some, rest=True)


def _over(place: Cell, field: Cell, treden: Iterable[int], classes: Iterable[str]) -> tuple[Cell, ...]:
    return tuple((*place, *field, trede, each) for trede in treden for each in classes)
