"""One organisation, several gemeenten: everybody sees each of them by its name, and the whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.builders import NOW, meetmoment, meting
from support.running import ANNA, TESS, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases

from flows.people import Rol
from storage.tables import CLIENT

SETTINGS = Path(__file__).parents[1] / "transcripts" / "isd" / "gemeente.toml"


async def lives(meetlat: Meetlat, gemeentecode: str, number: int) -> None:
    """So many clients of Anna's in one gemeente, measured in October."""
    for _ in range(number):
        code = await meetlat.client()
        moment = meetmoment(
            f"m-{code}", client=code, door=ANNA.id, meting=meting(3, datum=date(2026, 10, 5)), geregistreerd=NOW
        )
        async with meetlat.storage.unit() as unit:
            here = CLIENT.update().where(CLIENT.c.code == code).values(gemeentecode=gemeentecode)
            await unit.connection.execute(here)
            await unit.meetmomenten.register(moment, "nl", meetlat.today())


@pytest.mark.wens("RD43", "RE13", "RE16")
async def test_reports_of_each_gemeente_and_of_all(databases: Databases) -> None:
    async with meetlat_on(await databases.clean(), gemeente_settings=SETTINGS) as meetlat:
        await lives(meetlat, "0417", 2)
        await lives(meetlat, "0406", 1)
        tess = meetlat.phone(TESS)
        await send(tess, "/start")
        await tap(tess, "Caseload", "Andere groep")
        assert {"Laren (0417)", "Huizen (0406)", "Blaricum (0376)"} <= set(live(tess).message.labels)
        text = (await tap(tess, "Laren (0417)")).text
        assert "uw team, Laren (0417)" in text
        assert "2 cliënten op de ladder" in text
        await tap(tess, "Andere groep", "Blaricum (0376)")
        assert "0 cliënten op de ladder" in live(tess).message.text
        _, beleid = await meetlat.newcomer(Rol.BELEID, None)
        await send(beleid, "/start")
        await tap(beleid, "Caseload", "Andere groep")
        assert {"Hele organisatie", "Laren (0417)", "Weesp (0457)"} <= set(live(beleid).message.labels)
        assert "Caseload Laren (0417)" in (await tap(beleid, "Laren (0417)")).text
