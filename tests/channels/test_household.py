"""Two codes of one household: linked, shown on the card, and the other one offered after a measurement."""

from __future__ import annotations

from pathlib import Path

import pytest
from channels.steps import TREDE_4, opened
from support.running import ANNA, BRAM, live, meetlat_on, send, tap
from support.storage import Databases


@pytest.mark.wens("RC09")
async def test_a_household_on_a_phone_and_in_a_browser(sqlite_databases: Databases, tmp_path: Path) -> None:
    file = tmp_path / "gemeente.toml"
    file.write_text('naam = "G"\n[regels]\ngezin = true\nsteekproef_een_op = 0\n', encoding="utf-8")
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=file) as meetlat:
        anna = meetlat.anna
        one, other, elsewhere = await meetlat.client(), await meetlat.client(), await meetlat.client(BRAM)
        await opened(anna, one)
        await tap(anna, "Gezin")
        assert "staat niet in uw caseload" in (await send(anna, elsewhere)).text
        assert "Dat is dezelfde code" in (await send(anna, one)).text
        text = (await send(anna, other.lower())).text
        assert "Gekoppeld" in text
        assert f"Gezin: {other}" in text
        await tap(anna, "Terug", "Meten", *TREDE_4)
        assert f"✔ {one} vastgelegd" in live(anna).message.text
        await tap(anna, f"Ook {other} meten", *TREDE_4)
        assert f"Ook {one} meten" not in live(anna).message.labels
        async with meetlat.storage.unit() as unit:
            assert await unit.gezinnen.link(one, elsewhere, "new", ANNA.id, meetlat.clock())
        async with meetlat.browser(ANNA) as visitor:
            page = await visitor.say(one)
            assert {f"Gezin: {other}", "Gezinsleden bij een collega: 1"} <= set(page.lines)
            assert elsewhere not in page.text
            page = await visitor.presses("Gezin", f"Ontkoppel {other}")
            assert "Ontkoppeld. Aan de metingen verandert niets." in page.text
        assert (await meetlat.trail("gezin_gekoppeld"), await meetlat.trail("gezin_ontkoppeld")) == (1, 1)


async def test_without_the_switch_there_is_no_household(sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        one, other = await meetlat.client(), await meetlat.client()
        async with meetlat.storage.unit() as unit:
            await unit.gezinnen.link(one, other, "g", ANNA.id, meetlat.clock())
        await opened(meetlat.anna, one)
        assert "Gezin" not in live(meetlat.anna).message.labels
        assert other not in live(meetlat.anna).message.text
