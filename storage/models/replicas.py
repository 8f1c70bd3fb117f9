"""What the processes that serve one database know of each other."""

from __future__ import annotations

from datetime import datetime

from storage.models.model import Model, Personal, column, moment


class Hartslag(Model, table=True):
    """When each process was last alive."""

    naam: str = column("The process", Personal.NONE, "name", key=True)
    op: datetime = moment("When it was last alive", Personal.NONE)


class Tempo(Model, table=True):
    """The rate at which all processes together may send."""

    naam: str = column("What the rate is of", Personal.NONE, "name", key=True)
    vrij: datetime = moment("The first moment that nobody has taken yet", Personal.NONE)
