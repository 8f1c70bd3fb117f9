"""Who did what to which client, when."""

from __future__ import annotations

from datetime import datetime

from storage.models.guards import append_only
from storage.models.model import Model, Personal, column, json, moment


@append_only
class Audit(Model, table=True):
    """One line of the trail; never what was answered, except answers that fell out."""

    id: int | None = column("Number of the line", Personal.NONE, "number", default=None, key=True)
    op: datetime = moment("When it was done", Personal.NONE)
    wie: str | None = column("The functionaris who did it; none for the program", Personal.STAFF, "id", default=None)
    kanaal: str = column("Where it was done: tg, web, cli, huis, push or mail", Personal.NONE, "word")
    wat: str = column("What was done", Personal.NONE, "word")
    client: str | None = column("The client it was done to", Personal.PSEUDONYM, "client code", default=None)
    bij: str | None = column(
        "The dialogue, meetmoment or functionaris it is about", Personal.PSEUDONYM, "id", default=None
    )
    vervallen: dict[str, str] | None = json(
        "Answers that fell out because an earlier one changed", Personal.SPECIAL, "step to answer", default=None
    )
    via: str | None = column(
        "The colleague whose link they were signed in with; none with one of their own",
        Personal.STAFF,
        "id",
        default=None,
    )
