"""Somebody of a partner takes a client over and measures; it counts once a colleague of the gemeente agreed."""

from __future__ import annotations

import pytest
from channels.steps import TREDE_4, begun, label_with, opened
from support.running import TESS, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases

from flows.meetmoment import counting
from flows.people import Rol


async def positions(meetlat: Meetlat, code: str) -> list[int]:
    """What counts of a client, oldest first."""
    return [each.meting.stand.positie for each in counting(await meetlat.history(code))]


@pytest.mark.wens("RB06", "RD15", "RD23", "RD38")
async def test_a_client_goes_to_a_partner_who_measures(sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        who, guest = await meetlat.newcomer(Rol.INVOERDER)
        code = await begun(meetlat.anna, *TREDE_4)
        await opened(meetlat.anna, code)
        await tap(meetlat.anna, "Overdragen", who.label, "Vandaag", "Ja, vragen")
        await send(guest, "/start")
        await tap(guest, "Overdrachten (1)")
        await tap(guest, live(guest).message.labels[0], "Aannemen")
        meetlat.clock.move(days=180)
        await opened(guest, code)
        await tap(guest, "Meten")
        text = (await send(guest, "3")).text
        assert "Trede 3" in text
        await tap(guest, "Klopt", "Alles klopt", "Over 12 maanden", "Vastleggen")
        assert "Een collega controleert dit nog" in live(guest).message.text
        assert await positions(meetlat, code) == [4]
        tess = meetlat.phone(TESS)
        await send(tess, "/start")
        await tap(tess, "Controleren (1)")
        await tap(tess, label_with(live(tess).message.labels, code))
        await tap(tess, "Akkoord")
        assert await positions(meetlat, code) == [4, 3]
