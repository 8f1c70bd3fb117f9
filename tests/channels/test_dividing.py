"""A team lead divides clients over klantmanagers, with the trede and the growth of each in sight."""

from __future__ import annotations

from datetime import date

import pytest
from support.builders import NOW, meetmoment, meting
from support.running import ANNA, TESS, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases

from flows.ladder import Groei
from flows.people import Functionaris, Rol

CARLA = Functionaris("carla", "Klantmanager 3", Rol.KLANTMANAGER, "t1")
DAAN = Functionaris("daan", "Klantmanager 4", Rol.KLANTMANAGER, "t1")


async def placed(meetlat: Meetlat, who: Functionaris, positie: int, groei: Groei = Groei.NUL) -> str:
    """A client of somebody's who stands somewhere."""
    code = await meetlat.client(who)
    moment = meetmoment(
        f"m-{code}", client=code, door=who.id, meting=meting(positie, groei, datum=date(2026, 11, 1)), geregistreerd=NOW
    )
    async with meetlat.storage.unit() as unit:
        await unit.meetmomenten.register(moment, "nl", meetlat.today())
    return code


@pytest.mark.wens("RD14")
@pytest.mark.parametrize("channel", ["telegram", "web"])
async def test_who_divides_sees_treden_and_growth(channel: str, databases: Databases) -> None:
    async with meetlat_on(await databases.clean()) as meetlat:
        async with meetlat.storage.unit() as unit:
            for who in (CARLA, DAAN):
                await unit.people.add(who, meetlat.clock())
        given = [
            *[await placed(meetlat, ANNA, 1) for _ in range(2)],
            *[await placed(meetlat, ANNA, 3, Groei.PLUS) for _ in range(2)],
            *[await meetlat.client(ANNA) for _ in range(2)],
        ]
        for positie in (4, 4, 2):
            await placed(meetlat, CARLA, positie)
            await placed(meetlat, DAAN, positie)
        low, rising, new = (", ".join(sorted(given[n : n + 2])) for n in (0, 2, 4))
        way = ("Mijn team", "Klantmanager 1", "Geef aan collega’s")
        if channel == "telegram":
            tess = meetlat.phone(TESS)
            await send(tess, "/start")
            first = (await tap(tess, *way)).text
            sure = (await tap(tess, CARLA.label, DAAN.label, "Verder (2)")).text
            await tap(tess, "Verder", "Ja, nu overdragen")
            assert live(tess)
        else:
            async with meetlat.browser(TESS) as visitor:
                first = "\n".join((await visitor.presses(*way)).lines)
                sure = "\n".join((await visitor.presses(CARLA.label, DAAN.label, "Verder (2)")).lines)
                await visitor.presses("Verder", "Ja, nu overdragen")
        assert [line in first for line in (f"1: {low}", f"3+: {rising}", f"Nog niet gemeten: {new}")] == [True] * 3
        for who in (CARLA, DAAN):
            assert f"{who.label}: 3 (1 op 2, 2 op 4)" in first
            assert f"{who.label}: 3 cliënten, heeft er nu 3 (1 op 2, 2 op 4)" in sure
        assert sure.count("1: K-") == sure.count("3+: K-") == sure.count("Nog niet gemeten: K-") == 2
        async with meetlat.storage.look() as unit:
            for who in (CARLA, DAAN):
                tally = await unit.clients.tally_of(who.id, meetlat.today())
                assert (tally.treden, tally.zonder) == ((1, 1, 1, 2, 0, 0), 1)
