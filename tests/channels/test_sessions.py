"""Where somebody is signed in: seen, ended one by one or all at once, over both channels, and over when time is up."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import ClientResponse
from channels.steps import P0, begun
from support.page import Page, Visitor
from support.running import ANNA, BEA, BRAM, Meetlat, live, send, tap

from bot.people.links import LIFETIME, hashed
from storage.people.passkeys import Passkey
from storage.people.people import Invite
from storage.tables import WEBSESSION

DEVICES = "Aangemelde apparaten"
PIXEL = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Edg/150.0"


def listed(page: Page) -> list[str]:
    return [line for line in page.lines if line[:1].isdigit()]


async def event(stream: ClientResponse) -> str:
    async with asyncio.timeout(10):
        return (await stream.content.readuntil(b"\n\n")).decode().split("\n")[0]


async def test_each_browser_is_named_by_its_kind_and_the_one_in_hand_is_marked(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    async with meetlat.browser(ANNA, PIXEL) as phone, meetlat.browser(BRAM, DESK):
        meetlat.clock.move(minutes=90)
        async with meetlat.browser(ANNA, DESK) as desk:
            await desk.presses("Instellingen", DEVICES)
            here, there = listed(desk.page)
            assert here.startswith("1. Edge op Windows, dit apparaat, sinds ")
            assert there.startswith("2. Chrome op Android, sinds ")
            (mine,) = (line for line in listed(await phone.open()) if "dit apparaat" in line)
            assert "Chrome op Android" in mine
    async with meetlat.storage.look() as unit:
        kept = (await unit.connection.execute(WEBSESSION.select())).mappings().all()
    assert {row["apparaat"] for row in kept} == {"Chrome/Android", "Edge/Windows"}


async def test_one_is_ended_from_another_and_its_open_page_with_it(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    async with meetlat.browser(ANNA, PIXEL) as phone, meetlat.browser(ANNA, DESK) as desk:
        async with phone.session.get(f"{meetlat.address}live") as stream:
            assert await event(stream) == "event: changed"
            await desk.presses("Instellingen", DEVICES)
            assert "Afmelden: 2" in (await desk.open()).labels
            mine = next(line[0] for line in listed(desk.page) if "dit apparaat" in line)
            await desk.press(f"Afmelden: {'1' if mine == '2' else '2'}")
            said = ["event: changed"]
            while said[-1] == "event: changed":
                said.append(await event(stream))
            assert said[-1] == "event: gone"
        assert (await phone.open()).status == 403
        assert len(listed(await desk.open())) == 1
        await desk.press("Afmelden: 1")
        assert (await desk.open()).status == 403
    assert await meetlat.trail("afgemeld") == 2


async def test_a_browser_is_signed_out_from_telegram(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA, PIXEL) as phone:
        await send(meetlat.anna, "/start")
        await tap(meetlat.anna, "Instellingen", DEVICES)
        assert "1. Chrome op Android, sinds " in live(meetlat.anna).message.text
        assert "dit apparaat" not in live(meetlat.anna).message.text
        await tap(meetlat.anna, "Afmelden: 1")
        assert "Afgemeld. Dat apparaat vraagt een nieuwe aanmelding." in live(meetlat.anna).message.text
        assert "in geen enkele browser" in live(meetlat.anna).message.text
        assert (await phone.open()).status == 403


@pytest.mark.parametrize("forged", ["_", "a", "account", "0" * 16, "%25" * 5])
async def test_nobody_ends_what_is_not_theirs(meetlat: Meetlat, forged: str) -> None:
    async with meetlat.browser(ANNA) as anna, meetlat.browser(BRAM) as bram:
        async with meetlat.storage.look() as unit:
            (theirs,) = await unit.sessions.of(BRAM.id, meetlat.clock())
        for sign_in in (theirs.token[:16], forged):
            await anna.open()
            await anna.tap(f"end_session/{sign_in}")
        assert (await bram.open()).status == (await anna.open()).status == 200
    assert await meetlat.trail("afgemeld") == 0


async def test_a_beheerder_sees_how_many_and_ends_all_with_their_open_pages(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    async with meetlat.browser(BRAM) as bram, meetlat.browser(BEA) as bea:
        async with bram.session.get(f"{meetlat.address}live") as stream:
            assert await event(stream) == "event: changed"
            await bea.presses("Collega’s", "Klantmanager 2 · Team t2")
            assert "Aangemelde browsers: 1" in bea.page.lines
            await bea.press("Overal afmelden")
            assert "Aangemelde browsers: 0" in bea.page.lines
            assert await event(stream) == "event: gone"
        assert (await bram.open()).status == 403


async def test_going_out_ends_every_page_of_that_browser(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as anna, anna.session.get(f"{meetlat.address}live") as stream:
        assert await event(stream) == "event: changed"
        await anna.post("/out", (await anna.open()).forms["/out"])
        assert await event(stream) == "event: gone"


async def test_silence_ends_a_session_and_the_question_waits(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, "Ja")
    async with meetlat.browser(ANNA) as visitor:
        question = (await visitor.press(f"Verder met {code}")).heading
        meetlat.clock.move(hours=8)
        assert (await visitor.tap("home")).status == 403
        assert (await visitor.sign_in()).heading == question


async def test_who_works_stays_signed_in_until_the_absolute_end(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as visitor:
        for _ in range(11):
            meetlat.clock.move(hours=1)
            assert (await visitor.open()).status == 200
        meetlat.clock.move(hours=1)
        assert (await visitor.open()).status == 403


async def test_a_page_that_only_listens_keeps_nobody_signed_in(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as visitor:
        visitor.script()
        for _ in range(7):
            meetlat.clock.move(hours=1)
            async with visitor.session.get(f"{meetlat.address}live") as stream:
                assert await event(stream) == "event: changed"
            async with visitor.session.get(meetlat.address, headers={"HX-Request": "true"}) as page:
                assert page.status == 200
        meetlat.clock.move(hours=1)
        assert (await visitor.open()).status == 403


async def test_who_comes_back_within_an_hour_finds_the_screen_where_it_was(meetlat: Meetlat) -> None:
    async with Visitor(lambda: meetlat.address, lambda: meetlat.link_token(ANNA)) as visitor:
        await visitor.sign_in()
        await visitor.press("Mijn cliënten")
        heading = visitor.page.heading
        meetlat.clock.move(hours=8, minutes=59)
        assert (await visitor.sign_in()).heading == heading


async def added_with(meetlat: Meetlat, session: str) -> Passkey:
    """A passkey of Anna that was added in a session."""
    sign_in = hashed(session)[:16]
    passkey = Passkey("p1", ANNA.id, "cred", "key", 0, "Telefoon", meetlat.clock(), sign_in, door=BEA.id)
    async with meetlat.storage.unit() as unit:
        assert await unit.passkeys.add(passkey)
    return passkey


@pytest.mark.parametrize("over", [False, True], ids=["still signed in", "signed out again"])
async def test_who_was_not_there_is_rid_of_the_passkey_too(either_meetlat: Meetlat, over: bool) -> None:
    meetlat = either_meetlat
    async with meetlat.storage.unit() as unit:
        invite = Invite(ANNA.rol, functionaris=ANNA.id)
        await unit.people.invite(hashed("made-by-bea-0001"), invite, meetlat.clock() + LIFETIME, BEA.id)
    async with Visitor(lambda: meetlat.address, lambda: meetlat.link_token(ANNA)) as bea:
        await bea.sign_in("made-by-bea-0001")
        (token,) = [cookie.value for cookie in bea.session.cookie_jar if not cookie.key.endswith("-form")]
        passkey = await added_with(meetlat, token)
        if over:
            await bea.post("/out", bea.page.forms["/out"])
        async with meetlat.browser(ANNA) as anna:
            await anna.tap(f"not_me/{passkey.sessie}")
            assert "De aanmelding is beëindigd" in (await anna.press("Beëindig die aanmelding")).text
        assert (await bea.open()).status == 403
    async with meetlat.storage.look() as unit:
        assert await unit.passkeys.of(ANNA.id) == ()


async def test_a_name_of_a_passkey_passes_no_telegram(meetlat: Meetlat) -> None:
    await added_with(meetlat, "a session")
    await send(meetlat.anna, "/start")
    await tap(meetlat.anna, "Instellingen", "Passkeys")
    assert "Uw passkeys: 1" in live(meetlat.anna).message.text
    assert not any("Telefoon" in message.text for message in meetlat.anna.chat)


async def test_who_was_going_somewhere_goes_there_after_signing_in(meetlat: Meetlat) -> None:
    code = await meetlat.client()
    async with Visitor(lambda: meetlat.address, lambda: meetlat.link_token(ANNA)) as visitor:
        for path, heading in (("/passkeys", "Uw passkeys"), (f"/open/start/{code}", P0)):
            assert (await visitor.get(path)).status == 403
            assert (await visitor.sign_in()).heading == heading
            assert (await visitor.sign_in()).heading != "Uw passkeys", "once only"
            visitor.session.cookie_jar.clear()


@pytest.mark.parametrize("path", ["//evil.example", "/openid", "/static/x", "/open/", "/in/whatever-it-is-that-it-is"])
async def test_nobody_is_led_to_what_is_no_page_of_ones_own(meetlat: Meetlat, path: str) -> None:
    async with Visitor(lambda: meetlat.address, lambda: meetlat.link_token(ANNA)) as visitor:
        await visitor.get(path)
        assert (await visitor.sign_in()).status == 200
        assert visitor.page.heading == "Wat wilt u doen?"
