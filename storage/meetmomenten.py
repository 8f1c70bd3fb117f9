"""Meetmomenten: registered, corrected by a new version, withdrawn by a new version; never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from flows.ladder import Groei, Stand
from flows.meetmoment import KENMERKEN, Actie, Bevestiging, Meetmoment, Meting, Status
from flows.people import Functionaris, Right
from storage.tables import CLIENT, FUNCTIONARIS, MEETMOMENT, STAND
from storage.termijnen import Termijnen

_NEWER = MEETMOMENT.alias("newer")
_FINAL = Status.DEFINITIEF.value
_OVERTAKEN = sa.exists().where(
    _NEWER.c.id == MEETMOMENT.c.id, _NEWER.c.versie > MEETMOMENT.c.versie, _NEWER.c.status == _FINAL
)
# The newest definitive version holds, also while a correction of it waits for a check; a withdrawal ends it.
COUNTS = sa.and_(MEETMOMENT.c.status == _FINAL, MEETMOMENT.c.actie != Actie.INTREKKING.value, ~_OVERTAKEN)

# What a position takes over from the meetmoment that gives it.
STANDING = (
    "datum",
    "positie",
    "groei",
    "gepland",
    "uiterste",
    "inkomen",
    "vrijstelling_arbeidsplicht",
    "instrument_lopend",
    "instrument_inzet",
)


@dataclass(frozen=True, slots=True)
class Confirmations:
    """Of the hermetingen that somebody registered, how many confirmed last time unchanged."""

    functionaris: str
    label: str
    unchanged: int
    total: int


class Meetmomenten:
    """The meetmomenten, within one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection

    async def register(self, meetmoment: Meetmoment, taal: str, today: date) -> None:
        """Add a version and bring the client's present position and due date up to date."""
        query = sa.select(CLIENT.c.gemeentecode).where(CLIENT.c.code == meetmoment.client)
        gemeentecode = await self._connection.scalar(query)
        team = await self._connection.scalar(sa.select(FUNCTIONARIS.c.team).where(FUNCTIONARIS.c.id == meetmoment.door))
        row = {**row_of(meetmoment, taal), "gemeentecode": gemeentecode, "team": team}
        await self._connection.execute(sa.insert(MEETMOMENT), row)
        await self.refresh(meetmoment.client, today)

    async def refresh(self, client: str, today: date) -> None:
        """Derive where a client stands now, and when the next measurement is due, from what is registered."""
        query = (
            sa.select(MEETMOMENT.c.id, *(MEETMOMENT.c[name] for name in STANDING))
            .where(MEETMOMENT.c.client == client, COUNTS)
            .order_by(MEETMOMENT.c.datum.desc())
            .limit(1)
        )
        last = (await self._connection.execute(query)).first()
        termijnen = Termijnen(self._connection)
        before = await termijnen.standing(client)
        await self._connection.execute(sa.delete(STAND).where(STAND.c.client == client))
        if last is not None:
            values = {"client": client, **dict(zip(("meetmoment", *STANDING), last, strict=True))}
            await self._connection.execute(sa.insert(STAND), values)
        await termijnen.renew(client, today, before)

    async def history(self, client: str) -> tuple[Meetmoment, ...]:
        """Every version of every meetmoment of a client, oldest day first, then by version."""
        query = (
            sa.select(MEETMOMENT)
            .where(MEETMOMENT.c.client == client)
            .order_by(MEETMOMENT.c.datum, MEETMOMENT.c.geregistreerd, MEETMOMENT.c.versie)
        )
        found = await self._connection.execute(query)
        return tuple(meetmoment_of(row) for row in found.mappings())

    async def get(self, meetmoment_id: str) -> Meetmoment | None:
        """The latest version of a meetmoment."""
        query = sa.select(MEETMOMENT).where(MEETMOMENT.c.id == meetmoment_id)
        found = await self._connection.execute(query.order_by(MEETMOMENT.c.versie.desc()).limit(1))
        row = found.mappings().first()
        return None if row is None else meetmoment_of(row)

    async def confirmations(self, who: Functionaris, since: datetime) -> tuple[Confirmations, ...]:
        """How often hermetingen confirmed last time unchanged, by author: one's own, and a team lead the team's."""
        unchanged = sa.func.count(sa.case((MEETMOMENT.c.bevestiging == Bevestiging.ONGEWIJZIGD.value, 1)))
        joined = MEETMOMENT.join(FUNCTIONARIS, FUNCTIONARIS.c.id == MEETMOMENT.c.door)
        mine = FUNCTIONARIS.c.id == who.id
        seen = sa.or_(mine, FUNCTIONARIS.c.team == who.team) if who.may(Right.SEE_TEAM) else mine
        query = sa.select(FUNCTIONARIS.c.id, FUNCTIONARIS.c.label, unchanged, sa.func.count()).select_from(joined)
        query = query.where(
            seen,
            MEETMOMENT.c.versie == 1,
            MEETMOMENT.c.bevestiging.is_not(None),
            MEETMOMENT.c.geregistreerd >= since,
        )
        rows = await self._connection.execute(query.group_by(FUNCTIONARIS.c.id).order_by(FUNCTIONARIS.c.label))
        return tuple(Confirmations(*row) for row in rows)

    async def last(self, client: str) -> Meetmoment | None:
        """The meetmoment that gives a client's position now."""
        query = sa.select(MEETMOMENT).where(MEETMOMENT.c.client == client, COUNTS)
        found = await self._connection.execute(query.order_by(MEETMOMENT.c.datum.desc()).limit(1))
        row = found.mappings().first()
        return None if row is None else meetmoment_of(row)


