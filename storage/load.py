"""A whole municipality at once, into an empty database: many rows with few statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.meetmoment import Actie, Meetmoment, Status
from flows.people import Functionaris
from storage import models
from storage.clients.plaatsingen import Placed, row_of
from storage.errors import NotEmptyError
from storage.measuring.meetmomenten import STANDING
from storage.people.people import ORGANISATION_ID
from storage.tables import (
    AFDELING,
    CLIENT,
    FUNCTIONARIS,
    MEETMOMENT,
    ORGANISATIE,
    PLAATSING,
    STAND,
    TEAM,
    TERMIJN,
    TOEWIJZING,
)

_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Team:
    """A team in its afdeling."""

    id: str
    naam: str
    afdeling: str


@dataclass(frozen=True, slots=True)
class Client:
    """A client, since when, and the secret record key."""

    code: str
    gemeentecode: str
    sinds: datetime
    sleutel: int


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """Who has a client from, and (exclusive) until, which day."""

    client: str
    functionaris: str
    van: date
    tot: date | None


@dataclass(frozen=True, slots=True)
class Plaatsing:
    """A placement, who noted it and when."""

    placed: Placed
    door: str
    op: datetime


@dataclass(frozen=True, slots=True)
class Municipality:
    """Everything that goes in; ``functionarissen`` come with the moment from which they work here."""

    naam: str
    teams: Sequence[Team]
    functionarissen: Sequence[tuple[Functionaris, datetime]]
    clients: Sequence[Client]
    toewijzingen: Sequence[Toewijzing]
    meetmomenten: Sequence[Meetmoment]
    plaatsingen: Sequence[Plaatsing] = ()


async def furnish(connection: AsyncConnection, whole: Municipality, taal: str) -> None:
    """Insert a test municipality; raises :class:`NotEmptyError` when somebody is here already."""
    for table in (ORGANISATIE, CLIENT):
        if await connection.scalar(sa.select(sa.func.count()).select_from(table)):
            raise NotEmptyError("the database is not empty")
    for table, rows in _rows(whole, taal):
        remaining = iter(rows)
        while chunk := list(islice(remaining, _AT_ONCE)):
            await connection.execute(sa.insert(table), chunk)


def _rows(whole: Municipality, taal: str) -> Iterator[tuple[sa.Table, Iterable[Mapping[str, Any]]]]:
    """The rows of each table, in an order that keeps every reference."""
    yield ORGANISATIE, [{"id": ORGANISATION_ID, "naam": whole.naam, "test": True}]
    afdelingen = dict.fromkeys(team.afdeling for team in whole.teams)
    yield AFDELING, [{"id": naam, "naam": naam, "organisatie": ORGANISATION_ID} for naam in afdelingen]
    yield TEAM, [{"id": team.id, "naam": team.naam, "afdeling": team.afdeling} for team in whole.teams]
    yield (
        FUNCTIONARIS,
        (
            {"id": who.id, "label": who.label, "rol": who.rol, "team": who.team, "vanaf": since}
            for who, since in whole.functionarissen
        ),
    )
    yield (
        CLIENT,
        (
            {"code": c.code, "gemeentecode": c.gemeentecode, "sinds": c.sinds, "sleutel": c.sleutel}
            for c in whole.clients
        ),
    )
    yield (
        TOEWIJZING,
        (
            {"client": each.client, "functionaris": each.functionaris, "van": each.van, "tot": each.tot}
            for each in whole.toewijzingen
        ),
    )
    team_of = {who.id: who.team for who, _ in whole.functionarissen}
    gemeente_of = {client.code: client.gemeentecode for client in whole.clients}
    yield (
        MEETMOMENT,
        (
            models.Meetmoment.values(each, taal=taal, gemeentecode=gemeente_of[each.client], team=team_of[each.door])
            for each in whole.meetmomenten
        ),
    )
    yield PLAATSING, (row_of(each.placed, each.door, each.op).row() for each in whole.plaatsingen)
    standing = _standing(whole.meetmomenten).values()
    yield STAND, (_stand(each) for each in standing)
    # The first sweep works out when each client's reminder is.
    yield (
        TERMIJN,
        ({"client": each.client, "herinneren": each.meting.datum} for each in standing if each.meting.gepland),
    )


def _standing(meetmomenten: Iterable[Meetmoment]) -> dict[str, Meetmoment]:
    """The meetmoment that gives each client's position: of the last versions that count, the last day."""
    latest: dict[str, Meetmoment] = {}
    for each in meetmomenten:
        if each.status is Status.DEFINITIEF and (each.id not in latest or each.versie > latest[each.id].versie):
            latest[each.id] = each
    standing: dict[str, Meetmoment] = {}
    for each in latest.values():
        if each.actie is Actie.INTREKKING:
            continue
        if each.client not in standing or each.meting.datum > standing[each.client].meting.datum:
            standing[each.client] = each
    return standing


def _stand(each: Meetmoment) -> dict[str, Any]:
    row = models.Meetmoment.values(each, taal="", gemeentecode="", team=None)
    return {"client": each.client, "meetmoment": each.id, **{name: row[name] for name in STANDING}}
