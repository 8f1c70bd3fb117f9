"""The caseload in the chat: the worked example as its klantmanagers, their lead and the board see it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from support.botapi.person import Person
from support.running import BRAM, TESS, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases
from support.worked_example import CODE, EXAMPLE, GEMEENTE, T0, T1

from flows.people import Functionaris, Rol
from flows.plaatsingen import Plaatsing
from flows.reports.caseload import Group
from storage.reports import Reports
from storage.tables import CLIENT, TOEWIJZING

NOW = datetime(2026, 6, 30, 9, tzinfo=UTC)
A = Functionaris("A", "Klantmanager A", Rol.KLANTMANAGER, "t1")
B = Functionaris("B", "Klantmanager B", Rol.KLANTMANAGER, "t1")
PHONES = {A: 301, B: 302}
KEYS = Random(1)


@pytest.fixture
async def meetlat(databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await databases.clean()) as meetlat:
        meetlat.clock.moment = NOW
        async with meetlat.storage.unit() as unit:
            for who, phone in PHONES.items():
                await unit.people.add(who, NOW)
                await unit.people.link(str(phone), who.id, NOW)
            for each in EXAMPLE.assignments:
                client = {"code": each.client, "gemeentecode": GEMEENTE, "sinds": NOW, "sleutel": KEYS.getrandbits(40)}
                await unit.connection.execute(CLIENT.insert(), client)
                await unit.connection.execute(TOEWIJZING.insert(), vars(each))
            for version in EXAMPLE.versions:
                await unit.meetmomenten.register(version, "nl", T1)
        yield meetlat


async def asked(person: Person) -> str:
    await send(person, "/caseload")
    return live(person).message.text


@pytest.mark.wens("RA08", "RA17", "RB05", "RB08", "RD14", "RD24")
async def test_a_klantmanager_sees_the_own_caseload(meetlat: Meetlat) -> None:
    a = meetlat.api.person(PHONES[A])
    text = await asked(a)
    assert "5 cliënten op de ladder; van 4 is het laatste meetmoment op tijd (80\u00a0%)" in text
    assert "Nog niet ingedeeld (code 0): 1" in text
    assert "1 · Geïsoleerd: 2 (40\u00a0%) · 1 · 0 · 1" in text
    await tap(a, "Instrument")
    assert "1 · Geïsoleerd: 2 (40\u00a0%) · 1 · 0 · 1" in live(a).message.text
    await tap(a, "Lijsten", "Verlopen (1)")
    assert live(a).message.labels[0].startswith(CODE["c09"])


@pytest.mark.wens("RA01", "RA09", "RA23", "RA25", "RA26", "RB08", "RD44")
async def test_a_team_lead_sees_the_team_and_its_movement(meetlat: Meetlat) -> None:
    tess = meetlat.phone(TESS)
    assert "11 cliënten op de ladder; van 10 is het laatste meetmoment op tijd (91\u00a0%)" in await asked(tess)
    await tap(tess, "Beweging")
    text = live(tess).message.text
    assert "Gestegen 5, gelijk 3, gedaald 1" in text
    assert "2 nieuw, 2 weg (1 laatst op trede 6)" in text
    assert "Kwam en ging in de tussentijd: 1" in text
    assert (
        "1 · Geïsoleerd: 3 = 1 nieuw + 1 gebleven + 1 van trede 2 · 3 = 1 weg + 1 naar trede 2 + 1 naar trede 3" in text
    )
    await tap(tess, "Terug", "Andere groep", "Klantmanager A")
    assert "5 cliënten op de ladder" in live(tess).message.text
    await tap(tess, "Meer", "Vergelijken", "Klantmanager B")
    assert "1 · Geïsoleerd: 2 (40\u00a0%) · 1 (17\u00a0%)" in live(tess).message.text
    await tap(tess, "Groei")
    assert "met groei: 3 (60\u00a0%) · 1 (17\u00a0%)" in live(tess).message.text
    await tap(tess, "Inkomen")
    assert "gemeente: 4 (80\u00a0%) · 3 (50\u00a0%)" in live(tess).message.text


@pytest.mark.wens("RA24", "RD17")
async def test_the_forecast_of_one_person_is_shared_by_that_person(meetlat: Meetlat) -> None:
    tess, a = meetlat.phone(TESS), meetlat.api.person(PHONES[A])
    await asked(tess)
    await tap(tess, "Prognose")
    assert "gestegen binnen een jaar: 5 · 0" in live(tess).message.text
    await tap(tess, "Terug", "Andere groep", "Klantmanager A")
    assert "Prognose" not in live(tess).message.labels
    await asked(a)
    await tap(a, "Prognose", "Deel met mijn teamleider")
    await tap(tess, "Andere groep", "Klantmanager A", "Prognose")
    assert "te weinig voor een percentage" in live(tess).message.text


@pytest.mark.wens("RB08", "RD21")
async def test_the_board_sees_numbers_only_and_no_small_ones(meetlat: Meetlat) -> None:
    _, board = await meetlat.newcomer(Rol.BELEID, None)
    text = await asked(board)
    assert "10 cliënten op de ladder" in text
    assert "<5 is minder dan vijf of net iets meer" in text
    assert "Lijsten" not in live(board).message.labels
    await tap(board, "Andere groep")
    assert not [label for label in live(board).message.labels if "Klantmanager" in label]


@pytest.mark.wens("RA09", "RE05")
async def test_a_team_lead_sees_a_partner_as_far_as_the_team_goes(meetlat: Meetlat) -> None:
    async with meetlat.storage.unit() as unit:
        connection = unit.connection
        await connection.execute(
            CLIENT.insert(),
            {"code": "K-ELDERS", "gemeentecode": GEMEENTE, "sinds": NOW, "sleutel": KEYS.getrandbits(40)},
        )
        theirs = {"client": "K-ELDERS", "functionaris": BRAM.id, "van": T0, "tot": None}
        await connection.execute(TOEWIJZING.insert(), theirs)
        for code in (CODE["c03"], CODE["c07"], "K-ELDERS"):
            await unit.plaatsingen.begin(Plaatsing(f"p{code}", code, "Jobcoach", T0, A.id, NOW, "Taalhuis"))
    tess = meetlat.phone(TESS)
    await asked(tess)
    await tap(tess, "Andere groep", "Partner: Taalhuis")
    assert "uw team, Partner: Taalhuis" in live(tess).message.text
    assert "2 cliënten op de ladder" in live(tess).message.text
    await tap(tess, "Lijsten")
    assert "Nooit gemeten (0)" in live(tess).message.labels
    _, board = await meetlat.newcomer(Rol.BELEID, None)
    await asked(board)
    await tap(board, "Andere groep", "Partner: Taalhuis")
    assert "uw team" not in live(board).message.text
    assert "heel weinig cliënten" in live(board).message.text
    assert "Lijsten" not in live(board).message.labels


async def test_what_was_known_on_an_earlier_day_is_of_that_day_at_most(meetlat: Meetlat) -> None:
    tess = meetlat.phone(TESS)
    await asked(tess)
    await tap(tess, "Meer", "Zoals toen bekend")
    assert "1 maand geleden" in live(tess).message.labels
    await tap(tess, "12 maanden geleden")
    assert "30 juni 2025, zoals bekend op 30 juni 2025" in live(tess).message.text
    assert "11 cliënten op de ladder; van 11 is het laatste meetmoment op tijd" in live(tess).message.text
    await tap(tess, "Meer", "Zoals toen bekend")
    await send(tess, "31-12-2025")
    assert "31 december 2025, zoals bekend op 31 december 2025" in live(tess).message.text


@pytest.mark.wens("RA09", "RA18")
async def test_two_groups_and_two_days_are_named(meetlat: Meetlat) -> None:
    tess = meetlat.phone(TESS)
    await asked(tess)
    await tap(tess, "Meer", "Vergelijken", "Klantmanager B")
    assert live(tess).message.text.startswith("Vergeleken: uw team en Klantmanager B")
    await tap(tess, "Terug", "Met een jaar geleden")
    text = live(tess).message.text
    assert text.startswith("Caseload van uw team")
    assert "op 30 juni 2026 · op 30 juni 2025" in text


@pytest.mark.wens("RB02")
async def test_conditions_are_a_table_and_the_first_placing_is_of_one_day(meetlat: Meetlat) -> None:
    tess = meetlat.phone(TESS)
    await asked(tess)
    await tap(tess, "Meer", "Voorwaarden")
    text = live(tess).message.text
    assert not live(tess).message.photo
    assert text.count("30 juni 2025 tot en met 30 juni 2026") == 1
    assert "Goed is · Nee → ja · Ja → nee · Gelijk" in text
    assert "• Instrument inzetten: – · 0 · 0 · 9" in text
    assert "Laaggeletterd" not in text
    assert "Kenmerken die van niemand op beide dagen bekend zijn, staan er niet bij" in text
    await tap(tess, "Terug", "Meer", "Eerste indeling")
    assert live(tess).message.labels == ["Terug", "Menu"]


async def test_a_day_and_a_period_are_typed(meetlat: Meetlat) -> None:
    tess = meetlat.phone(TESS)
    await asked(tess)
    await tap(tess, "Andere dag")
    await send(tess, "31-12-2030")
    assert "tot en met vandaag" in live(tess).message.text
    await send(tess, "30-06-2025")
    assert "11 cliënten op de ladder" in live(tess).message.text
    await tap(tess, "Andere dag")
    await send(tess, "01-01-2020")
    assert "Het eerste meetmoment is van 2 december 2024" in live(tess).message.text
    await asked(tess)
    await tap(tess, "Beweging", "Andere dagen")
    await send(tess, "30-06-2026 - 30-06-2025")
    assert "vroegste dag eerst" in live(tess).message.text
    await send(tess, "30-06-2025 - 30-06-2026")
    assert "Gestegen 5, gelijk 3, gedaald 1" in live(tess).message.text


async def test_nobody_waits_for_a_report_of_somebody_else(meetlat: Meetlat, monkeypatch: pytest.MonkeyPatch) -> None:
    asking, go_on, ask = asyncio.Event(), asyncio.Event(), Reports.caseload

    async def slow(*given: Any, **more: Any) -> list[Group]:
        asking.set()
        await go_on.wait()
        return await ask(*given, **more)

    monkeypatch.setattr(Reports, "caseload", slow)
    a, tess = meetlat.api.person(PHONES[A]), meetlat.phone(TESS)
    waits = asyncio.create_task(asked(tess))
    async with asyncio.timeout(30):
        await asking.wait()
    await send(a, "/menu")
    await tap(a, "Nieuwe meting")
    assert not waits.done()
    go_on.set()
    assert "11 cliënten op de ladder" in await waits


async def test_the_group_that_was_chosen_last_is_shown_the_next_time(meetlat: Meetlat) -> None:
    """On every channel, and as long as it may be seen."""
    tess = meetlat.phone(TESS)
    assert "van uw team" in await asked(tess)
    await tap(tess, "Andere groep", "Klantmanager B")
    assert "Klantmanager B" in await asked(tess)
    async with meetlat.browser(TESS) as visitor:
        assert "Caseload Klantmanager B" in (await visitor.say("/caseload")).text
    await meetlat.remove(B)
    assert "van uw team" in await asked(tess)


async def test_a_group_that_is_not_ones_own_is_not_remembered(meetlat: Meetlat) -> None:
    async with meetlat.browser(TESS) as visitor:
        assert "niet voor u" in (await visitor.tap("unit/a")).text
        assert "van uw team" in (await visitor.say("/caseload")).text


@pytest.mark.parametrize("typed", ["01-01-2026 tot 30-06-2026", "1 januari 2026 t/m 30 juni 2026", "2026", "2025"])
async def test_a_period_is_read_as_people_write_it(typed: str, meetlat: Meetlat) -> None:
    tess = meetlat.phone(TESS)
    await asked(tess)
    await tap(tess, "Beweging", "Andere dagen")
    assert "Beweging van uw team" in (await send(tess, typed)).text


@pytest.mark.parametrize("typed", ["1999", "31-12-1998 - 01-01-2026", "30-06-2026", "01-07-2026 - 30-06-2026", "ooit"])
async def test_what_is_no_period_is_said(typed: str, meetlat: Meetlat) -> None:
    tess = meetlat.phone(TESS)
    await asked(tess)
    await tap(tess, "Beweging", "Andere dagen")
    assert "Dat is geen periode" in (await send(tess, typed)).text
