"""Clients in an instrument, with the partner that carries it out."""

from __future__ import annotations

from datetime import date, datetime

from storage.models.model import Model, Personal, column, day, moment


class Plaatsing(Model, table=True):
    """One placement; without a last day it still runs."""

    id: str = column("Id of the placement", Personal.PSEUDONYM, "id", key=True)
    client: str = column("The client", Personal.PSEUDONYM, "client code", refers="client.code", index=True)
    instrument: str = column("The instrument", Personal.CLIENT_FACT, "word")
    partner: str | None = column("Who carries it out", Personal.CLIENT_FACT, default=None, index=True)
    van: date = day("The first day", Personal.CLIENT_FACT)
    tot: date | None = day("The last day", Personal.CLIENT_FACT, default=None)
    door: str = column("Who noted it", Personal.STAFF, "id", refers="functionaris.id")
    op: datetime = moment("When it was noted", Personal.STAFF)
