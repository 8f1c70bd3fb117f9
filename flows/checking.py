"""The check by a second pair of eyes before a meetmoment counts."""

from __future__ import annotations

from datetime import timedelta

from flows.controle import VierOgen
from flows.days import local_day
from flows.ladder import UIT_BEELD, Stand
from flows.meetmoment import Actie, Meetmoment
from flows.people import Rol

LONG_BACK = timedelta(days=30)
BIG_DROP = 2
# A team lead hears of what has waited so many working days.
PATIENCE = 5
# Why a meetmoment goes back to its author; chosen, never written.
TERUG = ("andere_trede", "niet_volledig", "eerst_overleg", "anders")


def needs_check(wanted: VierOgen, rol: Rol, version: Meetmoment, before: Stand | None) -> bool:
    """Whether a version waits for a check; ``rol`` is its author's, ``before`` the position until now."""
    if wanted is VierOgen.GEEN:
        return False
    if wanted is VierOgen.ALLES or rol is Rol.INVOERDER:
        return True
    return wanted is VierOgen.SELECTIE and _selected(version, before)


def _selected(version: Meetmoment, before: Stand | None) -> bool:
    """A fall of two treden or more, code 9, a correction or withdrawal, and what was dated back by over 30 days."""
    stand, datum = version.meting.stand, version.meting.datum
    fell = before is not None and before.on_ladder and stand.on_ladder and before.positie - stand.positie >= BIG_DROP
    dated_back = local_day(version.geregistreerd) - datum > LONG_BACK
    return fell or dated_back or stand.positie == UIT_BEELD or version.actie is not Actie.NIEUW
