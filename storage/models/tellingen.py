"""What is counted about the instrument itself: no row leads to a client or to somebody who measures."""

from __future__ import annotations

from datetime import date

from storage.models.model import Model, Personal, column, day


class Meetduur(Model, table=True):
    """How many measurements of a month took so long and so many taps."""

    maand: date = day("The first day of the month", Personal.NONE, key=True)
    flow: str = column("The questions that were asked", Personal.NONE, "word", key=True)
    soort: str = column("Whether it was a first measurement or a hermeting", Personal.NONE, "word", key=True)
    seconden: int = column("How long, rounded up to half a minute", Personal.NONE, "seconds", key=True)
    tikken: int = column("How many taps changed an answer", Personal.NONE, "count", key=True)
    aantal: int = column("How many measurements", Personal.NONE, "count")


class Twijfel(Model, table=True):
    """How often in a month somebody doubted a question, and why."""

    maand: date = day("The first day of the month", Personal.NONE, key=True)
    flow: str = column("The questions that were asked", Personal.NONE, "word", key=True)
    regelversie: str = column("The version of the rules", Personal.NONE, "version", key=True)
    vraag: str = column("The question", Personal.NONE, "step", key=True)
    reden: str = column("Why, chosen from a list", Personal.NONE, "word", key=True)
    aantal: int = column("How often", Personal.NONE, "count")
