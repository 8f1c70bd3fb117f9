"""Whose account is whose: filled in by a beheerder, accepted with a link, of one person only, never over Telegram."""

from __future__ import annotations

from typing import Any

import pytest
from openid.conftest import ANNAS, browser, fill_in, invited, signed_in
from support.page import Page, Visitor
from support.provider import Provider
from support.running import ANNA, BEA, TESS, Meetlat, pushed, send, tap, until

from bot.config.environment import Settings
from flows.people import Rol
from storage.people.openid import At, Held

pytestmark = pytest.mark.asyncio(loop_scope="module")

MENU = "Wat wilt u doen?"
TAKEN = "Dit account hoort al bij een andere collega. Er is niets veranderd. Kijk na wie het is en maak het daar los."


async def typed(visitor: Visitor, path: str, account: str) -> Page:
    """Fill in an account on its page."""
    page = await visitor.get(path)
    assert page.heading == "Account van de gemeente", page.text
    return await visitor.post(path, {**page.forms[""], "account": account})


async def held(meetlat: Meetlat, stands: Provider, waarde: str) -> Held | None:
    async with meetlat.storage.look() as unit:
        return await unit.openid.held(At(stands.issuer, "sub", waarde), meetlat.clock())


async def test_a_beheerder_fills_in_an_account_and_its_owner_hears_of_it(meetlat: Meetlat, stands: Provider) -> None:
    await send(meetlat.bram, "/start")
    async with meetlat.browser(BEA) as desk:
        await desk.presses("Collega’s", "Klantmanager 2 · Team t2")
        assert 'href="/openid/collega/bram"' in desk.page.text
        page = await typed(desk, "/openid/collega/bram", "  bram@provider ")
        assert "Bewaard." in page.text and 'value="bram@provider"' in page.text
        assert "Er is niets veranderd." in (await typed(desk, "/openid/collega/bram", "bram@provider")).text
    stands.account = {"sub": "bram@provider"}
    async with browser(meetlat) as visitor:
        assert (await signed_in(visitor)).heading == MENU
        assert "Klantmanager 2" in visitor.page.text
    assert await meetlat.trail("openid_ingevuld") == 1
    await until(lambda: any("Gemeenteaccount" in each.text for each in pushed(meetlat.bram)), "Bram hears of it")
    bea = meetlat.phone(BEA)
    await send(bea, "/start")
    await tap(bea, "Collega’s", "Klantmanager 2 · Team t2")
    assert not any("bram@provider" in each.text for person in (bea, meetlat.bram) for each in person.chat)


async def test_two_people_cannot_have_one_account(meetlat: Meetlat, stands: Provider) -> None:
    async with meetlat.browser(BEA) as desk:
        page = await typed(desk, "/openid/collega/tess", ANNAS)
        assert (page.status, TAKEN in page.text, f'value="{ANNAS}"' in page.text) == (422, True, True)
    assert await held(meetlat, stands, ANNAS) == Held("anna", True, None)


@pytest.mark.parametrize("account", ["a\tb", "a" * 256, "a\u202eb"])
async def test_what_no_account_can_be_called_is_refused(meetlat: Meetlat, account: str) -> None:
    async with meetlat.browser(BEA) as desk:
        page = await typed(desk, "/openid/collega/tess", account)
        assert (page.status, "Zo kan een account niet heten" in page.text) == (422, True)


async def test_taking_an_account_away_signs_out_who_came_in_with_it(meetlat: Meetlat, stands: Provider) -> None:
    who, _ = await meetlat.newcomer()
    await fill_in(meetlat, stands, who, "left@provider")
    stands.account = {"sub": "left@provider"}
    async with browser(meetlat) as visitor, meetlat.browser(BEA) as desk:
        await signed_in(visitor)
        page = await typed(desk, f"/openid/collega/{who.id}", "")
        assert "Losgemaakt." in page.text
        assert (await visitor.open()).status == 403
        assert (await signed_in(visitor)).heading == "U hebt geen toegang tot Meetlat"


