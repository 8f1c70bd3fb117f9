"""Random municipalities on paper: corrections, withdrawals, checks, codes 0 and 9, back-dating and transfers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from dateutil.relativedelta import relativedelta
from hypothesis import strategies as st

from flows.ladder import Groei, Stand
from flows.meetmoment import Actie, Meetmoment, Meting, Status
from support.population import Assignment, Placement, Population, morning

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
# 29 February and the ends of months, where a year is not 365 days.
AWKWARD = (date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), date(2025, 8, 31), date(2026, 2, 28))
TEAMS = {"A": "t1", "B": "t1", "C": "t2"}
CODES = ("0344", "0355")
UNITS = (
    *("alles", "team:t1", "team:t2"),
    *(f"gemeente:{code}" for code in CODES),
    *(f"functionaris:{who}" for who in TEAMS),
)
# What may become of a meetmoment, version by version; with a question mark it waits for a check.
LIVES = (
    "nieuw",
    "nieuw correctie",
    "nieuw verplaatsing",
    "nieuw intrekking",
    "nieuw correctie verplaatsing correctie",
    "nieuw correctie intrekking",
    "nieuw intrekking correctie",
    "concept",
    "nieuw?",
    "nieuw? akkoord",
    "nieuw? terug",
    "nieuw? terug correctie",
    "nieuw correctie?",
    "nieuw verplaatsing? akkoord",
    "nieuw correctie? terug",
    "nieuw intrekking?",
    "nieuw intrekking? akkoord",
)
_SITUATIONS = 150

days = st.one_of(st.sampled_from(AWKWARD), st.dates(FIRST, LAST))
periods = st.tuples(days, days).map(sorted).filter(lambda pair: pair[0] < pair[1])
known_on = st.one_of(st.none(), days.map(morning))


def _situation(dice: Random) -> tuple[Stand, int | None, Mapping[str, str], int]:
    """A position, an expected trede, kenmerken of which some were not filled in, and months to the ultimate day."""
    positie = dice.choice([1, 2, 3, 4, 5, 6, 1, 2, 3, 0, 9])
    if positie not in range(1, 7):
        return Stand(positie, None), None, {}, 12
    groei = dice.choice(list(Groei)) if positie < 6 else Groei.NUL
    named = dice.choice([None, *range(positie + 1, 7)]) if groei is Groei.PLUS else None
    names = ("vrijstelling_arbeidsplicht", "instrument_lopend", "instrument_inzet", "startkwalificatie")
    kenmerken = {name: dice.choice(["ja", "nee", ""]) for name in names} | {"inkomen": dice.choice([*"aabcd", ""])}
    return (
        Stand(positie, groei),
        named,
        {name: value for name, value in kenmerken.items() if value},
        dice.choice([6, 12]),
    )


_dice = Random(2026)
_situations = st.sampled_from([_situation(_dice) for _ in range(_SITUATIONS)])
_late = st.sampled_from([timedelta(days=late) for late in (0, 1, 30, 60)])
_lives = st.sampled_from([life.split() for life in LIVES])
_keepers = st.sampled_from(list(TEAMS))
_codes = st.sampled_from(CODES)
_taken = st.lists(days, unique=True, max_size=8)
_begun = st.dates(FIRST, LAST - timedelta(days=60))
_turns = st.lists(st.tuples(st.integers(1, 500), _keepers), max_size=2)
_placed = st.lists(
    st.tuples(days, st.sampled_from([None, 0, 30, 200, 900]), st.sampled_from(["P", "Q", None])), max_size=2
)


@st.composite
def populations(draw: st.DrawFn, most: int = 5) -> Population:
    """A small municipality with two codes and two teams; no client has two meetmomenten that count on one day."""
    gemeente, sinds = {}, {}
    assignments: list[Assignment] = []
    versions: list[Meetmoment] = []
    placements: list[Placement] = []
    for number in range(draw(st.integers(0, most))):
        client = f"K-{number}"
        gemeente[client], sinds[client] = draw(_codes), draw(_begun)
        assignments += _kept(client, sinds[client], draw(_keepers), draw(_turns))
        for van, length, partner in draw(_placed):
            tot = None if length is None else van + timedelta(days=length)
            placements.append(Placement(client, "taal" if van.day % 2 else "stage", partner, van, tot))
        taken = draw(_taken)
        for moment, (datum, elsewhere) in enumerate(zip(taken[::2], taken[1::2], strict=False)):
            versions += draw(_meetmomenten(client, f"{client}-{moment}", datum, elsewhere))
    return Population(TEAMS, gemeente, sinds, assignments, versions, placements)


def _kept(client: str, since: date, keeper: str, turns: list[tuple[int, str]]) -> list[Assignment]:
    """Whose client somebody was, one after the other; a last turn that comes late ends everything."""
    held = [(since, keeper)]
    for later, who in turns:
        held.append((held[-1][0] + timedelta(days=later), who))
    found = [Assignment(client, who, van, tot) for (van, who), (tot, _) in pairwise(held)]
    last, who = held[-1]
    return found if last > LAST else [*found, Assignment(client, who, last)]


@st.composite
def _meetmomenten(draw: st.DrawFn, client: str, name: str, datum: date, elsewhere: date) -> list[Meetmoment]:
    """Every version of one meetmoment, registered late perhaps; ``verplaatsing`` corrects its day."""
    late, found = draw(_late), list[Meetmoment]()
    for versie, step in enumerate(draw(_lives), 1):
        what, waits = step.rstrip("?"), step.endswith("?")
        if not found:
            at = morning(datum) + late
            found.append(Meetmoment(name, versie, client, _meting(draw, datum), draw(_keepers), at))
        else:
            at = found[-1].geregistreerd + late + timedelta(minutes=1)
            found.append(replace(found[-1], versie=versie, geregistreerd=at))
        found[-1] = replace(found[-1], status=_status(what, waits=waits))
        if what in ("correctie", "verplaatsing"):
            day = elsewhere if what == "verplaatsing" else found[-1].meting.datum
            found[-1] = replace(found[-1], actie=Actie.CORRECTIE, reden="anders", meting=_meting(draw, day))
        elif what == "intrekking":
            found[-1] = replace(found[-1], actie=Actie.INTREKKING, reden="verkeerde_client")
        elif what in ("akkoord", "terug"):
            found[-1] = replace(found[-1], gecontroleerd_door="C")
    return found


def _status(what: str, *, waits: bool) -> Status:
    if waits:
        return Status.TE_CONTROLEREN
    return {"concept": Status.CONCEPT, "terug": Status.TERUGGEGEVEN}.get(what, Status.DEFINITIEF)


def _meting(draw: st.DrawFn, datum: date) -> Meting:
    stand, named, kenmerken, months = draw(_situations)
    uiterste = None if stand.positie == 9 else datum + relativedelta(months=months)
    # Who lives where changes with the day, and is not always known.
    lokaal = {"lokaal_wijk": "noord" if datum.day % 2 else "zuid"} if datum.day % 3 else {}
    return Meting(datum, stand, named, kenmerken, uiterste=uiterste, lokaal=lokaal)
