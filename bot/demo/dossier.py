"""One made-up client from intake to outflow, and at times back again: assignments and meetmomenten."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.demo.bezetting import Bezetting, any_profiel
from bot.demo.levensloop import Levensloop, Meting
from bot.demo.profielen import GEMEENTECODE, TRANSFER, Profiel
from bot.demo.records import NIET_IN_BEELD, Client, Meetmoment, Record, Toewijzing
from bot.demo.registratie import Register
from bot.demo.workdays import later, workday_from, workday_until
from flows.days import local_day

_FORGOTTEN, _RETURNS = 0.10, 0.12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Caseworkers:
    """Who had a client from which day on."""

    since: tuple[date, ...]
    names: tuple[str, ...]
    bezetting: Bezetting

    def on(self, day: date) -> str:
        """The klantmanager of that day."""
        return self.names[max(0, bisect_right(self.since, day) - 1)]

    def profiel_on(self, day: date) -> Profiel:
        """The team of that day."""
        return self.bezetting.profiel_of(self.on(day))

    def toewijzingen(self, client: str, end: date | None) -> Iterator[Toewijzing]:
        """The assignments up to the end of the dossier."""
        for name, van, successor in zip(self.names, self.since, (*self.since[1:], None), strict=True):
            if end and van >= end:
                return
            yield Toewijzing(client, name, van, min(filter(None, (successor, end)), default=None))


@dataclass(frozen=True, slots=True)
class Archive:
    """Makes dossiers that end before ``last``, the last workday of the demo."""

    rng: Random
    bezetting: Bezetting
    last: date

    def dossier(self, code: str, start: date, *, newcomer: bool) -> Iterator[Record]:
        """Everything about one client whose first meetmoment is on ``start``."""
        yield Client(code, GEMEENTECODE)
        profiel, person = any_profiel(self.rng), None
        while start <= self.last:
            workers = self._caseworkers(profiel, start)
            course = Levensloop.begin(self.rng, workers.profiel_on, start)
            course.persoon = person or course.persoon
            metingen = list(course.metingen(start, self._horizon(start), newcomer=newcomer))
            meetmomenten = list(self._registered(code, metingen, workers))
            left = metingen[-1].positie == NIET_IN_BEELD
            end = local_day(meetmomenten[-1].geregistreerd) + _DAY if left else None
            yield from workers.toewijzingen(code, end)
            yield from meetmomenten
            if not left or self.rng.random() >= _RETURNS:
                return
            person, newcomer = course.persoon, False
            start = later(metingen[-1].datum, self.rng.randint(4, 15))

    def _registered(self, code: str, metingen: list[Meting], workers: Caseworkers) -> Iterator[Meetmoment]:
        register = Register(self.rng, code, workers.on, self.last)
        previous = None
        for meting in metingen:
            yield from register.enter(meting, previous)
            previous = meting.datum

    def _horizon(self, start: date) -> date:
        """Where the metingen stop; for a client who is lost sight of that is over a year ago."""
        forgotten = self.last - timedelta(days=self.rng.randint(280, 520))
        long_enough = forgotten - start > timedelta(days=90)
        return forgotten if long_enough and self.rng.random() < _FORGOTTEN else self.last

    def _caseworkers(self, profiel: Profiel, start: date) -> Caseworkers:
        since = [workday_until(start - timedelta(days=self.rng.randint(0, 7)))]
        names = [self.bezetting.assign(self.rng, profiel)]
        day = start
        while (day := self._next_transfer(day)) <= self.last:
            name = self.bezetting.successor(self.rng, names[-1])
            if name != names[-1]:
                since.append(day)
                names.append(name)
        return Caseworkers(tuple(since), tuple(names), self.bezetting)

    def _next_transfer(self, day: date) -> date:
        return workday_from(day + timedelta(days=30 + round(self.rng.expovariate(TRANSFER / 365))))
