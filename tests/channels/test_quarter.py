"""The page of the quarter in the chat: five sentences for beleid, and the page to print behind its own address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from support.running import ANNA, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases
from support.worked_example import EXAMPLE, GEMEENTE, T1

from flows.people import Functionaris, Rol
from storage.tables import CLIENT, TOEWIJZING

BO = Functionaris("bo", "Beleid 1", Rol.BELEID, None)
NOW = datetime(2026, 7, 15, 9, tzinfo=UTC)


@pytest.fixture
async def meetlat(sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        meetlat.clock.moment = NOW
        async with meetlat.storage.unit() as unit:
            for who in (BO, *(Functionaris(each, f"Klantmanager {each}", Rol.KLANTMANAGER, "t1") for each in "AB")):
                await unit.people.add(who, NOW)
            for key, each in enumerate(EXAMPLE.assignments):
                client = {"code": each.client, "gemeentecode": GEMEENTE, "sinds": NOW, "sleutel": 1000 + key}
                await unit.connection.execute(CLIENT.insert(), client)
                await unit.connection.execute(TOEWIJZING.insert(), vars(each))
            for version in EXAMPLE.versions:
                await unit.meetmomenten.register(version, "nl", T1)
        yield meetlat


@pytest.mark.wens("RA19", "RB04", "RC04", "RD21")
async def test_beleid_sees_the_quarter_on_the_phone(meetlat: Meetlat) -> None:
    _, board = await meetlat.newcomer(Rol.BELEID, None)
    await send(board, "/caseload")
    await tap(board, "Meer", "Het kwartaal")
    text = live(board).message.text
    assert text.startswith("Participatieladder, tweede kwartaal van 2026")
    assert "Op 30 juni 2026 staan 10 cliënten op de ladder" in text
    assert "Er zijn nog geen doelen in termen van de ladder afgesproken." in text
    assert "De hele pagina, om af te drukken, staat in de webchat." in text
    assert live(board).message.photo
    await tap(board, "Kwartaal eerder")
    assert live(board).message.text.startswith("Participatieladder, eerste kwartaal van 2026")
    await tap(board, "Kwartaal later")
    assert live(board).message.labels == ["Kwartaal eerder", "Terug", "Menu"]


async def test_a_team_lead_has_no_quarter(meetlat: Meetlat) -> None:
    _, lead = await meetlat.newcomer(Rol.TEAMLEIDER)
    await send(lead, "/caseload")
    await tap(lead, "Meer")
    assert "Het kwartaal" not in live(lead).message.labels


async def test_the_page_to_print_is_for_who_may_see_all(meetlat: Meetlat) -> None:
    async with meetlat.browser(BO) as bo:
        await bo.say("/caseload")
        await bo.presses("Meer", "Het kwartaal")
        shown = await bo.open()
        assert 'href="/kwartaal/2026-2"' in shown.text
        page = await bo.get("/kwartaal/2026-2")
        assert page.status == 200
        assert page.heading == "Participatieladder, tweede kwartaal van 2026"
        assert "paper.css" in page.text
        assert "K-" not in page.text
        for gone in ("2026-3", "2019-1", "2026-5", "gisteren"):
            assert (await bo.get(f"/kwartaal/{gone}")).status == 404
    async with meetlat.browser(ANNA) as anna:
        assert (await anna.get("/kwartaal/2026-2")).status == 404