async def test_only_beheerders_see_and_change_accounts(meetlat: Meetlat) -> None:
    for who in (ANNA, TESS):
        async with meetlat.browser(who) as visitor:
            page = await visitor.get("/openid/collega/bram")
            assert (page.status, page.forms.get("")) == (404, None)
            form = {**(await visitor.open()).forms["/tap"], "account": "mine@provider"}
            assert (await visitor.post("/openid/collega/bram", form)).status == 404
    async with browser(meetlat) as stranger:
        assert (await stranger.get("/openid/collega/bram")).status == 403
    async with meetlat.browser(BEA) as desk:
        assert (await desk.get("/openid/collega/niemand")).status == 404
        assert (await desk.get("/openid/uitnodiging/niemand")).status == 404


async def test_an_invitation_is_accepted_while_signed_in_there(meetlat: Meetlat, stands: Provider) -> None:
    stands.account = {"sub": "new@provider"}
    async with meetlat.browser(BEA) as desk, browser(meetlat) as visitor:
        link, _ = await invited(desk)
        page = await visitor.get(link)
        assert f'href="{link}/openid"' in page.text
        assert (await signed_in(visitor, f"{link}/openid")).heading == MENU
    found = await held(meetlat, stands, "new@provider")
    assert found is not None and found.access
    async with browser(meetlat) as again:
        assert (await signed_in(again)).heading == MENU, "from then on without a link"
        assert (await again.get(link)).status == 200
        assert (await signed_in(again, f"{link}/openid")).heading == "Deze link is voor iemand anders"
    async with browser(meetlat) as late:
        stands.account = {"sub": "second@provider"}
        assert (await signed_in(late, f"{link}/openid")).heading == "Deze link werkt niet meer"


async def test_who_was_invited_by_account_needs_no_link(meetlat: Meetlat, stands: Provider) -> None:
    async with meetlat.browser(BEA) as desk:
        link, page = await invited(desk)
        assert (await typed(desk, page, ANNAS)).status == 422
        assert "Bewaard." in (await typed(desk, page, "kept@provider")).text
        _, theirs = await invited(desk)
        assert (await typed(desk, theirs, "kept@provider")).status == 422, "kept for one invitation only"
    stands.account = {"sub": "wrong@provider"}
    async with browser(meetlat) as visitor:
        assert (await signed_in(visitor, f"{link}/openid")).heading == "Deze link hoort bij een ander account"
        stands.account = {"sub": "kept@provider"}
        assert (await signed_in(visitor)).heading == MENU
        assert "Beleid" in visitor.page.text
    async with browser(meetlat) as visitor:
        page_of = await visitor.sign_in(link.removeprefix("/in/"))
        assert page_of.status == 403, "the invitation is used"


async def test_an_account_kept_for_an_invitation_that_lapsed_is_free(meetlat: Meetlat, stands: Provider) -> None:
    async with meetlat.browser(BEA) as desk:
        _, page = await invited(desk)
        await typed(desk, page, "lapsed@provider")
        meetlat.clock.move(minutes=16)
        stands.account = {"sub": "lapsed@provider"}
        async with browser(meetlat) as visitor:
            assert (await signed_in(visitor)).heading == "Deze link werkt niet meer"
        assert "Bewaard." in (await typed(desk, "/openid/collega/tess", "lapsed@provider")).text


async def test_who_left_may_come_back_as_somebody_new(meetlat: Meetlat, stands: Provider) -> None:
    who, _ = await meetlat.newcomer()
    await fill_in(meetlat, stands, who, "back@provider")
    await meetlat.remove(who)
    stands.account = {"sub": "back@provider"}
    token = await meetlat.link_token(rol=Rol.KLANTMANAGER, team="t1")
    async with browser(meetlat) as visitor:
        assert (await signed_in(visitor, f"/in/{token}/openid")).heading == MENU
    found = await held(meetlat, stands, "back@provider")
    assert found is not None and found.access and found.functionaris != who.id


