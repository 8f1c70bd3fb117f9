"""A team lead without a team leads nobody: two people without a team are in no team together."""

from __future__ import annotations

from channels.steps import measured
from support.running import BEA, Meetlat, live, send

from flows.people import Functionaris, Rol
from flows.receivers import Member, Staff

LONE = Functionaris("lone", "Teamleider 9", Rol.TEAMLEIDER, None)
ADRIFT = Functionaris("adrift", "Klantmanager 9", Rol.KLANTMANAGER, None)


async def settled(meetlat: Meetlat) -> str:
    """Both of them, and a client of the klantmanager; gives the code."""
    async with meetlat.storage.unit() as unit:
        for who, phone in ((LONE, "921"), (ADRIFT, "922")):
            await unit.people.add(who, meetlat.clock())
            await unit.people.link(phone, who.id, meetlat.clock())
    return await meetlat.client(ADRIFT)


async def test_no_route_leads_to_somebody_who_has_no_team_either(meetlat: Meetlat) -> None:
    code, phone = await settled(meetlat), meetlat.api.person(921)
    await measured(meetlat)
    await send(phone, "/start")
    async with meetlat.browser(LONE) as visitor:
        for route in (
            f"client/{code}",
            "team/0",
            f"member/{ADRIFT.id}/0",
            "unkept/0",
            f"leave/{ADRIFT.id}",
            f"leave_from/{ADRIFT.id}",
            f"reassign/{ADRIFT.id}/0/0",
            f"reassign/{code}/0/0",
            "units/0",
            f"caseload/f-{ADRIFT.id}",
            f"lists/f-{ADRIFT.id}",
            f"list/f-{ADRIFT.id}/nooit_gemeten/0",
            "late/0",
        ):
            page = await visitor.tap(route)
            shown = page.text.partition("<main")[2] or page.text
            assert code not in shown, route
            assert ADRIFT.label not in shown, route
    assert live(phone).message.labels


async def test_beheerders_look_after_who_has_no_team(meetlat: Meetlat) -> None:
    await settled(meetlat)
    async with meetlat.storage.look() as unit:
        assert [who.id for who in await unit.reach.leads_of(ADRIFT, meetlat.clock())] == [BEA.id]
    staff = Staff(Member(who, True, None) for who in (LONE, ADRIFT, BEA))
    assert [member.who.id for member in staff.leads(ADRIFT.id)] == [BEA.id]
