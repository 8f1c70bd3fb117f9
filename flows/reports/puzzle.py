"""The numbers of a report as somebody sees them who wants to work out the hidden ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from flows.reports.equations import Cell, Equation

_LONGEST_SEARCH = 3_000
# How much an equation that does not hold yet weighs against hiding one more number; higher searches less far.
_OPEN = 12


class _Attempt(NamedTuple):
    """Some numbers changed by one, and by how much the equations that no longer hold are off."""

    estimate: int
    order: int
    price: int
    changes: Mapping[Cell, int]
    off: Mapping[int, int]


class Puzzle:
    """Counts and the equations between them; a rest that is printed nowhere becomes a cell of its own."""

    def __init__(self, counts: Mapping[Cell, int], equations: Iterable[Equation]) -> None:
        """Write every equation as terms that add up to zero."""
        self.counts = dict(counts)
        self.unprinted: set[Cell] = set()
        self._equations = [self._terms(number, each) for number, each in enumerate(equations)]
        self._within: dict[Cell, dict[int, int]] = {cell: {} for cell in self.counts}
        for number, terms in enumerate(self._equations):
            for cell, sign in terms.items():
                self._within[cell][number] = sign

    def rank(self, cell: Cell) -> int:
        """Of how many equations a cell is the total."""
        return sum(sign < 0 for sign in self._within[cell].values())

    def another(self, secret: Cell, hidden: Collection[Cell]) -> set[Cell]:
        """The cells in which another possible report differs from this one, ``secret`` among them.

        When none differs in ``hidden`` cells alone, the others it differs in are told now and would have to be
        hidden. When there is none in reach all that is not zero changes: with one client more of a kind that
        is there already, everything fits.
        """
        free = self._search(secret, lambda cell: 0 if cell in hidden else None)
        found = free or self._search(secret, lambda cell: 0 if cell in hidden else self._price(cell))
        return found or {cell for cell, n in self.counts.items() if n}

    def _search(self, secret: Cell, price_of: Callable[[Cell], int | None]) -> set[Cell] | None:
        """The cells in which the cheapest other report differs; a cell without a price stays as it is."""
        order = count()
        start = _Attempt(0, 0, 0, {}, {})
        waiting = [self._changed(start, secret, step, 0, next(order)) for step in (1, -1) if self._may(secret, step)]
        seen = set()
        for _ in range(_LONGEST_SEARCH):
            if not waiting:
                break
            attempt = heappop(waiting)
            if not attempt.off:
                return set(attempt.changes)
            for cell, step, price in self._repairs(attempt, price_of):
                state = frozenset((*attempt.changes.items(), (cell, step)))
                if state not in seen:
                    seen.add(state)
                    heappush(waiting, self._changed(attempt, cell, step, price, next(order)))
        return None

    def _terms(self, number: int, equation: Equation) -> dict[Cell, int]:
        terms = dict.fromkeys(equation.left, -1) | dict.fromkeys(equation.right, 1)
        if equation.rest:
            unprinted: Cell = ("rest", number)
            self.counts[unprinted] = -sum(sign * self.counts[cell] for cell, sign in terms.items())
            self.unprinted.add(unprinted)
            terms[unprinted] = 1
        return terms

    def _changed(self, attempt: _Attempt, cell: Cell, step: int, price: int, order: int) -> _Attempt:
        off = dict(attempt.off)
        for number, sign in self._within[cell].items():
            off[number] = off.get(number, 0) + sign * step
            if not off[number]:
                del off[number]
        price += attempt.price
        return _Attempt(price + _OPEN * len(off), order, price, {**attempt.changes, cell: step}, off)

    def _repairs(self, attempt: _Attempt, price_of: Callable[[Cell], int | None]) -> list[tuple[Cell, int, int]]:
        """What brings the equation closer for which there is the least choice."""
        choices = [list(self._steps(number, by, attempt.changes, price_of)) for number, by in attempt.off.items()]
        return min(choices, key=len)

    def _steps(
        self, number: int, by: int, changes: Mapping[Cell, int], price_of: Callable[[Cell], int | None]
    ) -> Iterator[tuple[Cell, int, int]]:
        for cell, sign in self._equations[number].items():
            step, price = -sign if by > 0 else sign, price_of(cell)
            if price is not None and cell not in changes and self._may(cell, step):
                yield cell, step, price

    def _may(self, cell: Cell, step: int) -> bool:
        """Whether a number could be one more or less: a hidden one is never zero, and a zero is told."""
        if cell in self.unprinted:
            return self.counts[cell] + step >= 0
        return self.counts[cell] > 0 and self.counts[cell] + step > 0

    def _price(self, cell: Cell) -> int:
        """What hiding a number costs: large ones tell more than small ones, and totals more than parts."""
        return 3 + self.counts[cell].bit_length() + self.rank(cell)
