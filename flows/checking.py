"""The check by a second pair of eyes before a meetmoment counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from flows.controle import VierOgen
from flows.days import local_day
from flows.ladder import UIT_BEELD, Stand
from flows.meetmoment import Actie, Meetmoment, Status
from flows.people import Rol

LONG_BACK = timedelta(days=30)
BIG_DROP = 2
# A team lead hears of what has waited so many working days.
PATIENCE = 5
# Why a meetmoment goes back to its author; chosen, never written.
TERUG = ("andere_trede", "niet_volledig", "eerst_overleg", "anders")


def status_of(
    wanted: VierOgen,
    rollen: Collection[Rol],
    version: Meetmoment,
    before: Stand | None,
    history: Collection[Meetmoment],
) -> Status:
    """Whether a version counts at once or waits for a check; ``history`` is what was registered of its client.

    What never counted can be withdrawn by its author without a check, and a concept by both colleagues: it stays
    what it was, something that does not count.
    """
    if version.actie is Actie.INTREKKING:
        earlier = [each for each in history if each.id == version.id]
        counted = any(each.status is Status.DEFINITIEF for each in earlier)
        last = max(earlier, key=lambda each: each.versie)
        if not counted and (last.status is Status.CONCEPT or last.door == version.door):
            return Status.CONCEPT
    return Status.TE_CONTROLEREN if needs_check(wanted, rollen, version, before) else Status.DEFINITIEF


def may_check(version: Meetmoment, authors: Collection[str], checkers: Collection[str]) -> bool:
    """Whether a version may be checked: by nobody who is, or was signed in as, one of those behind it.

    ``authors`` are whoever registered it and the colleagues with whose links they were signed in; ``checkers`` are
    the same of whoever checks it.
    """
    return version.status is Status.TE_CONTROLEREN and {version.door, *authors}.isdisjoint(checkers)


def needs_check(wanted: VierOgen, rollen: Collection[Rol], version: Meetmoment, before: Stand | None) -> bool:
    """Whether a version waits for a check, with ``before`` as the position until now.

    ``rollen`` are those of its author and of whoever lets it count: each of them may need a second pair of eyes.
    """
    if wanted is VierOgen.GEEN:
        return False
    if wanted is VierOgen.ALLES or Rol.INVOERDER in rollen:
        return True
    return wanted is VierOgen.SELECTIE and _selected(version, before)


def otherwise(version: Meetmoment, counted: Iterable[Meetmoment], days: int) -> Meetmoment | None:
    """The newest meetmoment of another day that gives another trede: by a colleague, and at most ``days`` away.

    What is withdrawn says nothing any more.
    """
    if version.withdrawn:
        return None
    found = [each for each in counted if _differs(version, each, timedelta(days=days))]
    return max(found, key=lambda each: each.meting.datum, default=None)


def _differs(version: Meetmoment, other: Meetmoment, most: timedelta) -> bool:
    one, two = version.meting, other.meting
    apart = one.stand.on_ladder and two.stand.on_ladder and one.stand.positie != two.stand.positie
    return apart and version.door != other.door and timedelta() < abs(one.datum - two.datum) <= most


def _selected(version: Meetmoment, before: Stand | None) -> bool:
    """A fall of two treden or more, code 9, a correction or withdrawal, and what was dated back by over 30 days."""
    stand, datum = version.meting.stand, version.meting.datum
    fell = before is not None and before.on_ladder and stand.on_ladder and before.positie - stand.positie >= BIG_DROP
    dated_back = local_day(version.geregistreerd) - datum > LONG_BACK
    return fell or dated_back or stand.positie == UIT_BEELD or version.actie is not Actie.NIEUW
