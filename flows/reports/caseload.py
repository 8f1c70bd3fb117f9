"""The caseload on one day: how many clients stand on which trede, split by growth, instrument and income."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from flows.ladder import NIET_INGEDEELD, TREDEN, UIT_BEELD, Groei
from flows.reports.counts import Count
from flows.reports.equations import Cell, Equation, within


class Groeiklasse(StrEnum):
    """Growth is expected, is not expected, or is not expected of somebody who is exempt from the duty to work."""

    MET = "MET"
    ZONDER = "ZONDER"
    ZONDER_ONTHEFFING = "ZONDER_ONTHEFFING"


class Instrumentklasse(StrEnum):
    """A (new) instrument will be used, one is running, or neither; INZET_LOPEND are those of INZET with both."""

    INZET = "INZET"
    INZET_LOPEND = "INZET_LOPEND"
    LOPEND = "LOPEND"
    GEEN = "GEEN"
    ONBEKEND = "ONBEKEND"


class Inkomen(StrEnum):
    """The source of income by the letter of the form: the gemeente, UWV, none (NUG) or work."""

    GEMEENTE = "a"
    UWV = "b"
    NUG = "c"
    WERK = "d"
    ONBEKEND = "onbekend"


class Group(NamedTuple):
    """Clients who are alike on the reference date, and how many they are (``n``).

    ``positie`` is none for who was never measured, a kenmerk for what was not filled in; ``actueel`` says
    whether the ultimate day of the next measurement has not passed.
    """

    positie: int | None
    groei: str | None
    vrijstelling_arbeidsplicht: str | None
    instrument_lopend: str | None
    instrument_inzet: str | None
    inkomen: str | None
    actueel: bool
    n: int


@dataclass(frozen=True, slots=True)
class Split:
    """The clients on the ladder divided into classes: all together, and those of each trede."""

    samen: Mapping[str, Count]
    per_trede: Mapping[int, Mapping[str, Count]]


@dataclass(frozen=True, slots=True)
class Caseload:
    """Everybody but those out of sight: on a trede, with code 0, or never measured.

    ``actueel`` and ``verlopen`` divide those on the ladder.
    """

    in_beeld: Count
    op_ladder: Count
    niet_ingedeeld: Count
    nooit_gemeten: Count
    actueel: Count
    verlopen: Count
    treden: Mapping[int, Count]
    groei: Split
    instrument: Split
    inkomen: Split

    def equations(self) -> Iterator[Equation]:
        """What adds up to what."""
        yield Equation((("in_beeld",),), (("op_ladder",), ("niet_ingedeeld",), ("nooit_gemeten",)))
        yield Equation((("op_ladder",),), (("actueel",), ("verlopen",)))
        yield Equation((("op_ladder",),), tuple(("treden", trede) for trede in TREDEN))
        yield from _divided("groei", Groeiklasse)
        yield from _divided("inkomen", Inkomen)
        yield from _divided("instrument", [each for each in Instrumentklasse if each != Instrumentklasse.INZET_LOPEND])
        yield from _running()


def classify_growth(groei: str | None, vrijstelling_arbeidsplicht: str | None) -> Groeiklasse:
    """The growth class of somebody on the ladder; an exemption says nothing where growth is expected."""
    if groei == Groei.PLUS:
        return Groeiklasse.MET
    return Groeiklasse.ZONDER_ONTHEFFING if vrijstelling_arbeidsplicht == "ja" else Groeiklasse.ZONDER


def classify_instrument(lopend: str | None, inzet: str | None) -> Instrumentklasse:
    """The one instrument class of somebody on the ladder; GEEN only where both were answered with nee."""
    if inzet == "ja":
        return Instrumentklasse.INZET
    if lopend == "ja":
        return Instrumentklasse.LOPEND
    return Instrumentklasse.GEEN if (lopend, inzet) == ("nee", "nee") else Instrumentklasse.ONBEKEND


def classify_income(inkomen: str | None) -> Inkomen:
    """The source of income of somebody on the ladder."""
    return Inkomen.ONBEKEND if inkomen is None else Inkomen(inkomen)


def is_current(uiterste: date | None, day: date) -> bool:
    """Whether the next measurement of somebody on the ladder can still be in time on a day (``actueel``)."""
    return uiterste is not None and uiterste >= day


def caseload(groups: Iterable[Group]) -> Caseload:
    """Add up the groups of one unit on one day."""
    known = [group for group in groups if group.positie != UIT_BEELD]
    on_ladder = [group for group in known if group.positie in TREDEN]
    total, actual = _clients(on_ladder), _clients(group for group in on_ladder if group.actueel)
    return Caseload(
        in_beeld=_clients(known),
        op_ladder=total,
        niet_ingedeeld=_clients(group for group in known if group.positie == NIET_INGEDEELD),
        nooit_gemeten=_clients(group for group in known if group.positie is None),
        actueel=actual,
        verlopen=total - actual,
        treden={trede: _clients(group for group in on_ladder if group.positie == trede) for trede in TREDEN},
        groei=_split(on_ladder, Groeiklasse, _growth),
        instrument=_split(on_ladder, Instrumentklasse, _instrument),
        inkomen=_split(on_ladder, Inkomen, _income),
    )


def _clients(groups: Iterable[Group]) -> int:
    return sum(group.n for group in groups)


def _growth(group: Group) -> Iterator[str]:
    yield classify_growth(group.groei, group.vrijstelling_arbeidsplicht)


def _instrument(group: Group) -> Iterator[str]:
    yield classify_instrument(group.instrument_lopend, group.instrument_inzet)
    if group.instrument_lopend == group.instrument_inzet == "ja":
        yield Instrumentklasse.INZET_LOPEND


def _income(group: Group) -> Iterator[str]:
    yield classify_income(group.inkomen)


def _split(groups: list[Group], classes: Iterable[str], classify: Callable[[Group], Iterator[str]]) -> Split:
    names = list(classes)
    counted: Counter[tuple[int | None, str]] = Counter()
    for group in groups:
        for name in classify(group):
            counted[group.positie, name] += group.n
    return Split(
        samen={name: sum(counted[trede, name] for trede in TREDEN) for name in names},
        per_trede={trede: {name: counted[trede, name] for name in names} for trede in TREDEN},
    )


def _divided(split: str, classes: Iterable[str]) -> Iterator[Equation]:
    """Classes that exclude each other make the total, trede by trede and all together."""
    names = tuple(classes)
    yield Equation((("op_ladder",),), tuple((split, "samen", name) for name in names))
    for trede in TREDEN:
        yield Equation((("treden", trede),), tuple((split, "per_trede", trede, name) for name in names))
    for name in names:
        yield _over_the_treden(split, name)


def _running() -> Iterator[Equation]:
    """Of those for whom an instrument will be used, some have one running."""
    yield _over_the_treden("instrument", Instrumentklasse.INZET_LOPEND)
    places: list[Cell] = [("samen",), *(("per_trede", trede) for trede in TREDEN)]
    part = Equation(((Instrumentklasse.INZET,),), ((Instrumentklasse.INZET_LOPEND,),), rest=True)
    for place in places:
        yield from within(("instrument", *place), [part])


def _over_the_treden(split: str, name: str) -> Equation:
    return Equation(((split, "samen", name),), tuple((split, "per_trede", trede, name) for trede in TREDEN))
