"""Clients, without anything that identifies one, and who is responsible for them."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from storage.models.guards import append_only
from storage.models.model import Model, Personal, column, day, moment


class Client(Model, table=True):
    """A client, known here by a random code only."""

    code: str = column("The code that stands for the client", Personal.PSEUDONYM, "client code", key=True)
    gemeentecode: str = column("The municipality the client belongs to now", Personal.CLIENT_FACT, "CBS code")
    sinds: datetime = moment("When the client was added here", Personal.CLIENT_FACT)
    sleutel: int = column(
        "The secret record key: a random number for life, of which the noise in reports for others is made",
        Personal.PSEUDONYM,
        "number below 2^40",
        kind=sa.BigInteger,
    )


@append_only
class Verhuizing(Model, table=True):
    """A client moved to another municipality of the organisation."""

    id: int | None = column("Number of the move", Personal.NONE, "number", default=None, key=True)
    client: str = column("The client", Personal.PSEUDONYM, "client code", refers="client.code", index=True)
    oud: str = column("Where the client lived before", Personal.CLIENT_FACT, "CBS code")
    nieuw: str = column("Where the client lives from this day on", Personal.CLIENT_FACT, "CBS code")
    dag: date = day("The first day", Personal.CLIENT_FACT)
    door: str | None = column(
        "Who noted it; none for the command line", Personal.STAFF, "id", default=None, refers="functionaris.id"
    )
    op: datetime = moment("When it was noted", Personal.STAFF)


class Gezinslid(Model, table=True):
    """A client who lives with others who are clients."""

    client: str = column("The client", Personal.PSEUDONYM, "client code", key=True, refers="client.code")
    gezin: str = column("Which household", Personal.CLIENT_FACT, "id", index=True)
    door: str = column("Who linked them", Personal.STAFF, "id", refers="functionaris.id")
    op: datetime = moment("When they were linked", Personal.STAFF)


class Toewijzing(Model, table=True):
    """Who is responsible for a client, from and (exclusive) until which day."""

    id: int | None = column("Number of the assignment", Personal.NONE, "number", default=None, key=True)
    client: str = column("The client", Personal.PSEUDONYM, "client code", refers="client.code", index=True)
    functionaris: str = column("Who is responsible", Personal.STAFF, "id", refers="functionaris.id", index=True)
    van: date = day("The first day", Personal.CLIENT_FACT)
    tot: date | None = day("The day on which it ended or will", Personal.CLIENT_FACT, default=None)
