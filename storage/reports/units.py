"""Of whom a report is: everybody, a gemeente, an afdeling, a team, a functionaris, or who shares a local field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa

from flows.names import slug
from storage.clients.clients import assigned_on
from storage.clients.plaatsingen import runs_between
from storage.clients.verhuizingen import gemeentecode_on
from storage.reports.state import Day
from storage.tables import CLIENT, FUNCTIONARIS, MEETMOMENT, PLAATSING, STAND, TEAM, TOEWIJZING

_UNIT, _WITHIN = sa.bindparam("unit", type_=sa.String), sa.bindparam("within", type_=sa.String)
_ID = re.compile(r"[^\x00-\x1f=]{1,60}(=[\w -]{1,40})?")


class Soort(StrEnum):
    """The kinds of units; a client's place in one may change from day to day."""

    ALLES = "alles"
    GEMEENTE = "gemeente"
    # Whoever lives there now, on every day: for history under today's code after a herindeling.
    GEMEENTE_NU = "gemeente_nu"
    AFDELING = "afdeling"
    TEAM = "team"
    FUNCTIONARIS = "functionaris"
    PARTNER = "partner"
    VELD = "veld"


@dataclass(frozen=True, slots=True)
class Eenheid:
    """A unit: ``veld`` has the id of a local field and a value of it (``wijk=noord``); ``within`` keeps to one team."""

    soort: Soort
    id: str = ""
    within: str = ""

    @property
    def kind(self) -> Kind:
        """What it has in common with other units."""
        return Kind(self.soort, self.id.partition("=")[0] if self.soort is Soort.VELD else "", bool(self.within))

    @property
    def value(self) -> str:
        """What it is told from them by."""
        return self.id.rpartition("=")[2] if self.soort is Soort.VELD else self.id

    def __str__(self) -> str:
        """Written as ``team:ID``, or ``alles``."""
        return f"{self.soort}:{self.id}" if self.id else str(self.soort)


def read_unit(text: str) -> Eenheid | None:
    """The unit that ``gemeente:0344``, ``team:ID``, ``veld:wijk=Noord`` or ``alles`` names; none for anything else."""
    soort, colon, name = text.strip().partition(":")
    if soort == Soort.ALLES and not colon:
        return Eenheid(Soort.ALLES)
    if soort not in list(Soort) or soort == Soort.ALLES or not _ID.fullmatch(name):
        return None
    if (soort == Soort.VELD) != ("=" in name):
        return None
    veld, _, value = name.partition("=")
    return of_field(veld, value) if soort == Soort.VELD else Eenheid(Soort(soort), name)


def of_field(veld: str, value: str) -> Eenheid:
    """Who has this value in a local field."""
    return Eenheid(Soort.VELD, f"{veld}={slug(value)}")


class Kind(NamedTuple):
    """What statements are alike for: units of one kind, of one local field, and of one team or not."""

    soort: Soort
    veld: str
    within: bool


def belongs(kind: Kind, client: sa.ColumnElement[str], *days: Day) -> sa.ColumnElement[bool]:
    """The condition under which a client belonged to ``:unit`` on one of these days."""
    if kind.soort is Soort.ALLES:
        return sa.true()
    if kind.soort in (Soort.GEMEENTE, Soort.GEMEENTE_NU) and not kind.within and client is CLIENT.c.code:
        return sa.or_(*(_lives(kind.soort, day) for day in days))
    return client.in_(sa.union(*(_members(kind, day) for day in days)) if len(days) > 1 else _members(kind, days[0]))


def _members(kind: Kind, day: Day) -> sa.Select[tuple[str]]:
    found = _alike(kind, day)
    if not kind.within:
        return found
    theirs = sa.select(TOEWIJZING.c.client).where(_of_team(_WITHIN), assigned_on(day))
    return found.where(found.selected_columns[0].in_(theirs))


def _alike(kind: Kind, day: Day) -> sa.Select[tuple[str]]:
    match kind.soort:
        case Soort.GEMEENTE | Soort.GEMEENTE_NU:
            return sa.select(CLIENT.c.code).where(_lives(kind.soort, day))
        case Soort.PARTNER:
            return sa.select(PLAATSING.c.client).where(PLAATSING.c.partner == _UNIT, runs_between(day, day))
        case Soort.VELD:
            said = MEETMOMENT.c.lokaal[f"lokaal_{kind.veld}"].as_string() == _UNIT
            newest = sa.and_(MEETMOMENT.c.id == STAND.c.meetmoment, said)
            return sa.select(STAND.c.client).select_from(STAND.join(MEETMOMENT, newest))
    return sa.select(TOEWIJZING.c.client).where(_keepers(kind.soort), assigned_on(day))


def _lives(soort: Soort, day: Day) -> sa.ColumnElement[bool]:
    """The condition under which a client lived there on a day, or lives there now."""
    return (gemeentecode_on(day) if soort is Soort.GEMEENTE else CLIENT.c.gemeentecode) == _UNIT


def _keepers(soort: Soort) -> sa.ColumnElement[bool]:
    if soort is Soort.FUNCTIONARIS:
        return TOEWIJZING.c.functionaris == _UNIT
    if soort is Soort.TEAM:
        return _of_team(_UNIT)
    teams = sa.select(TEAM.c.id).where(TEAM.c.afdeling == _UNIT)
    return TOEWIJZING.c.functionaris.in_(sa.select(FUNCTIONARIS.c.id).where(FUNCTIONARIS.c.team.in_(teams)))


def _of_team(team: sa.BindParameter[str]) -> sa.ColumnElement[bool]:
    return TOEWIJZING.c.functionaris.in_(sa.select(FUNCTIONARIS.c.id).where(FUNCTIONARIS.c.team == team))
