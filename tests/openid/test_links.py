"""Where links of colleagues do not suffice: the way in is an account, or a link from the command line."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from openid.conftest import browser, invited, settings_for, signed_in
from support.provider import Provider
from support.running import ANNA, BEA, BRAM, Meetlat, meetlat_on, until
from support.storage import Databases

from bot.people.links import LIFETIME, hashed
from flows.people import Rol
from storage.people.people import Invite

pytestmark = pytest.mark.asyncio(loop_scope="module")

MENU = "Wat wilt u doen?"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def meetlat(sqlite_databases: Databases, stands: Provider) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready(), **settings_for(stands, openid_links=False)) as meetlat:
        stands.now = meetlat.clock
        yield meetlat


async def test_a_link_that_a_colleague_made_works_with_an_account(meetlat: Meetlat, stands: Provider) -> None:
    stands.account = {"sub": "strict@provider"}
    async with meetlat.browser(BEA) as desk, browser(meetlat) as visitor:
        link, _ = await invited(desk)
        page = await visitor.get(link)
        assert "samen met uw account" in page.text and link not in page.forms
        assert (await signed_in(visitor, f"{link}/openid")).heading == MENU
    assert await meetlat.trail("toegelaten") == 1


async def test_a_beheerder_is_told_that_such_links_are_off(meetlat: Meetlat) -> None:
    async with meetlat.browser(BEA) as desk:
        await desk.say("/menu")
        await desk.presses("Collega’s", "Klantmanager 2 · Team t2")
        assert "Nieuwe aanmeldlink" not in desk.page.labels
        sign_out = desk.page.buttons["Overal afmelden"]
        page = await desk.tap(sign_out.replace("sign_out_colleague", "send_sign_in"))
        assert "Aanmeldlinks voor collega’s staan uit" in page.text
        await desk.say("/menu")
        await desk.presses("Collega’s", "Beheerder 1")
        assert "Nieuwe aanmeldlink" in desk.page.labels, "for oneself it is no link for another"


async def test_it_lets_nobody_in_by_itself(meetlat: Meetlat) -> None:
    """Neither a form made by hand, nor Telegram."""
    async with meetlat.storage.unit() as unit:
        for number, invite in enumerate((Invite(Rol.BELEID), Invite(ANNA.rol, functionaris=ANNA.id))):
            await unit.people.invite(hashed(f"by-a-colleague-{number}"), invite, meetlat.clock() + LIFETIME, BEA.id)
    async with meetlat.browser(BRAM) as visitor:
        before = await meetlat.records()
        mine = f"/in/{await meetlat.link_token(ANNA)}"
        form = (await visitor.get(mine)).forms[mine]
        for number in range(2):
            page = await visitor.post(f"/in/by-a-colleague-{number}", form)
            assert (page.status, page.heading) == (403, "Deze link werkt niet meer")
        stranger = meetlat.api.person(999)
        await stranger.send("/start by-a-colleague-0")
        await until(lambda: any("alleen voor genodigden" in each.text for each in stranger.chat), "a refusal")
        after = await meetlat.records()
    assert (after["functionaris"], after["websession"]) == (before["functionaris"], before["websession"])


async def test_a_link_from_the_command_line_works_when_all_else_fails(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as visitor:
        assert (await visitor.open()).heading == MENU
