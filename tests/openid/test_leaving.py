"""Signing out at the provider: said over the back channel, believed once, and ending what it is about and no more."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession
from openid.conftest import ANNAS, browser, fill_in, signed_in
from support.page import Visitor
from support.provider import CLIENT, Provider, key_named
from support.running import ANNA, Meetlat

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVENTS: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}
MENU = "Wat wilt u doen?"


async def told(meetlat: Meetlat, token: str) -> int:
    """The provider posts a logout token; gives the status of the answer."""
    async with (
        ClientSession() as session,
        session.post(f"{meetlat.address}openid/uit", data={"logout_token": token}) as answer,
    ):
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status


async def in_as(visitor: Visitor, stands: Provider, sid: str | None, sub: str = ANNAS) -> None:
    stands.account = {"sub": sub} if sid is None else {"sub": sub, "sid": sid}
    assert (await signed_in(visitor)).heading == MENU


async def test_one_session_ends_and_its_open_page_with_it(meetlat: Meetlat, stands: Provider) -> None:
    async with browser(meetlat) as phone, browser(meetlat) as desk:
        await in_as(phone, stands, "s-phone")
        await in_as(desk, stands, "s-desk")
        async with phone.session.get(f"{meetlat.address}live") as stream, asyncio.timeout(10):
            await stream.content.readuntil(b"\n\n")
            token = stands.logout_token(sid="s-phone", sub=ANNAS, jti="one")
            assert await told(meetlat, token) == 200
            while b"gone" not in await stream.content.readuntil(b"\n\n"):
                pass
        assert (await phone.open()).status == 403
        assert (await desk.open()).heading == MENU
        assert await told(meetlat, token) == 400, "it says so once"
    assert await meetlat.trail("afgemeld_aanbieder") == 1


async def test_everything_of_one_account_ends_and_nothing_else(meetlat: Meetlat, stands: Provider) -> None:
    who, _ = await meetlat.newcomer()
    await fill_in(meetlat, stands, who, "other@provider")
    async with browser(meetlat) as phone, browser(meetlat) as desk, browser(meetlat) as theirs:
        await in_as(phone, stands, None)
        await in_as(desk, stands, "s-2")
        await in_as(theirs, stands, "s-3", "other@provider")
        async with meetlat.browser(ANNA) as by_link:
            assert await told(meetlat, stands.logout_token(sub=ANNAS, jti="two")) == 200
            assert [(await each.open()).status for each in (phone, desk, theirs, by_link)] == [403, 403, 200, 200]


BAD: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://elsewhere.example"},
    "for somebody else": {"aud": "another"},
    "of nobody": {"sub": None},
    "without a number": {"jti": None},
    "with a number that is none": {"jti": 7},
    "without what happened": {"events": None},
    "something else happened": {"events": {"https://elsewhere.example": {}}},
    "a happening that is none": {"events": {**EVENTS, next(iter(EVENTS)): 1}},
    "with a nonce, as an id-token has": {"nonce": "n"},
    "of long ago": {"iat": 1, "exp": None},
    "over": {"exp": 1},
    "of later": {"iat": 4_000_000_000, "exp": 4_000_000_100},
}


@pytest.mark.parametrize("what", BAD)
async def test_a_logout_that_cannot_be_believed_ends_nothing(meetlat: Meetlat, stands: Provider, what: str) -> None:
    async with browser(meetlat) as visitor:
        await in_as(visitor, stands, "s-kept")
        given = {"sub": ANNAS, "jti": what, **BAD[what]}
        assert await told(meetlat, stands.logout_token(**given)) == 400
        assert (await visitor.open()).heading == MENU


async def test_only_the_provider_can_say_so(meetlat: Meetlat, stands: Provider) -> None:
    async with browser(meetlat) as visitor:
        await in_as(visitor, stands, "s-kept")
        good = stands.logout_token(sub=ANNAS, jti="three")
        stands.published = [key_named("theirs")]
        id_token = stands.signed(
            {"iss": stands.issuer, "aud": CLIENT, "sub": ANNAS, "jti": "four", "iat": 1, "exp": 2**40}
        )
        for token in ("", "a.b.c", good[:-3], good.rpartition(".")[0] + ".", id_token):
            assert await told(meetlat, token) == 400, token[:20]
        assert (await visitor.open()).heading == MENU


async def test_the_browser_says_it_in_front(meetlat: Meetlat, stands: Provider) -> None:
    async with browser(meetlat) as visitor, ClientSession() as provider:
        await in_as(visitor, stands, "s-front")
        for params, status in (
            ({"iss": "https://elsewhere.example", "sid": "s-front"}, 200),
            ({"iss": stands.issuer, "sid": "s-other"}, 200),
            ({"iss": stands.issuer}, 200),
            ({"iss": stands.issuer, "sid": "s-front"}, 403),
        ):
            async with provider.get(f"{meetlat.address}openid/uit", params=params) as answer:
                assert answer.status == 200
            assert (await visitor.open()).status == status, params


async def test_who_signs_out_here_is_offered_to_do_so_there(meetlat: Meetlat, stands: Provider) -> None:
    async with browser(meetlat) as visitor, meetlat.browser(ANNA) as by_link:
        await in_as(visitor, stands, None)
        page = await visitor.post("/out", visitor.page.forms["/tap"])
        assert page.heading == "U bent afgemeld bij Meetlat"
        assert f'href="{stands.issuer}/out?client_id=meetlat&amp;post_logout_redirect_uri=http' in page.text
        assert (await visitor.open()).status == 403
        page = await by_link.post("/out", by_link.page.forms["/tap"])
        assert (page.status, page.heading) == (403, "U bent niet aangemeld")
