"""The municipality or ISD this database belongs to, and how it is divided."""

from __future__ import annotations

from datetime import date

from storage.models.model import Model, Personal, column, day


class Organisatie(Model, table=True):
    """The owner of this database; partners are rows beside it."""

    id: str = column("Id of the organisation", Personal.NONE, "id", key=True)
    naam: str = column("What it is called", Personal.NONE)
    test: bool = column("Whether everything in here is made up", Personal.NONE, "yes or no", default=False)


class Gemeentecode(Model, table=True):
    """A CBS code with the period in which it was valid and its successor after a herindeling."""

    code: str = column("The code", Personal.NONE, "CBS code", key=True)
    naam: str = column("The municipality", Personal.NONE, default="")
    van: date = day("The first day on which it was valid", Personal.NONE, key=True)
    tot: date | None = day("The day from which it was not", Personal.NONE, default=None)
    opvolger: str | None = column("The code that came in its place", Personal.NONE, "CBS code", default=None)


class Afdeling(Model, table=True):
    """A department of the organisation."""

    id: str = column("Id of the afdeling", Personal.NONE, "id", key=True)
    naam: str = column("What it is called", Personal.NONE)
    organisatie: str = column("The organisation it belongs to", Personal.NONE, "id", refers="organisatie.id")


class Team(Model, table=True):
    """A team of an afdeling."""

    id: str = column("Id of the team", Personal.NONE, "id", key=True)
    naam: str = column("What it is called", Personal.NONE)
    afdeling: str = column("The afdeling it belongs to", Personal.NONE, "id", refers="afdeling.id")
    pilot: date | None = day("Since when it takes part in a pilot", Personal.NONE, default=None)
