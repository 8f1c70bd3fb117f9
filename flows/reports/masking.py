"""Hiding small numbers, and what would give them away, once a report leaves the team.

A number from one to four is hidden. It may still follow from the others: what a total has more than the parts
that are told. So for each hidden number we look for another report that fits everything that is told, with
another number in that place; where there is none yet, we hide the cheapest numbers that make one possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic

from flows.reports.equations import Cell, Equation, R, cells, hide, places, within
from flows.reports.puzzle import Puzzle

SMALLEST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Divided(Generic[R]):
    """A report over a whole and over the parts it consists of, to be masked together."""

    whole: R
    parts: Mapping[str, R]

    def equations(self) -> Iterator[Equation]:
        """What adds up to what: within each, and each number of the whole over the parts."""
        yield from within(("whole",), self.whole.equations())
        for name, part in self.parts.items():
            yield from within(("parts", name), part.equations())
        there = {("parts", name, *cell) for name, part in self.parts.items() for cell in places(part)}
        for cell in places(self.whole):
            over = (("parts", name, *cell) for name in self.parts)
            yield Equation((("whole", *cell),), tuple(each for each in over if each in there))


def masked(report: R) -> R:
    """The report without numbers from one to four, and without what would give one away."""
    return hide(report, conceal(cells(report), report.equations()))


def conceal(counts: Mapping[Cell, int], equations: Iterable[Equation]) -> frozenset[Cell]:
    """Which cells to hide: those below five that are not zero, and those from which one of them could be told.

    Somebody who knows that a hidden number is never zero still finds at least two values for each of them.
    """
    puzzle = Puzzle(counts, equations)
    secrets = sorted(
        (cell for cell, n in puzzle.counts.items() if 0 < n < SMALLEST_TOLD), key=puzzle.rank, reverse=True
    )
    hidden = {*secrets, *puzzle.unprinted}
    safe: set[Cell] = set()
    for secret in secrets:
        if secret not in safe:
            changed = puzzle.another(secret, hidden)
            hidden |= changed
            safe |= changed
    return frozenset(hidden - puzzle.unprinted)
