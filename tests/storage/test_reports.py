"""The reports' questions, against the oracle on paper: random histories, any unit, any days, on both databases."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Literal

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import report_oracle as oracle
from support.builders import functionaris, meetmoment, meting
from support.edges import EDGES, Edge
from support.histories import TEAMS, UNITS, days, known_on, periods, populations
from support.population import RECORD_KEY, Assignment, Placement, Population, morning
from support.storage import Databases, opened
from support.target_oracle import blank_spots, target
from support.worked_example import BEWEGING, CASELOAD, EXAMPLE, PARTNERS, PROGNOSE, T0, T1

from bot.reports.days import end_of
from flows.doelen import Doel
from flows.ladder import Groei, Stand
from flows.meetmoment import Meetmoment, Meting
from flows.reports.blanks import blanks
from flows.reports.caseload import caseload
from flows.reports.conditions import Voorwaarden, conditions
from flows.reports.equations import Report, cells
from flows.reports.forecast import forecast
from flows.reports.lists import Lijst, belongs
from flows.reports.movement import movement
from flows.reports.partner import effect
from flows.reports.placing import placing
from flows.reports.publishing import key_of
from flows.reports.shape import caseload_shape, forecast_shape, movement_shape
from flows.reports.targets import concerned, realise
from storage.load import furnish
from storage.reports import Eenheid, Reports, Soort, read_unit
from storage.tables import PLAATSING
from storage.unit import Storage

LATER = date(2030, 1, 1)
BY: tuple[Literal["partner", "instrument"], ...] = ("partner", "instrument")
TARGETS = (
    Doel(2, Groei.PLUS, 40),
    Doel(None, None, aantal=5),
    Doel(None, None, 40, veld="wijk", waarde="noord"),
    Doel(None, Groei.NUL, 40, inkomen="a", instrument="taal"),
)
EXAMPLES = {"sqlite": 25, "postgresql": 6}


class _UndoneError(Exception):
    """What was only tried is rolled back."""


def unit_of(text: str) -> Eenheid:
    unit = read_unit(text)
    assert unit is not None
    return unit


async def ask(storage: Storage, population: Population, question: Callable[[Reports], Awaitable[None]]) -> None:
    """Ask about a population that is there for as long as the question takes."""
    with pytest.raises(_UndoneError):
        async with storage.unit() as unit:
            await furnish(unit.connection, population.furnishing(), "nl")
            for number, each in enumerate(population.placements):
                row = {**vars(each), "id": f"p{number}", "door": "A", "op": datetime(2026, 1, 1).astimezone()}
                await unit.connection.execute(sa.insert(PLAATSING), row)
            await question(unit.reports)
            raise _UndoneError


async def everything(
    reports: Reports, population: Population, text: str, van: date, tot: date, known: datetime | None
) -> None:
    """Every report about one unit is what the oracle works out."""
    unit = unit_of(text)
    found = caseload(await reports.caseload(unit, tot, LATER, known))
    assert caseload_shape(found, tot, text) == oracle.caseload(population, text, tot, known)
    assert (placing(found).geplaatst, placing(found).in_beeld) == oracle.placing(population, text, tot, known)
    moved = movement(await reports.movement(unit, van, tot, known))
    assert movement_shape(moved, van, tot) == oracle.movement(population, text, van, tot, known)
    fared = forecast(await reports.forecast(unit, van, tot, known))
    assert forecast_shape(fared) == oracle.forecast(population, text, van, tot, known)
    changed = conditions(await reports.conditions(unit, van, tot, known)).per
    for kenmerk, each in changed.items():
        counts = (each.nee_toen, each.bereikt, each.ja_toen, each.vervallen)
        assert counts == oracle.conditions(population, text, van, tot, kenmerk, known)
    for by in BY:
        told = effect(*await reports.placements(unit, van, tot, by, known)).per
        results = {
            name: {"clienten": each.clienten, "plaatsingen": each.plaatsingen, **each.resultaat}
            for name, each in told.items()
        }
        assert results == oracle.effect(population, text, van, tot, attrgetter(by), known)
    for doel in TARGETS:
        rows = await reports.goal(unit, doel, van, tot, known)
        wanted = target(population, text, doel, van, tot, known)
        assert sorted(
            row.gestegen for row in concerned(doel, rows) for _ in range(row.n) if row.gestegen
        ) == wanted.pop("dagen")
        assert asdict(realise(doel, rows)) == wanted
    await with_keys(reports, (found, moved, fared, Voorwaarden(changed)), unit, (van, tot, known))
    for veld, groepen in (("", tuple("abcd")), ("wijk", ("noord", "zuid"))):
        spots = blanks(*await reports.blanks(unit, veld, tot, known), groepen)
        for groep, group in spots.per.items():
            shown = {**asdict(group), "instrumenten": {name: n for name, n in group.instrumenten.items() if n}}
            assert shown == blank_spots(population, text, tot, veld, groep, known)
    lines = await reports.lines(unit, van, tot, known)
    lists = {lijst.value: {line.client for line in lines if belongs(lijst, line, tot)} for lijst in Lijst}
    assert lists == oracle.listed(population, text, van, tot, known)


async def with_keys(
    reports: Reports, exact: tuple[Report, ...], unit: Eenheid, when: tuple[date, date, datetime | None]
) -> None:
    """What is asked with record keys is the same, and behind every number are those of its clients."""
    van, tot, known = when
    keyed: list[Report] = [
        caseload(await reports.caseload(unit, tot, tot, known, keyed=True)),
        movement(await reports.movement(unit, van, tot, known, keyed=True)),
        forecast(await reports.forecast(unit, van, tot, known, keyed=True)),
        conditions(await reports.conditions(unit, van, tot, known, keyed=True)),
    ]
    assert keyed == list(exact)
    assert all(key_of(n) == n * RECORD_KEY for report in keyed for n in cells(report).values())
    for by in BY:
        results = effect(*await reports.placements(unit, van, tot, by, known)).per
        told = effect(*await reports.placements(unit, van, tot, by, known, keyed=True)).per
        assert {name: each.clienten for name, each in told.items()} == {n: each.clienten for n, each in results.items()}
        for name, each in told.items():
            assert each.plaatsingen is None
            for result, n in each.resultaat.items():
                assert bool(n) == bool(results[name].resultaat[result])
                assert (n or 0) <= min(each.clienten or 0, results[name].resultaat[result] or 0)


@pytest.mark.wens("RA24", "RA26", "RB02", "RB09", "RD18", "RD52", "RE08")
async def test_every_report_is_what_the_oracle_says(databases: Databases) -> None:
    async with opened(await databases.ready()) as storage:
        drawn: list[tuple[Population, str, date, date, datetime | None]] = []

        @settings(max_examples=EXAMPLES[databases.kind], suppress_health_check=list(HealthCheck), deadline=None)
        @given(populations(), st.sampled_from(UNITS), periods, known_on)
        def draw(population: Population, unit: str, period: tuple[date, date], known: datetime | None) -> None:
            drawn.append((population, unit, *period, known))

        draw()
        for population, unit, van, tot, known in drawn:
            await ask(
                storage,
                population,
                lambda reports, p=population, u=unit, v=van, t=tot, k=known: everything(reports, p, u, v, t, k),  # type: ignore[misc]
            )


@pytest.mark.wens("RA17", "RA25", "RD44")
@pytest.mark.parametrize("unit", CASELOAD)
async def test_the_worked_example(storage: Storage, unit: str) -> None:
    async def asked(reports: Reports) -> None:
        await everything(reports, EXAMPLE, unit, T0, T1, None)
        for today in (T1, LATER):
            found = caseload(await reports.caseload(unit_of(unit), T1, today))
            assert caseload_shape(found, T1, unit) == CASELOAD[unit]

    await ask(storage, EXAMPLE, asked)


async def test_the_worked_example_moves_and_forecasts(storage: Storage) -> None:
    everybody = Eenheid(Soort.ALLES)

    async def asked(reports: Reports) -> None:
        assert movement_shape(movement(await reports.movement(everybody, T0, T1)), T0, T1) == BEWEGING
        assert forecast_shape(forecast(await reports.forecast(everybody, T0, T1))) == PROGNOSE
        results = effect(*await reports.placements(everybody, T0, T1, "partner")).per
        told = {
            name: {"clienten": each.clienten, **{k: n for k, n in each.resultaat.items() if n}}
            for name, each in results.items()
        }
        assert told == PARTNERS

    await ask(storage, EXAMPLE, asked)


async def test_every_kind_of_unit_can_be_asked_everything(storage: Storage) -> None:
    async def asked(reports: Reports) -> None:
        for known in (None, morning(T1)):
            found = {}
            named = {text: unit_of(text) for text in ("alles", "afdeling:Werk", "partner:P", "veld:wijk=Noord")}
            teams = {f"partner:P of {team}": replace(named["partner:P"], within=team) for team in ("t1", "t2")}
            for text, unit in {**named, **teams}.items():
                counted = caseload(await reports.caseload(unit, T1, LATER, known))
                now = caseload(await reports.caseload(unit, T1, T1))
                moved = movement(await reports.movement(unit, T0, T1, known))
                fared = forecast(await reports.forecast(unit, T0, T1, known))
                changed = conditions(await reports.conditions(unit, T0, T1, known))
                results = effect(*await reports.placements(unit, T0, T1, "instrument", known))
                listed = await reports.lines(unit, T0, T1, known)
                assert counted == now
                found[text] = (counted, moved, fared, changed, results, listed)
            assert found["afdeling:Werk"] == found["alles"]
            assert (found["partner:P"][0].op_ladder, found["partner:P"][1].gestegen) == (2, 2)
            assert found["partner:P of t1"] == found["partner:P"]
            assert (found["partner:P of t2"][0].in_beeld, found["partner:P of t2"][-1]) == (0, [])
            assert (found["veld:wijk=Noord"][0].in_beeld, found["veld:wijk=Noord"][-1]) == (0, [])

    await ask(storage, EXAMPLE, asked)


@pytest.mark.parametrize("late", [89, 90, 91])
async def test_a_placement_counts_what_was_measured_ninety_days_around_it(storage: Storage, late: int) -> None:
    ended = date(2026, 3, 31)
    began, first, last = ended - timedelta(200), ended - timedelta(200 + late), ended + timedelta(late)
    meting = [Meting(first, Stand(2, Groei.PLUS)), Meting(last, Stand(3, Groei.PLUS))]
    versions = [Meetmoment(f"m{n}", 1, "K-1", each, "A", morning(each.datum)) for n, each in enumerate(meting)]
    placed = [Placement("K-1", "taal", partner, began, tot) for partner, tot in (("P", ended), ("Q", None))]
    kept = [Assignment("K-1", "A", date(2020, 1, 1))]
    population = Population(TEAMS, {"K-1": "0344"}, {"K-1": date(2020, 1, 1)}, kept, versions, placed)
    near = late < 91

    async def asked(reports: Reports) -> None:
        rows, clients = await reports.placements(unit_of("team:t1"), T0, LATER, "partner")
        begin = 2 if near else None
        assert sorted(rows) == [("P", begin, 3 if near else None, False, 1), ("Q", begin, 3, True, 1)]
        assert clients == {"P": 1, "Q": 1}
        assert await reports.placements(unit_of("team:t1"), ended, began - timedelta(1), "partner") == ([], {})

    await ask(storage, population, asked)


@pytest.mark.parametrize("text", ["", "team", "team:", "alles:x", "veld:wijk", "team:a=b", "klant:1", "x"])
def test_what_is_no_unit(text: str) -> None:
    assert read_unit(text) is None


@given(days)
def test_a_unit_is_written_as_it_is_read(day: date) -> None:
    for text in (*UNITS, "veld:wijk=noord", "afdeling:werk"):
        assert str(unit_of(text)) == text


@pytest.mark.parametrize("edge", EDGES, ids=[edge.name for edge in EDGES])
async def test_a_client_is_there_from_the_day_that_people_had(edge: Edge, storage: Storage) -> None:
    who = functionaris("anna", team=None)
    async with storage.unit() as unit:
        await unit.people.add(who, edge.moment)
        await unit.clients.add("K-7Q4FN2", "0518", who, edge.day, edge.moment, 1)
        reports = unit.reports
        days = (edge.day - timedelta(days=1), edge.day)
        for known in (None, end_of(edge.day)):
            found = [await reports.caseload(unit_of("alles"), day, LATER, known) for day in days]
            assert [sum(group.n for group in groups) for groups in found] == [0, 1]


@pytest.mark.parametrize("edge", EDGES, ids=[edge.name for edge in EDGES])
async def test_a_meetmoment_is_known_from_the_day_that_people_had(edge: Edge, storage: Storage) -> None:
    who = functionaris("anna", team=None)
    async with storage.unit() as unit:
        await unit.people.add(who, edge.moment - timedelta(days=9))
        await unit.clients.add(
            "K-7Q4FN2", "0518", who, edge.day - timedelta(days=9), edge.moment - timedelta(days=9), 1
        )
        version = replace(meetmoment(meting=meting(datum=edge.day - timedelta(days=5))), client="K-7Q4FN2")
        await unit.meetmomenten.register(replace(version, door=who.id, geregistreerd=edge.moment), "nl", edge.day)
        known = [end_of(day) for day in (edge.day - timedelta(days=1), edge.day)]
        found = [await unit.reports.caseload(unit_of("alles"), edge.day, LATER, each) for each in known]
        measured = [sum(group.n for group in groups if group.positie is not None) for groups in found]
        assert measured == [0, 1]
