"""The first placing of everybody before a day that the gemeente set."""

from __future__ import annotations

from pathlib import Path

import pytest
from channels.steps import TREDE_4, begun
from support.running import ANNA, BEA, TESS, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases

from flows.people import Rol


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "gemeente.toml"
    file.write_text('naam = "Gemeente Voorbeeld"\ninschaling_voor = 2027-01-01\n[regels]\n', encoding="utf-8")
    return file


@pytest.mark.wens("RB20")
async def test_everybody_sees_how_far_it_is_and_who_measures_whom_is_left(databases: Databases, settings: Path) -> None:
    async with meetlat_on(await databases.clean(), gemeente_settings=settings) as meetlat:
        await begun(meetlat.anna, *TREDE_4)
        left = await meetlat.client(ANNA)
        waiting = await begun(meetlat.anna, "Nog niet ingedeeld", "Klopt", "Vastleggen")
        await send(meetlat.anna, "/start")
        page = await tap(meetlat.anna, "Eerste indeling")
        assert "Vóór 1 januari 2027 krijgt iedereen een plaats op de ladder: nog 42 dagen." in page.text
        assert "Ingedeeld van uzelf: 1 (33\u00a0%) van 3, op 20 november 2026" in page.text
        assert "Nog in te delen: 2 cliënten" in page.text
        assert f"{waiting} · 0" in page.labels
        await tap(meetlat.anna, f"{left} · nog niet gemeten")
        await tap(meetlat.anna, *TREDE_4)
        tess = meetlat.phone(TESS)
        await send(tess, "/start")
        assert "Ingedeeld van uw team: 2 (67\u00a0%) van 3" in (await tap(tess, "Eerste indeling")).text
        meetlat.clock.move(days=60)
        for person in (meetlat.phone(BEA), (await meetlat.newcomer(Rol.BELEID, None))[1]):
            await send(person, "/start")
            text = (await tap(person, "Eerste indeling")).text
            assert "Die dag is voorbij" in text
            assert "Ingedeeld van de hele organisatie: <5 van <5, op 31 december 2026" in text
            assert [code for code in (left, waiting) if code in text] == []


async def test_without_a_day_nothing_is_asked(meetlat: Meetlat) -> None:
    await send(meetlat.anna, "/start")
    assert "Eerste indeling" not in live(meetlat.anna).message.labels
    async with meetlat.browser(ANNA) as visitor:
        assert "geen dag gekozen" in (await visitor.tap("campaign/0")).text
