"""The settings that a beheerder changed; the newest row of a name holds."""

from __future__ import annotations

from datetime import datetime

from storage.models.guards import append_only
from storage.models.model import Model, Personal, column, moment


@append_only
class Instelling(Model, table=True):
    """One change of a setting."""

    id: int | None = column("Number of the change", Personal.NONE, "number", default=None, key=True)
    naam: str = column("The setting", Personal.NONE, "word", index=True)
    waarde: str | None = column("Its value; none when it went back to its default", Personal.NONE, default=None)
    door: str | None = column(
        "Who changed it; none for the command line", Personal.STAFF, "id", default=None, refers="functionaris.id"
    )
    op: datetime = moment("When it was changed", Personal.NONE)
