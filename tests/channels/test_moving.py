"""A client moves to another gemeente of the organisation: on the card, dated, in the trail, on both channels."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from channels.steps import opened
from support.running import ANNA, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases

from flows.people import Rol
from storage.tables import CLIENT

SETTINGS = Path(__file__).parents[1] / "transcripts" / "isd" / "gemeente.toml"


async def in_laren(meetlat: Meetlat) -> str:
    """A client of Anna's who lives in Laren."""
    code = await meetlat.client()
    async with meetlat.storage.unit() as unit:
        await unit.connection.execute(CLIENT.update().where(CLIENT.c.code == code).values(gemeentecode="0417"))
    return code


async def moves(meetlat: Meetlat, code: str) -> list[tuple[str, str, date]]:
    async with meetlat.storage.look() as unit:
        return [(each.oud, each.nieuw, each.dag) for each in await unit.verhuizingen.of(code)]


@pytest.mark.wens("RE13")
async def test_on_a_phone(sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=SETTINGS) as meetlat:
        anna, code = meetlat.anna, await in_laren(meetlat)
        await opened(anna, code)
        assert "Woont in Laren (0417)" in live(anna).message.text
        await tap(anna, "Andere gemeente")
        labels = live(anna).message.labels
        # Weesp is no gemeente any more, and she lives in Laren already.
        assert {"Blaricum (0376)", "Huizen (0406)", "Voorbeelddam (9998)"} < set(labels)
        assert not [label for label in labels if label.startswith(("Weesp", "Laren"))]
        await tap(anna, "Huizen (0406)")
        assert "houden de gemeente van die dag" in live(anna).message.text
        text = (await send(anna, "1 december 2026")).text
        assert "Typ een dag tot en met vandaag" in text
        text = (await send(anna, "05-11-2026")).text
        assert "Woont in Huizen (0406) sinds 5 november 2026, daarvoor in Laren (0417)" in text
        assert await moves(meetlat, code) == [("0417", "0406", date(2026, 11, 5))]
        await tap(anna, "Andere gemeente", "Blaricum (0376)")
        text = (await send(anna, "01-11-2026")).text
        assert "De eerste dag die kan is 5 november 2026" in text
        assert await meetlat.trail("verhuisd") == 1


async def test_in_a_browser(sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=SETTINGS) as meetlat:
        code = await in_laren(meetlat)
        async with meetlat.browser(ANNA) as visitor:
            await visitor.say(code)
            page = await visitor.presses("Andere gemeente", "Huizen (0406)", "Begin van deze maand")
            assert "Woont in Huizen (0406) sinds 1 november 2026, daarvoor in Laren (0417)" in page.lines
        assert await moves(meetlat, code) == [("0417", "0406", date(2026, 11, 1))]


async def test_somebody_from_elsewhere_moves_nobody(sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=SETTINGS) as meetlat:
        who, person = await meetlat.newcomer(Rol.INVOERDER)
        code = await meetlat.client(who)
        await opened(person, code)
        assert "Andere gemeente" not in live(person).message.labels
