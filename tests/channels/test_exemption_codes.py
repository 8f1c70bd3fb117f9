"""The day of the measurement decides which codes there are for an exemption, and an old code stays readable."""

from __future__ import annotations

from pathlib import Path

import pytest
from channels.steps import begun, label_with
from support.running import Meetlat, live, meetlat_on, send, tap
from support.storage import Databases

SETTINGS = """
naam = "Gemeente Voorbeeld"
[regels]
steekproef_een_op = 0
[[vrijstelling]]
code = "A1"
label = "Dringende redenen"
tot = 2027-01-01
[[vrijstelling]]
code = "B1"
label = "Tijdelijk, op maat"
vanaf = 2027-01-01
"""
ASKED = "Code vrijstelling"


async def offered(meetlat: Meetlat) -> list[str]:
    """The codes that can be chosen now."""
    labels = live(meetlat.anna).message.labels
    return (await tap(meetlat.anna, label_with(labels, ASKED))).labels[:-1]


@pytest.mark.wens("RA14", "RD58")
async def test_the_day_decides_and_the_old_code_stays(databases: Databases, tmp_path: Path) -> None:
    file = tmp_path / "gemeente.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    async with meetlat_on(await databases.clean(), gemeente_settings=file) as meetlat:
        anna = meetlat.anna
        code = await begun(anna, "Ja", "Nee", "Ja", "Klopt", "Nee", "Iets wijzigen", "Vrijstelling arbeidsplicht: Nee")
        assert await offered(meetlat) == ["Dringende redenen"]
        await tap(anna, "Dringende redenen", "Klaar, alles klopt", "Over 6 maanden")
        assert f"{ASKED}: Dringende redenen" in live(anna).message.text
        await tap(anna, "Vastleggen")
        meetlat.clock.move(days=50)
        await send(anna, code)
        await tap(anna, "Meten", "Alles klopt nog", "Nee", "Iets wijzigen")
        assert await offered(meetlat) == ["Tijdelijk, op maat"]
        await tap(anna, "Tijdelijk, op maat", "Klaar, alles klopt")
        assert f"{ASKED}: Tijdelijk, op maat" in live(anna).message.text
        await tap(anna, "Vastleggen", "Cliëntkaart", "Meetmomenten", "20 november 2026 · 4")
        assert f"{ASKED}: Dringende redenen" in live(anna).message.text
