"""A team lead without a team leads nobody: two people without a team are in no team together."""

from __future__ import annotations

from channels.steps import measured
from support.house import BEA, House, live, send

from flows.people import Functionaris, Rol
from flows.receivers import Member, Staff

LONE = Functionaris("lone", "Teamleider 9", Rol.TEAMLEIDER, None)
ADRIFT = Functionaris("adrift", "Klantmanager 9", Rol.KLANTMANAGER, None)


async def settled(house: House) -> str:
    """Both of them, and a client of the klantmanager; gives the code."""
    async with house.storage.unit() as unit:
        for who, phone in ((LONE, "921"), (ADRIFT, "922")):
            await unit.people.add(who, house.clock())
            await unit.people.link(phone, who.id, house.clock())
    return await house.client(ADRIFT)


async def test_no_route_leads_to_somebody_who_has_no_team_either(house: House) -> None:
    code, phone = await settled(house), house.api.person(921)
    await measured(house)
    await send(phone, "/start")
    async with house.browser(LONE) as visitor:
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


async def test_beheerders_look_after_who_has_no_team(house: House) -> None:
    await settled(house)
    async with house.storage.look() as unit:
        assert [who.id for who in await unit.reach.leads_of(ADRIFT, house.clock())] == [BEA.id]
    staff = Staff(Member(who, True, None) for who in (LONE, ADRIFT, BEA))
    assert [member.who.id for member in staff.leads(ADRIFT.id)] == [BEA.id]
