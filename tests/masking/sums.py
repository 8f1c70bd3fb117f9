"""What adds up to what in everything that one reader can ask: within a report, over units, from day to day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, product
from typing import NamedTuple

from masking.counting import KNOWN_INCOMES, TARGETS, TakesPart, number_of, with_steps
from masking.people import KENMERKEN, PAIRS, PARTNERS, WIJKEN, Units, days_of

from flows.ladder import TREDEN
from flows.reports.blanks import Ingezet, blanks
from flows.reports.caseload import caseload
from flows.reports.conditions import Wissel, conditions
from flows.reports.equations import Cell, Equation, Report, cells, within
from flows.reports.forecast import Prognoseklasse, forecast
from flows.reports.groups import TAKES_PART
from flows.reports.movement import movement
from flows.reports.partner import Resultaat, Uitslag, effect
from flows.reports.targets import realise

# Nobody changes these units, so that what leaves one trede in them comes to another.
_FIXED = ("alles", "gemeente_nu", "veld")
# Who changes unit counts here in two of them, or in none.
_CHANGED = {"overgekomen", "overgedragen", "tussentijds"}
_GROWTH = ("plus", "nul")
_WITHIN_TARGETS = (
    ("alles", ("trede 1", "trede 3")),
    ("alles", ("wijk",)),
    ("alles", ("instrument",)),
    ("trede 1", ("inkomen",)),
)
_OUTCOMES = ("gestegen", "niet_gestegen", "van_de_ladder", "niet_gemeten")


class Sum(NamedTuple):
    """The numbers on the left are together as many as those on the right; with ``rest`` at least as many."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    rest: bool = False


def sums(units: Units, pairs: Collection[int]) -> Iterator[Sum]:
    """All of them, in reports about these pairs of days and about each of the days."""
    for unit in units.all:
        for each in chain(_within_reports(unit, pairs), _between_reports(unit, pairs)):
            left, right = (tuple(number_of(unit, *cell) for cell in side) for side in (each.left, each.right))
            yield Sum(left, right, each.rest)
    for whole, its_parts, rest in units.divisions:
        for cell in _every_number(pairs):
            over, all_of_it = tuple(number_of(part, *cell) for part in its_parts), (number_of(whole, *cell),)
            if not _CHANGED & set(cell):
                yield Sum(all_of_it, over, rest)
            elif not rest:
                yield Sum(over, all_of_it, rest=True)


def _reports(pairs: Collection[int], *, closed: bool) -> Mapping[Cell, Report]:
    """One of every report that can be asked about a unit, without anybody in it."""
    moved = movement([]) if closed else replace(movement([]), overgekomen=1)
    found: dict[Cell, Report] = {}
    running = [Ingezet(None, name, 0) for name in PARTNERS]
    for day in days_of(pairs):
        found[("caseload", day)] = caseload([])
        found[("groep", day)] = TakesPart(0)
        found[("vlekken inkomen", day)] = blanks([], running, KNOWN_INCOMES)
        found[("vlekken wijk", day)] = blanks([], running, WIJKEN)
    for pair in pairs:
        found[("beweging", pair)] = moved
        found[("prognose", pair)] = forecast([])
        found[("voorwaarden", pair)] = conditions([Wissel(name, None, None, 0) for name in KENMERKEN])
        nothing = dict.fromkeys(PARTNERS, 0)
        found[("partner", pair)] = effect([Uitslag(name, None, None, False, 0) for name in PARTNERS], nothing)
    targets = product(TARGETS.items(), with_steps(pairs))
    return found | {(f"doel {name}", pair): realise(doel, []) for (name, doel), pair in targets}


def _every_number(pairs: Collection[int]) -> Iterator[Cell]:
    for place, report in _reports(pairs, closed=True).items():
        yield from ((*place, *cell) for cell in cells(report))


def _within_reports(unit: str, pairs: Collection[int]) -> Iterator[Equation]:
    for place, report in _reports(pairs, closed=_is_fixed(unit)).items():
        if place[0] == "partner":
            yield from within(place, _placements())
        else:
            yield from within(place, report.equations())


def _is_fixed(unit: str) -> bool:
    return unit.partition(":")[0] in _FIXED


def _placements() -> Iterator[Equation]:
    """For these readers each result is one of clients, who may have more than one."""
    for name in PARTNERS:
        for result in Resultaat:
            yield Equation((("per", name, "clienten"),), (("per", name, "resultaat", result),), rest=True)
        all_results = tuple(("per", name, "resultaat", result) for result in Resultaat)
        yield Equation(all_results, (("per", name, "clienten"),), rest=True)


def _between_reports(unit: str, pairs: Collection[int]) -> Iterator[Equation]:
    """The same clients in another report, and those of whom another report tells only some."""
    for day in days_of(pairs):
        yield from _groups(("caseload", day), day)
    for pair in pairs:
        first, last = PAIRS[pair]
        then, now, moved = ("caseload", first), ("caseload", last), ("beweging", pair)
        yield Equation(((*then, "op_ladder"),), ((*moved, "op_ladder_toen"),))
        yield Equation(((*now, "op_ladder"),), ((*moved, "op_ladder_nu"),))
        for trede in TREDEN:
            yield Equation(((*then, "treden", trede),), ((*moved, "treden_toen", trede),))
            yield Equation(((*now, "treden", trede),), ((*moved, "herkomst", trede, "samen"),))
        for name in PARTNERS:
            clients = (("partner", pair, "per", name, "clienten"),)
            running = tuple(("vlekken inkomen", last, "per", each, "instrumenten", name) for each in KNOWN_INCOMES)
            yield Equation(clients, running, rest=True)
            if unit == f"partner:{name}":
                yield Equation(clients, ((*now, "in_beeld"),), rest=True)
        yield from _forecasts(then, pair)
        yield from _followed(moved, pair)
    for pair in with_steps(pairs):
        yield from _targets(unit, pair, pairs)
    if {PAIRS.index((0, 1)), PAIRS.index((0, 2))} <= set(with_steps(pairs)):
        yield from _steps()


