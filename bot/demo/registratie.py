"""How a meting becomes meetmomenten: written down late at times, corrected now and then, withdrawn seldom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from bot.demo.levensloop import Meting
from bot.demo.records import HOOGSTE_TREDE, Actie, Kenmerken, Meetmoment
from bot.demo.workdays import is_workday, office_hour, workday_until
from flows.days import local_day

_LATE, _CORRECTED, _WITHDRAWN = 0.25, 0.023, 0.003
_TREDEN = range(1, HOOGSTE_TREDE + 1)
_REASONS = ("verkeerde_knop", "nieuwe_informatie", "intervisie")


class Register:
    """Writes down the metingen of one client; ``door`` says who has the client on a day."""

    def __init__(self, rng: Random, client: str, door: Callable[[date], str], last: date) -> None:
        """Nothing is registered after ``last``."""
        self._rng = rng
        self._client = client
        self._door = door
        self._last = last

    def enter(self, meting: Meting, previous: date | None) -> Iterator[Meetmoment]:
        """Every version of a meting that a klantmanager entered, with the slips before it."""
        moment = office_hour(self._rng, self._day_of_entry(meting.datum))
        if previous and meting.positie in _TREDEN and self._rng.random() < _WITHDRAWN:
            yield from self._slip(meting, previous, moment)
        corrected = self._correction(meting, moment) if self._rng.random() < _CORRECTED else None
        if corrected is None:
            yield self._version(meting, moment)
            return
        wrong, reason, when = corrected
        yield self._version(wrong, moment)
        yield self._version(meting, when, "correctie", reason)

    def _day_of_entry(self, datum: date) -> date:
        if self._rng.random() >= _LATE:
            return datum
        days = [datum + timedelta(days=late) for late in range(1, 6)]
        return self._rng.choice([day for day in days if day <= self._last and is_workday(day)] or [datum])

    def _slip(self, meting: Meting, previous: date, moment: datetime) -> Iterator[Meetmoment]:
        """The same meting first entered under a wrong date, and withdrawn at once."""
        datum = workday_until(meting.datum - timedelta(days=self._rng.choice((7, 14, 28))))
        if datum <= previous:
            return
        slip = replace(meting, datum=datum)
        yield self._version(slip, moment - timedelta(minutes=6))
        yield self._version(slip, moment - timedelta(minutes=3), "intrekking", "verkeerde_datum")

    def _correction(self, meting: Meting, moment: datetime) -> tuple[Meting, str, datetime] | None:
        """What was entered first, why it was wrong and when that was put right."""
        if meting.positie not in _TREDEN:
            return None
        reason = self._rng.choices(_REASONS, (0.35, 0.4, 0.25))[0]
        if reason == "verkeerde_knop":
            return self._misjudged(meting), reason, moment + timedelta(minutes=self._rng.randint(1, 25))
        day = workday_until(local_day(moment) + timedelta(days=self._rng.randint(7, 42)))
        if day > self._last:
            return None
        wrong = self._misjudged(meting)
        if reason == "nieuwe_informatie" and self._rng.random() < 0.6:
            wrong = replace(meting, kenmerken=_misinformed(meting.kenmerken))
        return wrong, reason, office_hour(self._rng, day)

    def _misjudged(self, meting: Meting) -> Meting:
        """The meting with another growth, or one trede beside it."""
        if meting.positie < HOOGSTE_TREDE and self._rng.random() < 0.5:
            return replace(meting, groei="NUL" if meting.groei == "PLUS" else "PLUS", verwachte_trede=None)
        beside = [trede for trede in (meting.positie - 1, meting.positie + 1) if trede in _TREDEN]
        trede = self._rng.choice(beside)
        groei = "NUL" if trede == HOOGSTE_TREDE else meting.groei
        return replace(meting, positie=trede, groei=groei, verwachte_trede=None)

    def _version(
        self, meting: Meting, moment: datetime, actie: Actie = "nieuw", reden: str | None = None
    ) -> Meetmoment:
        return Meetmoment(
            client=self._client,
            datum=meting.datum,
            geregistreerd=moment,
            positie=meting.positie,
            groei=meting.groei,
            verwachte_trede=meting.verwachte_trede,
            kenmerken=meting.kenmerken,
            door=self._door(meting.datum if actie == "nieuw" else local_day(moment)),
            versie=1 if actie == "nieuw" else 2,
            actie=actie,
            reden=reden,
        )


def _misinformed(kenmerken: Kenmerken) -> Kenmerken:
    return replace(kenmerken, laaggeletterd="nee" if kenmerken.laaggeletterd == "ja" else "ja")
