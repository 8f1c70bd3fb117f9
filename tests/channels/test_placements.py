"""An instrument begins and ends on the client card, and proposes to measure sooner."""

from __future__ import annotations

from pathlib import Path

from channels.steps import TREDE_4, begun, opened
from support.running import ANNA, live, meetlat_on, tap
from support.storage import Databases

from storage.reports import Eenheid, Soort


async def test_an_instrument_begins_and_ends(databases: Databases, tmp_path: Path) -> None:
    file = tmp_path / "gemeente.toml"
    file.write_text('naam = "G"\ninstrumenten = ["Taalles", "Werkplek"]\npartners = ["Partner P"]\n', encoding="utf-8")
    async with meetlat_on(await databases.clean(), gemeente_settings=file) as meetlat:
        code = await begun(meetlat.anna, *TREDE_4)
        await opened(meetlat.anna, code)
        await tap(meetlat.anna, "Instrumenten", "Instrument begint", "Werkplek", "Partner P", "Vandaag")
        assert "eerder meten" in live(meetlat.anna).message.text
        meetlat.clock.move(days=90)
        await opened(meetlat.anna, code)
        await tap(meetlat.anna, "Instrumenten")
        assert "Werkplek bij Partner P, sinds 20 november 2026" in live(meetlat.anna).message.text
        await tap(meetlat.anna, "Stop Werkplek", "Vandaag")
        async with meetlat.storage.look() as unit:
            assert await unit.plaatsingen.running(code, meetlat.today()) == ()
            mine, today = Eenheid(Soort.FUNCTIONARIS, ANNA.id), meetlat.today()
            found = await unit.reports.placements(mine, today.replace(day=1), today, "partner")
        # She was measured when it began, and not yet again.
        assert found == ([("Partner P", 4, None, False, 1)], {"Partner P": 1})
