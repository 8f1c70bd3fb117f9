"""The movement between two dates: where those now on a trede came from, where those who left it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flows.ladder import TREDEN, UIT_BEELD
from flows.reports.counts import Count
from flows.reports.equations import Equation

_HIGHEST = TREDEN[-1]


class Overgang(NamedTuple):
    """Clients who went the same way between the first and the last date, and how many they are (``n``).

    ``van`` and ``naar`` are their positions on those dates, none for who was not measured yet. ``tussen`` is
    the last trede measured after the first date, up to and with the last; it is only looked at where ``naar``
    is no trede. ``toen`` and ``nu`` say whether they belonged to the unit on the first and on the last date.
    """

    van: int | None
    naar: int | None
    tussen: int | None
    toen: bool
    nu: bool
    n: int


@dataclass(frozen=True, slots=True)
class Herkomst:
    """Everybody on one trede on the last date: new on the ladder, there already, or from another trede."""

    samen: Count
    instroom: Count
    gebleven: Count
    van: Mapping[int, Count]


@dataclass(frozen=True, slots=True)
class Bestemming:
    """Everybody who left one trede since the first date: off the ladder, or to another trede."""

    samen: Count
    uitstroom: Count
    naar: Mapping[int, Count]


@dataclass(frozen=True, slots=True)
class Beweging:
    """The movement of one unit: ``herkomst`` of its clients on the last date, ``bestemming`` of those on the first.

    A client who changed unit is never IN or UIT by that; ``overgekomen`` and ``overgedragen`` count those who
    came and went while on the ladder on both dates. ``gestegen``, ``gelijk`` and ``gedaald`` are about the
    clients on the last date. ``tussentijds`` came onto the ladder and left it in between.
    """

    op_ladder_toen: Count
    op_ladder_nu: Count
    instroom: Count
    uitstroom: Count
    uit_laatst_op_6: Count
    gestegen: Count
    gelijk: Count
    gedaald: Count
    tussentijds: Count
    overgekomen: Count
    overgedragen: Count
    treden_toen: Mapping[int, Count]
    herkomst: Mapping[int, Herkomst]
    bestemming: Mapping[int, Bestemming]

    def equations(self) -> Iterator[Equation]:
        """What adds up to what; where nobody changed unit, the left side of the chart must be its right side."""
        yield Equation((("op_ladder_nu",),), tuple(("herkomst", trede, "samen") for trede in TREDEN))
        yield Equation((("op_ladder_toen",),), tuple(("treden_toen", trede) for trede in TREDEN))
        yield Equation((("instroom",),), tuple(("herkomst", trede, "instroom") for trede in TREDEN))
        yield Equation((("uitstroom",),), tuple(("bestemming", trede, "uitstroom") for trede in TREDEN))
        yield Equation((("uitstroom",),), (("uit_laatst_op_6",),), rest=True)
        stayed = (("gestegen",), ("gelijk",), ("gedaald",))
        yield Equation((("op_ladder_nu",),), (("instroom",), *stayed))
        yield Equation((("op_ladder_toen",), ("overgekomen",)), (("uitstroom",), *stayed, ("overgedragen",)))
        yield from _directions()
        closed = self.overgekomen == 0 and self.overgedragen == 0
        for trede in TREDEN:
            yield from _row(trede, closed=closed)


def moved(van: int | None, naar: int | None) -> int | None:
    """How many treden somebody rose (below zero: fell); none for who was not on the ladder on both dates."""
    start, end = _trede(van), _trede(naar)
    return None if start is None or end is None else end - start


def left_from_top(overgang: Overgang) -> bool:
    """Whether these left the ladder with code 9, and stood on the highest trede last."""
    last = overgang.van if overgang.tussen is None else overgang.tussen
    return overgang.van in TREDEN and overgang.naar == UIT_BEELD and last == _HIGHEST


def came_and_went(overgang: Overgang) -> bool:
    """Whether these were on the ladder in between, and on neither date."""
    return overgang.van not in TREDEN and overgang.naar not in TREDEN and overgang.tussen in TREDEN


def movement(overgangen: Iterable[Overgang]) -> Beweging:
    """Add up the ways that the clients of one unit went."""
    ways = list(overgangen)
    now, then = _matrix(way for way in ways if way.nu), _matrix(way for way in ways if way.toen)
    both = [way for way in ways if moved(way.van, way.naar) is not None]
    return Beweging(
        op_ladder_toen=sum(n for (van, _), n in then.items() if van is not None),
        op_ladder_nu=sum(n for (_, naar), n in now.items() if naar is not None),
        instroom=sum(now[None, trede] for trede in TREDEN),
        uitstroom=sum(then[trede, None] for trede in TREDEN),
        uit_laatst_op_6=sum(way.n for way in ways if way.toen and left_from_top(way)),
        gestegen=sum(n for (van, naar), n in now.items() if (moved(van, naar) or 0) > 0),
        gelijk=sum(now[trede, trede] for trede in TREDEN),
        gedaald=sum(n for (van, naar), n in now.items() if (moved(van, naar) or 0) < 0),
        tussentijds=sum(way.n for way in ways if came_and_went(way)),
        overgekomen=sum(way.n for way in both if way.nu and not way.toen),
        overgedragen=sum(way.n for way in both if way.toen and not way.nu),
        treden_toen={trede: sum(then[trede, naar] for naar in (None, *TREDEN)) for trede in TREDEN},
        herkomst={trede: _origin(now, trede) for trede in TREDEN},
        bestemming={trede: _destination(then, trede) for trede in TREDEN},
    )


def _matrix(ways: Iterable[Overgang]) -> Counter[tuple[int | None, int | None]]:
    """How many went from where to where; none is everything off the ladder."""
    matrix: Counter[tuple[int | None, int | None]] = Counter()
    for way in ways:
        matrix[_trede(way.van), _trede(way.naar)] += way.n
    return matrix


def _trede(positie: int | None) -> int | None:
    return positie if positie in TREDEN else None


def _others(trede: int) -> list[int]:
    return [other for other in TREDEN if other != trede]


def _origin(matrix: Counter[tuple[int | None, int | None]], trede: int) -> Herkomst:
    return Herkomst(
        samen=sum(matrix[van, trede] for van in (None, *TREDEN)),
        instroom=matrix[None, trede],
        gebleven=matrix[trede, trede],
        van={van: matrix[van, trede] for van in _others(trede)},
    )


def _destination(matrix: Counter[tuple[int | None, int | None]], trede: int) -> Bestemming:
    naar = {naar: matrix[trede, naar] for naar in _others(trede)}
    return Bestemming(samen=matrix[trede, None] + sum(naar.values()), uitstroom=matrix[trede, None], naar=naar)


def _directions() -> Iterator[Equation]:
    """Risen, stayed and fallen, from the bars on the left."""
    pairs = [(van, naar) for naar in TREDEN for van in _others(naar)]
    yield Equation((("gelijk",),), tuple(("herkomst", trede, "gebleven") for trede in TREDEN))
    yield Equation((("gestegen",),), tuple(("herkomst", naar, "van", van) for van, naar in pairs if van < naar))
    yield Equation((("gedaald",),), tuple(("herkomst", naar, "van", van) for van, naar in pairs if van > naar))


def _row(trede: int, *, closed: bool) -> Iterator[Equation]:
    """The two bars of one trede; nobody left or joined a ``closed`` unit while on the ladder."""
    left, right = ("herkomst", trede), ("bestemming", trede)
    others = _others(trede)
    yield Equation(
        ((*left, "samen"),), ((*left, "instroom"), (*left, "gebleven"), *((*left, "van", s) for s in others))
    )
    yield Equation(((*right, "samen"),), ((*right, "uitstroom"), *((*right, "naar", s) for s in others)))
    stayed = ((*left, "gebleven"),) if closed else ()
    yield Equation((("treden_toen", trede),), ((*right, "samen"), *stayed), rest=not closed)
    if closed:
        for naar in others:
            yield Equation(((*right, "naar", naar),), (("herkomst", naar, "van", trede),))
