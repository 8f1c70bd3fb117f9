"""Who takes over from whom: for the time of an absence, or for good."""

from __future__ import annotations

from datetime import date, datetime

from flows import absence, handover
from storage.models.model import Model, Personal, column, day, moment


class Afwezigheid(Model, table=True):
    """An absence, with who takes the caseload over for that time."""

    id: str = column("Id of the absence", Personal.STAFF, "id", key=True)
    functionaris: str = column("Who is away", Personal.STAFF, "id", refers="functionaris.id", index=True)
    vervanger: str = column("Who stands in", Personal.STAFF, "id", refers="functionaris.id", index=True)
    van: date = day("The first day", Personal.STAFF)
    tot: date = day("The first day back", Personal.STAFF)
    door: str = column("Who arranged it", Personal.STAFF, "id", refers="functionaris.id")
    op: datetime = moment("When it was arranged", Personal.STAFF)
    ingetrokken: datetime | None = moment("When it was withdrawn", Personal.STAFF, default=None)

    @classmethod
    def of(cls, away: absence.Afwezigheid, door: str, at: datetime) -> Afwezigheid:
        """The row of an absence that somebody arranges."""
        return cls(
            id=away.id,
            functionaris=away.functionaris,
            vervanger=away.vervanger,
            van=away.van,
            tot=away.tot,
            door=door,
            op=at,
        )

    def domain(self) -> absence.Afwezigheid:
        """The absence."""
        return absence.Afwezigheid(self.id, self.functionaris, self.vervanger, self.van, self.tot)


class Overdracht(Model, table=True):
    """A request to take clients over: one, or without ``client`` a whole caseload."""

    id: str = column("Id of the request", Personal.PSEUDONYM, "id", key=True)
    van: str = column("Who gives", Personal.STAFF, "id", refers="functionaris.id", index=True)
    aan: str = column("Who receives", Personal.STAFF, "id", refers="functionaris.id", index=True)
    client: str | None = column(
        "The client; none for the whole caseload",
        Personal.PSEUDONYM,
        "client code",
        default=None,
        refers="client.code",
        index=True,
    )
    datum: date = day("The day from which the receiver has them", Personal.CLIENT_FACT)
    status: str = column("What became of it: gevraagd, aanvaard, geweigerd or ingetrokken", Personal.NONE, "word")
    door: str = column("Who asked", Personal.STAFF, "id", refers="functionaris.id")
    op: datetime = moment("When it was asked", Personal.STAFF)
    besloten: datetime | None = moment("When it was answered or withdrawn", Personal.STAFF, default=None)

    @classmethod
    def of(cls, request: handover.Overdracht, door: str, at: datetime) -> Overdracht:
        """The row of a request that somebody makes."""
        return cls(
            id=request.id,
            van=request.van,
            aan=request.aan,
            client=request.client,
            datum=request.datum,
            status=request.status,
            besloten=request.besloten,
            door=door,
            op=at,
        )

    def domain(self) -> handover.Overdracht:
        """The request, and what became of it."""
        status = handover.OverdrachtStatus(self.status)
        return handover.Overdracht(self.id, self.van, self.aan, self.client, self.datum, status, self.besloten)
