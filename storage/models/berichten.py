"""The outbox: what nobody tapped for, committed with what caused it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.models.model import Model, Personal, column, json, moment


class Bericht(Model, table=True):
    """A message that is to be sent, or was: a template and its parameters, never a text."""

    __table_args__ = (
        # In the order in which they are claimed, and what else waits for the same receiver.
        sa.Index("ix_bericht_beurt", "status", "weg", "prioriteit", "vanaf", "id"),
        sa.Index("ix_bericht_aan_status", "aan", "status"),
    )

    id: int | None = column("Number of the message", Personal.NONE, "number", default=None, key=True)
    sleutel: str = column(
        "Makes one message of what two processes want to say at once", Personal.PSEUDONYM, "words", unique=True
    )
    aan: str = column("The functionaris who is told", Personal.STAFF, "id", refers="functionaris.id")
    sjabloon: str = column("The template", Personal.NONE, "word")
    params: dict[str, Any] = json("What the template is filled with", Personal.PSEUDONYM, "name to id, code or day")
    prioriteit: int = column("The order: 0 belongs to a dialogue, 5 is a notice, 9 a reminder", Personal.NONE, "0 to 9")
    vanaf: datetime = moment("Not to be sent before", Personal.NONE)
    geldig_tot: datetime | None = moment("Not to be sent after", Personal.NONE, default=None)
    status: str = column("What became of it: open, verzonden, vervallen or dood", Personal.NONE, "word")
    pogingen: int = column("How often sending it failed", Personal.NONE, "count", default=0)
    eigenaar: str | None = column("The process that is sending it now", Personal.NONE, "name", default=None)
    lease_tot: datetime | None = moment(
        "Until when that process keeps it, or when it is tried again", Personal.NONE, default=None
    )
    fout: str | None = column("Why it could not be sent", Personal.NONE, "words", default=None)
    gemaakt: datetime = moment("When it was written", Personal.NONE)
    verzonden: datetime | None = moment("When it was sent", Personal.STAFF, default=None)
    gelezen: datetime | None = moment("When the reader put it away", Personal.STAFF, default=None)
    weg: str = column("The way it goes: tg, push or mail", Personal.STAFF, "word", default="tg")
    mislukt: str | None = column("The ways that failed for good", Personal.STAFF, "words", default=None)
