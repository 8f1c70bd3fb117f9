"""When the next measurement of a client is due, and when somebody hears about it."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from storage.models.guards import append_only
from storage.models.model import Model, Personal, column, day, moment


class Termijn(Model, table=True):
    """The reminders about one client; the dates themselves are in ``Stand``."""

    __table_args__ = (sa.Index("ix_termijn_herinneren", "herinneren", "client"),)

    client: str = column("The client", Personal.PSEUDONYM, "client code", key=True, refers="client.code")
    herinneren: date | None = day("The first day with something unsaid", Personal.CLIENT_FACT, default=None)
    stap: str | None = column("What an older version had said last; not used any more", Personal.NONE, default=None)
    sluimert_tot: date | None = day("Before when nothing is said", Personal.CLIENT_FACT, default=None)


@append_only
class Planning(Model, table=True):
    """A new planned day for the measurement that follows on a meetmoment; the newest one holds."""

    id: int | None = column("Number of the plan", Personal.NONE, "number", default=None, key=True)
    client: str = column("The client", Personal.PSEUDONYM, "client code", refers="client.code", index=True)
    meetmoment: str = column("The meetmoment on which the measurement follows", Personal.PSEUDONYM, "id", index=True)
    gepland: date = day("The planned day", Personal.CLIENT_FACT)
    reden: str | None = column("Why it is after the ultimate date", Personal.CLIENT_FACT, "word", default=None)
    door: str = column("Who planned it", Personal.STAFF, "id", refers="functionaris.id")
    op: datetime = moment("When it was planned", Personal.STAFF)
