"""How one made-up client moves over the ladder: the metingen, before anybody registers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from bot.demo.persoon import BETAALD_WERK, Persoon
from bot.demo.profielen import (
    FALL,
    INSTRUMENT_ENDED,
    LEAVE,
    RISE,
    WITH_INSTRUMENT,
    WITHOUT_INSTRUMENT,
    Profiel,
    within,
)
from bot.demo.records import HOOGSTE_TREDE, NIET_IN_BEELD, NIET_INGEDEELD, ONBEKEND, Groei, Kenmerken
from bot.demo.workdays import later

_UNPAID = 4


@dataclass(frozen=True, slots=True)
class Meting:
    """What a klantmanager saw on one day."""

    datum: date
    positie: int
    groei: Groei | None = None
    verwachte_trede: int | None = None
    kenmerken: Kenmerken = ONBEKEND


@dataclass(slots=True)
class Levensloop:
    """A client between two metingen; ``profiel_op`` says which team has the client on a day."""

    rng: Random
    profiel_op: Callable[[date], Profiel]
    persoon: Persoon
    trede: int
    groei: Groei = "NUL"
    lopend: bool = False
    inzet: bool = False

    @classmethod
    def begin(cls, rng: Random, profiel_op: Callable[[date], Profiel], day: date) -> Levensloop:
        """Somebody new, on a trede that is usual for the team."""
        profiel = profiel_op(day)
        trede = rng.choices(range(1, HOOGSTE_TREDE + 1), profiel.start)[0]
        persoon = Persoon.draw(rng, profiel, trede)
        return cls(rng, profiel_op, persoon, trede, lopend=rng.random() < 0.25)

    def metingen(self, start: date, last: date, *, newcomer: bool) -> Iterator[Meting]:
        """From the first meting to ``last``, or until the client is out of sight."""
        day = start
        if newcomer and self._happens(0.65):
            yield Meting(day, NIET_INGEDEELD)
            day = later(day, 0, self.rng.randint(10, 52))
        self._estimate(day, persistent=False)
        while day <= last:
            yield self._measured(day)
            months = self._interval()
            day = later(day, months, self._slack(months))
            if day <= last and self._happens(within(months, LEAVE[self.trede - 1])):
                yield Meting(day, NIET_IN_BEELD)
                return
            self._live(day, months)

    def _measured(self, day: date) -> Meting:
        expected = None
        if self.groei == "PLUS" and self._happens(0.6):
            expected = min(HOOGSTE_TREDE, self.trede + self.rng.choices((1, 2), (0.85, 0.15))[0])
        kenmerken = self.persoon.kenmerken(self.trede, lopend=self.lopend, inzet=self.inzet)
        return Meting(day, self.trede, self.groei, expected, kenmerken)

    def _interval(self) -> int:
        """Months to the next meting: soon when something has just begun, a year when all is settled."""
        if self.inzet and self._happens(0.35):
            return 3
        yearly = (0.10, 0.15, 0.40, 0.45, 0.60, 0.75)[self.trede - 1]
        return 12 if self._happens(yearly) else 6

    def _slack(self, months: int) -> int:
        # The yearly meting is the ultimate one: most klantmanagers are just in time, some are not.
        if months == 12:
            return self.rng.randint(1, 35) if self._happens(0.05) else -self.rng.randint(4, 40)
        return self.rng.randint(-12, 25)

    def _live(self, day: date, months: int) -> None:
        """Let the months until ``day`` pass."""
        ended = self._pass_instruments(months)
        profiel = self.profiel_op(day)
        helped = WITH_INSTRUMENT if self.lopend or ended else WITHOUT_INSTRUMENT
        rise = RISE[self.groei] * profiel.drift * helped
        fall = FALL[self.trede - 1] * (INSTRUMENT_ENDED if ended else 1)
        before = self.trede
        if self.trede < HOOGSTE_TREDE and self._happens(within(months, rise)):
            self.trede = min(HOOGSTE_TREDE, self.trede + self.rng.choices((1, 2, 3), (0.84, 0.13, 0.03))[0])
        elif self._happens(within(months, fall)):
            self.trede = self._lower()
        self.persoon.grow_older(self.rng, self.trede, months)
        self._estimate(day, persistent=self.trede == before)

    def _lower(self) -> int:
        """Who loses paid work seldom keeps unpaid work; others come down one trede."""
        if self.trede >= BETAALD_WERK:
            return self.rng.choices((2, 3, 4, 5), (3, 4, 2, 3 if self.trede == HOOGSTE_TREDE else 0))[0]
        return max(1, self.trede - (2 if self.trede == _UNPAID and self._happens(0.25) else 1))

    def _pass_instruments(self, months: int) -> bool:
        """Planned instruments start, running ones may end; says whether one ended."""
        ended = self.lopend and self._happens(within(months, 0.60))
        started = self.inzet and self._happens(0.85)
        self.lopend = (self.lopend and not ended) or started
        return ended and not started

    def _estimate(self, day: date, *, persistent: bool) -> None:
        """What the klantmanager expects now, and the instrument that should help."""
        if self.trede == HOOGSTE_TREDE:
            self.groei, self.lopend, self.inzet = "NUL", False, False
            return
        if not (persistent and self._happens(0.65)):
            hope = self.profiel_op(day).plus[self.trede - 1] * (0.5 if self.persoon.ontheven else 1)
            self.groei = "PLUS" if self._happens(hope) else "NUL"
        if self.trede == BETAALD_WERK:
            # Without support this work would be trede 6.
            self.lopend = self.lopend or self._happens(0.92)
        wanted = {"PLUS": 0.18, "NUL": 0.05} if self.lopend else {"PLUS": 0.60, "NUL": 0.08}
        self.inzet = self._happens(wanted[self.groei])

    def _happens(self, chance: float) -> bool:
        return self.rng.random() < chance
