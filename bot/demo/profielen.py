"""The figures behind the demo: what sets the teams apart, and how often people rise, fall and leave."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.records import Team

GEMEENTECODE = "9999"
CODE_PREFIX = "K"


@dataclass(frozen=True, slots=True)
class Profiel:
    """One team: its share of the clients, where they start, how they move and who they are.

    ``letter`` stands in the ids of its people. ``start`` weighs the treden 1-6, ``plus`` is the chance of a + on
    the treden 1-5, ``inkomen`` weighs the sources a, b and c of who has no work; the other figures are chances.
    """

    team: Team
    letter: str
    aandeel: float
    start: tuple[float, ...]
    plus: tuple[float, ...]
    drift: float
    inkomen: tuple[float, float, float]
    startkwalificatie: float
    inburgeringsplichtig: float
    inburgeringsbehoeftig: float
    laaggeletterd: float


WERK = Profiel(
    team=Team("test-werk", "Team Werk (TEST)", "Werk en Inkomen (TEST)"),
    letter="w",
    aandeel=0.42,
    start=(6, 21, 27, 29, 15, 2),
    plus=(0.34, 0.42, 0.52, 0.56, 0.34),
    drift=1.1,
    inkomen=(0.78, 0.12, 0.10),
    startkwalificatie=0.40,
    inburgeringsplichtig=0.04,
    inburgeringsbehoeftig=0.07,
    laaggeletterd=0.20,
)
INBURGERING = Profiel(
    team=Team("test-inburgering", "Team Inburgering (TEST)", "Werk en Inkomen (TEST)"),
    letter="i",
    aandeel=0.25,
    start=(8, 30, 44, 10, 7, 1),
    plus=(0.44, 0.54, 0.60, 0.54, 0.34),
    drift=1.0,
    inkomen=(0.74, 0.01, 0.25),
    startkwalificatie=0.15,
    inburgeringsplichtig=0.86,
    inburgeringsbehoeftig=0.80,
    laaggeletterd=0.36,
)
WIJK = Profiel(
    team=Team("test-wijk", "Team Wijk (TEST)", "Samenleving (TEST)"),
    letter="b",
    aandeel=0.33,
    start=(38, 35, 16, 8, 3, 0),
    plus=(0.28, 0.32, 0.34, 0.28, 0.22),
    drift=0.75,
    inkomen=(0.66, 0.24, 0.10),
    startkwalificatie=0.26,
    inburgeringsplichtig=0.03,
    inburgeringsbehoeftig=0.14,
    laaggeletterd=0.33,
)
PROFIELEN = (WERK, INBURGERING, WIJK)

# Chances per year, by growth or by trede; the treden are counted from 1.
RISE = {"PLUS": 0.54, "NUL": 0.09}
FALL = (0.0, 0.07, 0.10, 0.12, 0.13, 0.09)
LEAVE = (0.04, 0.04, 0.045, 0.045, 0.055, 0.40)
TRANSFER = 0.06

WITH_INSTRUMENT, WITHOUT_INSTRUMENT, INSTRUMENT_ENDED = 1.15, 0.85, 2.2
# An arbeidsplicht is waived mostly for people who are far from work.
ONTHEFFING = (0.30, 0.14, 0.06, 0.03, 0.02, 0.0)


def within(months: float, per_year: float) -> float:
    """The chance that something with a yearly chance happens within some months."""
    return 1 - float((1 - min(per_year, 0.95)) ** (months / 12))