def row_of(meetmoment: Meetmoment, taal: str) -> dict[str, Any]:
    """The values of one version, without what the client and the author add."""
    meting = meetmoment.meting
    return {
        "id": meetmoment.id,
        "versie": meetmoment.versie,
        "client": meetmoment.client,
        "datum": meting.datum,
        "geregistreerd": meetmoment.geregistreerd,
        "actie": meetmoment.actie.value,
        "status": meetmoment.status.value,
        "reden": meetmoment.reden,
        "positie": meting.stand.positie,
        "groei": None if meting.stand.groei is None else meting.stand.groei.value,
        "verwachte_trede": meting.verwachte_trede,
        "reden_uit_beeld": meting.reden_uit_beeld,
        **{name: meting.kenmerken.get(name) for name in KENMERKEN},
        "lokaal": dict(meting.lokaal),
        "antwoorden": dict(meting.antwoorden),
        "gepland": meting.gepland,
        "uiterste": meting.uiterste,
        "methode": meting.methode,
        "regelversie": meting.regelversie,
        "taal": taal,
        "door": meetmoment.door,
        "bevestiging": None if meetmoment.bevestiging is None else meetmoment.bevestiging.value,
        "steekproef": meetmoment.steekproef,
        "gecontroleerd_door": meetmoment.gecontroleerd_door,
    }


def meetmoment_of(row: sa.RowMapping) -> Meetmoment:
    """A meetmoment from its row."""
    meting = Meting(
        datum=row["datum"],
        stand=Stand(row["positie"], None if row["groei"] is None else Groei(row["groei"])),
        verwachte_trede=row["verwachte_trede"],
        kenmerken={name: row[name] for name in KENMERKEN if row[name] is not None},
        lokaal=row["lokaal"],
        antwoorden=row["antwoorden"],
        reden_uit_beeld=row["reden_uit_beeld"],
        gepland=row["gepland"],
        uiterste=row["uiterste"],
        methode=row["methode"],
        regelversie=row["regelversie"],
    )
    return Meetmoment(
        id=row["id"],
        versie=row["versie"],
        client=row["client"],
        meting=meting,
        door=row["door"],
        geregistreerd=row["geregistreerd"],
        actie=Actie(row["actie"]),
        status=Status(row["status"]),
        reden=row["reden"],
        bevestiging=None if row["bevestiging"] is None else Bevestiging(row["bevestiging"]),
        steekproef=row["steekproef"],
        gecontroleerd_door=row["gecontroleerd_door"],
    )