@pytest.mark.parametrize(
    ("settings", "account", "heading"),
    [
        ({"openid_claim": "oid"}, {}, "In uw account ontbreekt iets"),
        ({"openid_claim": "oid"}, {"oid": ""}, "In uw account ontbreekt iets"),
        ({"openid_claim": "oid"}, {"oid": ["o-1"]}, "In uw account ontbreekt iets"),
        ({"openid_claim": "oid"}, {"oid": "o-1"}, MENU),
        ({"openid_claim": "oid"}, {"oid": "O-1"}, "U hebt geen toegang tot Meetlat"),
        ({"openid_claim": "upn"}, {"upn": "O-1"}, MENU),
        ({"openid_claim": "email"}, {"email": "o-1"}, "In uw account ontbreekt iets"),
        ({"openid_claim": "email"}, {"email": "o-1", "email_verified": True}, MENU),
        (
            {"openid_claim": "oid", "openid_required": "groups=meetlat"},
            {"oid": "o-1"},
            "Dit account is niet voor Meetlat",
        ),
        (
            {"openid_claim": "oid", "openid_required": "groups=meetlat"},
            {"oid": "o-1", "groups": ["meetlat-beheer"]},
            "Dit account is niet voor Meetlat",
        ),
        (
            {"openid_claim": "oid", "openid_required": "groups=meetlat"},
            {"oid": "o-1", "groups": ["x", "meetlat"]},
            MENU,
        ),
    ],
)
async def test_the_claim_that_was_chosen_decides(
    meetlat: Meetlat, stands: Provider, settings: dict[str, Any], account: dict[str, Any], heading: str
) -> None:
    stands.account = {"sub": "whoever", **account}
    await fill_in(meetlat, stands, ANNA, "o-1", settings["openid_claim"])
    async with chosen(meetlat, **settings), browser(meetlat) as visitor:
        assert (await signed_in(visitor)).heading == heading


@pytest.mark.parametrize(
    ("settings", "heading"),
    [
        ({"openid_new_role": "klantmanager", "openid_new_team": "t1"}, MENU),
        ({"openid_new_role": "beleid"}, MENU),
        ({"openid_new_role": "klantmanager", "openid_new_team": "weg"}, "U hebt geen toegang tot Meetlat"),
    ],
)
async def test_a_gemeente_may_let_everybody_in_with_one_role(
    meetlat: Meetlat, stands: Provider, settings: dict[str, Any], heading: str
) -> None:
    waarde = f"uninvited-{settings['openid_new_role']}-{settings.get('openid_new_team')}"
    stands.account = {"sub": waarde}
    gone, _ = await meetlat.newcomer()
    await fill_in(meetlat, stands, gone, f"gone-{waarde}")
    await meetlat.remove(gone)
    async with chosen(meetlat, **settings), browser(meetlat) as visitor:
        assert (await signed_in(visitor)).heading == heading
        found = await held(meetlat, stands, waarde)
        if found is not None and found.functionaris:
            async with meetlat.storage.look() as unit:
                who = await unit.people.get(found.functionaris, meetlat.clock())
            assert who is not None
            assert (who.rol, who.team) == (settings["openid_new_role"], settings.get("openid_new_team"))
        stands.account = {"sub": f"gone-{waarde}"}
        assert (await signed_in(visitor)).heading == "U hebt geen toegang tot Meetlat", "who left stays out"


class chosen:  # noqa: N801  # reads as a function
    """The same installation with other settings, for a while."""

    def __init__(self, meetlat: Meetlat, **settings: Any) -> None:
        self._meetlat, self._before = meetlat, meetlat.settings
        self._now: Settings = meetlat.settings.model_copy(update=settings)

    async def __aenter__(self) -> None:
        self._meetlat.settings = self._now
        await self._meetlat.restart()

    async def __aexit__(self, *_: object) -> None:
        self._meetlat.settings = self._before
        await self._meetlat.restart()
