"""Somebody who knows every rule, asks for every report, and tries to bound the numbers below five.

Most numbers are safe by an example: with one client less, or with one or two more who are just like one of them, every
number is still where what is published of it says. Whatever anybody adds up, such an organisation cannot be told from
the real one. For the numbers that are left the solver looks for the least and the most that each of them can be, while
everything adds up and every number lies where what is published of it says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import count

import numpy as np
from masking.counting import MOST, Ints, of_unit, parts, rows
from masking.people import PAIRS, Organisation
from masking.sums import Sum, sums
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from flows.reports.publishing import SMALLEST_TOLD

Floats = NDArray[np.float64]
# Between which numbers the true one must lie, for a number of clients and the sum of their keys.
Rule = Callable[[int, int], tuple[int, int]]
POSSIBLE = 3
_EXACT = 1e-6


class Attack:
    """What is published of one organisation, and the values that each number below five can have."""

    def __init__(
        self, found: Organisation, rule: Rule, pairs: Collection[int] = range(len(PAIRS)), own: str = ""
    ) -> None:
        """Ask for everything about these pairs of days, by somebody who knows every client of the ``own`` unit.

        Then the numbers are of the other clients: what is told, less what is known.
        """
        self._sums = [each for each in sums(found.units, pairs) if each.right]
        here = [[row for part in parts(client, pairs) for row in part] for client in found.clients]
        added = [row for each in self._sums for row in (*each.left, *each.right)]
        self.numbers = np.unique([*added, *(row for each in here for row in each)])
        places = [np.searchsorted(self.numbers, each) for each in here]
        known = np.array([client.ever_in(own) for client in found.clients])
        self._all = self._counted(places, np.ones(len(known), np.int64))
        keys = self._counted(places, np.array(found.keys))
        bounds = [rule(int(n), int(key)) for n, key in zip(self._all, keys, strict=True)]
        low, high = np.array(bounds, dtype=float).T
        self._is_told = low >= SMALLEST_TOLD
        has_row = np.isin(self.numbers % MOST, rows(pairs))
        low[has_row], high[has_row & (self._all == 0)] = np.maximum(low, np.minimum(self._all, 1))[has_row], 0
        theirs = self._counted(places, known.astype(np.int64))
        self.n = self._all - theirs
        self._low, self._high = np.maximum(low - theirs, 0), high - theirs
        self._high[of_unit(self.numbers, own)] = 0
        self._clients = [found for found, is_known in zip(places, known, strict=True) if len(found) and not is_known]
        self.small = np.flatnonzero((self.n > 0) & (self.n < SMALLEST_TOLD))
        self._least, self._most = self.n.astype(float), self.n.astype(float)
        self._equal, self._at_most = (self._matrix([s for s in self._sums if s.rest is rest]) for rest in (False, True))

    def narrow(self) -> Iterator[int]:
        """The numbers from one to four that can have fewer than three values; each by its place in ``numbers``."""
        self._imagine()
        left = len(self._doubtful())
        for glance in count():
            self._glance(np.random.default_rng(glance))
            before, left = left, len(self._doubtful())
            if 2 * left >= before:
                break
        for place in self._doubtful():
            self._look_at(place)
            if self._values(place) < POSSIBLE:
                yield place

    def told(self, number: int) -> tuple[int, bool]:
        """How many clients are behind a number, those that are known too, and whether it is told."""
        place = np.searchsorted(self.numbers, number)
        return int(self._all[place]), bool(self._is_told[place])

    def off_by(self, n: Ints) -> float:
        """How far these numbers are from adding up and lying where they must."""
        outside = np.maximum(self._low - n, 0).sum() + np.maximum(n - self._high, 0).sum()
        return float(outside + np.abs(self._equal @ n).sum() + np.maximum(self._at_most @ n, 0).sum())

    def _values(self, place: int) -> int:
        """How many values a number can have."""
        return int(np.floor(self._most[place] + _EXACT) - np.ceil(self._least[place] - _EXACT)) + 1

    def _doubtful(self) -> list[int]:
        return [place for place in map(int, self.small) if self._values(place) < POSSIBLE]

    def _imagine(self) -> None:
        """One client less, or more of one: each number of that client is then another, and no number anything else."""
        for places in self._clients:
            n = self.n[places]
            less, more = min(1, (n - self._low[places]).min()), (self._high[places] - n).min()
            self._least[places] = np.minimum(self._least[places], n - less)
            self._most[places] = np.maximum(self._most[places], n + more)

    def _glance(self, random: np.random.Generator) -> None:
        """Make some larger and others smaller, then the other way round: what is found for one is found for all."""
        doubtful = self._doubtful()
        weights = np.zeros(len(self.numbers))
        weights[doubtful] = random.choice([-1, 1], len(doubtful)) * (random.random(len(doubtful)) + 0.1)
        if doubtful:
            self._solve(weights)
            self._solve(-weights)

    def _look_at(self, place: int) -> None:
        weights = np.zeros(len(self.numbers))
        weights[place] = 1
        self._solve(weights)
        if self._values(place) < POSSIBLE:
            self._solve(-weights)

    def _solve(self, weights: Floats) -> None:
        """The least that the weighted numbers can be together; remember how far each of them came."""
        done = linprog(
            weights,
            A_ub=self._at_most,
            b_ub=np.zeros(self._at_most.shape[0]),
            A_eq=self._equal,
            b_eq=np.zeros(self._equal.shape[0]),
            bounds=np.stack((self._low, self._high), axis=1),
            method="highs-ipm",
        )
        assert done.success, done.message
        self._least, self._most = np.minimum(self._least, done.x), np.maximum(self._most, done.x)

    def _counted(self, places: list[Ints], worth: Ints) -> Ints:
        """What the clients behind every number are worth together."""
        found = np.zeros(len(self.numbers), np.int64)
        for where, each in zip(places, worth, strict=True):
            found[where] += each
        return found

    def _matrix(self, chosen: list[Sum]) -> csr_matrix:
        """The sums as what is on the right less what is on the left."""
        entries = [(line, row, 1.0) for line, each in enumerate(chosen) for row in each.right]
        entries += [(line, row, -1.0) for line, each in enumerate(chosen) for row in each.left]
        lines, rows, signs = zip(*entries, strict=True)
        places = np.searchsorted(self.numbers, rows)
        return csr_matrix((signs, (lines, places)), shape=(len(chosen), len(self.numbers)))
