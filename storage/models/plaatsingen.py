"""Clients in an instrument, with the partner that carries it out."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, datetime

from flows import plaatsingen as domain
from storage.models.model import Model, Personal, column, day, moment


class Plaatsing(Model, table=True):
    """One placement; without a last day it still runs, and one that is withdrawn never did."""

    id: str = column("Id of the placement", Personal.PSEUDONYM, "id", key=True)
    client: str = column("The client", Personal.PSEUDONYM, "client code", refers="client.code", index=True)
    instrument: str = column("The instrument", Personal.CLIENT_FACT, "word")
    partner: str | None = column("Who carries it out", Personal.CLIENT_FACT, default=None, index=True)
    van: date = day("The first day", Personal.CLIENT_FACT)
    tot: date | None = day("The last day: noted, or that of an earlier code 9", Personal.CLIENT_FACT, default=None)
    door: str = column("Who noted it", Personal.STAFF, "id", refers="functionaris.id")
    op: datetime = moment("When it was noted", Personal.STAFF)
    genoteerd: date | None = day("The last day that somebody noted", Personal.CLIENT_FACT, default=None)
    financiering: str | None = column("From which law it is paid", Personal.CLIENT_FACT, "word", default=None)
    bedrag: int | None = column("What it costs", Personal.CLIENT_FACT, "whole euros", default=None)
    srg_type: str | None = column("Its type in the SRG of CBS", Personal.NONE, "code", default=None)
    ingetrokken: datetime | None = moment("When it turned out to be a mistake", Personal.STAFF, default=None)

    @classmethod
    def of(cls, placed: domain.Plaatsing) -> Plaatsing:
        """The row of a placement."""
        return cls(**asdict(placed))

    def domain(self) -> domain.Plaatsing:
        """The placement of this row."""
        return domain.Plaatsing(**{each.name: getattr(self, each.name) for each in fields(domain.Plaatsing)})
