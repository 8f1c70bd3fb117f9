"""The words of a demo file: one frozen record for each kind of line, and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NIET_INGEDEELD, HOOGSTE_TREDE, NIET_IN_BEELD = 0, 6, 9

Rol = Literal["klantmanager", "invoerder", "controleur", "teamleider", "beleid", "beheerder"]
Groei = Literal["PLUS", "NUL"]
Actie = Literal["nieuw", "correctie", "intrekking"]
Inkomen = Literal["a", "b", "c", "d"]
JaNee = Literal["ja", "nee"]


@dataclass(frozen=True, slots=True)
class Team:
    """A team and the afdeling it belongs to."""

    id: str
    naam: str
    afdeling: str


@dataclass(frozen=True, slots=True)
class Functionaris:
    """Somebody who works with the ladder; only a beheerder may stand outside the teams."""

    id: str
    rol: Rol
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """A client, known by a code alone, and the gemeente where he or she lives."""

    code: str
    gemeentecode: str


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """Who has a client on the caseload: from ``van`` up to, not including, ``tot``."""

    client: str
    functionaris: str
    van: date
    tot: date | None = None


@dataclass(frozen=True, slots=True)
class Kenmerken:
    """The nine klantkenmerken of one meetmoment; ``None`` is *onbekend*."""

    inkomen: Inkomen | None = None
    startkwalificatie: JaNee | None = None
    inburgeringsplichtig: JaNee | None = None
    inburgeringsbehoeftig: JaNee | None = None
    laaggeletterd: JaNee | None = None
    vrijstelling_arbeidsplicht: JaNee | None = None
    vrijstelling_inburgeringsplicht: JaNee | None = None
    instrument_lopend: JaNee | None = None
    instrument_inzet: JaNee | None = None


ONBEKEND = Kenmerken()


@dataclass(frozen=True, slots=True)
class Meetmoment:
    """One version of a meetmoment: observed on ``datum``, registered at ``geregistreerd`` by ``door``."""

    client: str
    datum: date
    geregistreerd: datetime
    positie: int
    groei: Groei | None
    verwachte_trede: int | None
    kenmerken: Kenmerken
    door: str
    versie: int
    actie: Actie
    reden: str | None = None
    aanvullend: Mapping[str, str] | None = None


Record = Team | Functionaris | Client | Toewijzing | Meetmoment


@dataclass(frozen=True, slots=True)
class Municipality:
    """Everything one demo file holds, checked, in the order of its lines."""

    teams: tuple[Team, ...] = ()
    functionarissen: tuple[Functionaris, ...] = ()
    clienten: tuple[Client, ...] = ()
    toewijzingen: tuple[Toewijzing, ...] = ()
    meetmomenten: tuple[Meetmoment, ...] = ()


def as_line(record: Record) -> dict[str, object]:
    """The JSON object of one line: ``soort`` first, then the fields in their order."""
    return {"soort": type(record).__name__.lower()} | {
        field.name: _plain(getattr(record, field.name)) for field in fields(record)
    }


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Kenmerken):
        return _known(value)
    return value


def _known(kenmerken: Kenmerken) -> Mapping[str, str]:
    named = ((field.name, getattr(kenmerken, field.name)) for field in fields(kenmerken))
    return {name: value for name, value in named if value is not None}