def _groups(stood: Cell, day: int) -> Iterator[Equation]:
    """The groups of the witte vlekken are of those on the ladder; one number stands only beside other groups."""
    takes_part = tuple((*stood, "treden", trede) for trede in TREDEN if trede >= TAKES_PART)
    yield Equation((("groep", day, "doet_mee"),), takes_part)
    for division, groups in (("inkomen", KNOWN_INCOMES), ("wijk", WIJKEN)):
        for field, whole in (
            ("op_ladder", ("op_ladder",)),
            ("met_groei", ("groei", "samen", "MET")),
            ("witte_vlek", ("instrument", "samen", "GEEN")),
        ):
            some = tuple((f"vlekken {division}", day, "per", each, field) for each in groups)
            yield Equation(((*stood, *whole),), some, rest=True)
        for each, name in product(groups, PARTNERS):
            place = (f"vlekken {division}", day, "per", each)
            yield Equation(((*place, "op_ladder"),), ((*place, "instrumenten", name),), rest=True)
    for income in KNOWN_INCOMES:
        group = ("vlekken inkomen", day, "per", income, "op_ladder")
        yield Equation(((*stood, "inkomen", "samen", income),), (group,))


def _forecasts(then: Cell, pair: int) -> Iterator[Equation]:
    """Everybody with a forecast has an outcome."""
    for growth, classes in (("plus", ["MET"]), ("nul", ["ZONDER", "ZONDER_ONTHEFFING"])):
        stood = _over(then, ("groei", "per_trede"), TREDEN[:-1], classes)
        yield Equation(stood, tuple(("prognose", pair, growth, "klassen", each) for each in Prognoseklasse))


def _followed(moved: Cell, pair: int) -> Iterator[Equation]:
    """The same measurements make a forecast come true, a target, and a movement."""
    everybody = (f"doel {next(iter(TARGETS))}", pair)
    rose = tuple(
        ("prognose", pair, growth, "klassen", name) for growth in _GROWTH for name in ("UITGEKOMEN", "TE_LAAT")
    )
    yield Equation(((*everybody, "gestegen"),), rose, rest=True)
    gone = tuple(("prognose", pair, growth, "klassen", "UIT") for growth in _GROWTH)
    yield Equation(((*everybody, "van_de_ladder"),), gone)
    left = tuple((*moved, "bestemming", trede, "uitstroom") for trede in TREDEN[:-1])
    yield Equation(left, ((*everybody, "van_de_ladder"),), rest=True)
    higher = tuple((*moved, "bestemming", van, "naar", naar) for van in TREDEN for naar in TREDEN if naar > van)
    yield Equation(((*everybody, "gestegen"),), higher, rest=True)


def _targets(unit: str, pair: int, pairs: Collection[int]) -> Iterator[Equation]:
    """Whom a target is about stood somewhere when it began; a target may be about some of those of another."""
    then = ("caseload", PAIRS[pair][0])
    about = {name: ((f"doel {name}", pair, "totaal"),) for name in TARGETS}
    yield Equation(tuple((*then, "treden", trede) for trede in TREDEN[:-1]), about["alles"])
    for trede in (1, 3):
        yield Equation(_over(then, ("groei", "per_trede"), [trede], ["MET"]), about[f"trede {trede}"])
    yield Equation(((*then, "inkomen", "per_trede", 1, TARGETS["inkomen"].inkomen),), about["inkomen"], rest=True)
    yield Equation((("vlekken wijk", then[1], "per", TARGETS["wijk"].waarde, "met_groei"),), about["wijk"])
    yield Equation(((*then, "groei", "samen", "MET"),), about["instrument"], rest=True)
    if _is_fixed(unit) and pair in pairs:
        placed = ("partner", pair, "per", TARGETS["instrument"].instrument, "clienten")
        yield Equation((placed,), about["instrument"], rest=True)
    for (whole, some), field in product(_WITHIN_TARGETS, _OUTCOMES):
        few = tuple((f"doel {each}", pair, field) for each in some)
        yield Equation(((f"doel {whole}", pair, field),), few, rest=True)


def _steps() -> Iterator[Equation]:
    """Who rose, or was measured, by an earlier day did so by a later one too."""
    sooner, later = PAIRS.index((0, 1)), PAIRS.index((0, 2))
    for name in TARGETS:
        place = f"doel {name}"
        yield Equation(((place, later, "gestegen"),), ((place, sooner, "gestegen"),), rest=True)
        yield Equation(
            tuple((place, later, field) for field in ("gestegen", "niet_gestegen")),
            tuple((place, sooner, field) for field in ("gestegen", "niet_gestegen")),
            rest=True,
        )


def _over(place: Cell, field: Cell, treden: Iterable[int], classes: Iterable[str]) -> tuple[Cell, ...]:
    return tuple((*place, *field, trede, each) for trede in treden for each in classes)
