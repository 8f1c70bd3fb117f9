"""The list of clients that somebody enters at once."""

from __future__ import annotations

from datetime import datetime

from storage.models.model import Model, Personal, column, moment


class Lijstrij(Model, table=True):
    """A client on somebody's list; it is done when they registered a meetmoment after it was put there."""

    functionaris: str = column("Whose list", Personal.STAFF, "id", key=True, refers="functionaris.id")
    client: str = column("The client", Personal.PSEUDONYM, "client code", key=True, refers="client.code", index=True)
    nummer: int = column("Its place on the list", Personal.NONE, "number")
    positie: int | None = column("The position that was typed", Personal.CLIENT_FACT, "0-6 or 9", default=None)
    groei: str | None = column("Growth within a year", Personal.CLIENT_FACT, "PLUS or NUL", default=None)
    op: datetime = moment("When it was put on the list", Personal.STAFF)
