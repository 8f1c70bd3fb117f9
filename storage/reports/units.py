"""Of whom a report is: everybody, a gemeente, an afdeling, a team, a functionaris, or who shares a local field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from storage.clients import assigned_on
from storage.tables import CLIENT, FUNCTIONARIS, MEETMOMENT, PLAATSING, STAND, TEAM, TOEWIJZING

_ID = re.compile(r"[^\x00-\x1f=]{1,60}(=[\w-]{1,40})?")


class Soort(StrEnum):
    """The kinds of units; a client's place in one may change from day to day."""

    ALLES = "alles"
    GEMEENTE = "gemeente"
    AFDELING = "afdeling"
    TEAM = "team"
    FUNCTIONARIS = "functionaris"
    PARTNER = "partner"
    VELD = "veld"


@dataclass(frozen=True, slots=True)
class Eenheid:
    """A unit: ``veld`` has the id of a local field and a value of it (``wijk=noord``)."""

    soort: Soort
    id: str = ""

    def __str__(self) -> str:
        """Written as ``team:ID``, or ``alles``."""
        return f"{self.soort}:{self.id}" if self.id else str(self.soort)


def read_unit(text: str) -> Eenheid | None:
    """The unit that ``gemeente:0344``, ``team:ID``, ``functionaris:ID`` or ``alles`` names; none for anything else."""
    soort, colon, name = text.strip().partition(":")
    if soort == Soort.ALLES and not colon:
        return Eenheid(Soort.ALLES)
    if soort not in list(Soort) or soort == Soort.ALLES or not _ID.fullmatch(name):
        return None
    return Eenheid(Soort(soort), name) if (soort == Soort.VELD) == ("=" in name) else None


def belongs(unit: Eenheid, client: sa.ColumnElement[str], day: date) -> sa.ColumnElement[bool]:
    """The condition under which a client belonged to a unit on a day."""
    match unit.soort:
        case Soort.ALLES:
            return sa.true()
        case Soort.GEMEENTE:
            return client.in_(sa.select(CLIENT.c.code).where(CLIENT.c.gemeentecode == unit.id))
        case Soort.PARTNER:
            runs = sa.or_(PLAATSING.c.tot.is_(None), PLAATSING.c.tot >= day)
            placed = sa.select(PLAATSING.c.client).where(PLAATSING.c.partner == unit.id, PLAATSING.c.van <= day, runs)
            return client.in_(placed)
        case Soort.VELD:
            name, _, value = unit.id.partition("=")
            said = MEETMOMENT.c.lokaal[f"lokaal_{name}"].as_string() == value
            newest = sa.and_(MEETMOMENT.c.id == STAND.c.meetmoment, said)
            return client.in_(sa.select(STAND.c.client).select_from(STAND.join(MEETMOMENT, newest)))
    return client.in_(sa.select(TOEWIJZING.c.client).where(_keepers(unit), assigned_on(day)))


def _keepers(unit: Eenheid) -> sa.ColumnElement[bool]:
    if unit.soort is Soort.FUNCTIONARIS:
        return TOEWIJZING.c.functionaris == unit.id
    people = sa.select(FUNCTIONARIS.c.id)
    if unit.soort is Soort.TEAM:
        return TOEWIJZING.c.functionaris.in_(people.where(FUNCTIONARIS.c.team == unit.id))
    teams = sa.select(TEAM.c.id).where(TEAM.c.afdeling == unit.id)
    return TOEWIJZING.c.functionaris.in_(people.where(FUNCTIONARIS.c.team.in_(teams)))
