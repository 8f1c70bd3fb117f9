"""Which clients stand behind a number: the lists that whoever is responsible for them may open."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from flows.ladder import TREDEN, Groei
from flows.reports.caseload import Instrumentklasse, classify_instrument, is_current
from flows.reports.movement import moved


class Lijst(StrEnum):
    """Those who fell, those with + and no instrument, those measured too long ago, those never measured."""

    GEDAALD = "gedaald"
    WITTE_VLEK = "witte_vlek"
    VERLOPEN = "verlopen"
    NOOIT_GEMETEN = "nooit_gemeten"


class Regel(NamedTuple):
    """What a list goes by of one client: the position now and, for who fell, the one on an earlier date."""

    client: str
    vroeger: int | None
    positie: int | None
    groei: str | None
    instrument_lopend: str | None
    instrument_inzet: str | None
    uiterste: date | None


def belongs(lijst: Lijst, regel: Regel, day: date) -> bool:
    """Whether a client is on a list on a day."""
    match lijst:
        case Lijst.GEDAALD:
            return (moved(regel.vroeger, regel.positie) or 0) < 0
        case Lijst.WITTE_VLEK:
            instrument = classify_instrument(regel.instrument_lopend, regel.instrument_inzet)
            on_ladder = regel.positie in TREDEN
            return on_ladder and regel.groei == Groei.PLUS and instrument is Instrumentklasse.GEEN
        case Lijst.VERLOPEN:
            return regel.positie in TREDEN and not is_current(regel.uiterste, day)
        case Lijst.NOOIT_GEMETEN:
            return regel.positie is None
