"""Without Telegram, from one invitation to the next morning: with a passkey and push, with an account and mail."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from openid.conftest import browser as nobody
from openid.conftest import settings_for, signed_in
from playwright.async_api import Browser, Page, expect
from support.browser import axe, launch
from support.builders import meetmoment, meting
from support.mail_server import MailServer
from support.page import Visitor
from support.ports import free_port
from support.provider import provider
from support.push_service import BrowserAt
from support.reaching import Scene, scene_on
from support.running import BEA, STAFF, Meetlat, until
from support.storage import Databases
from web.devices import READY, authenticator, push, tapped

from bot.runtime.clock import AMSTERDAM
from flows.people import Functionaris, Rol

ADDRESS = "nieuw@gemeente.example"
# A Wednesday afternoon, the working day after it on which somebody is due, its end, and the next morning.
INVITED = datetime(2027, 5, 19, 17, 30, tzinfo=AMSTERDAM).astimezone(UTC)
DUE = datetime(2027, 5, 20, 8, 0, tzinfo=AMSTERDAM).astimezone(UTC)
EVENING = datetime(2027, 5, 20, 17, 15, tzinfo=AMSTERDAM).astimezone(UTC)
NEXT_MORNING = datetime(2027, 5, 21, 8, 30, tzinfo=AMSTERDAM).astimezone(UTC)
MENU = "Wat wilt u doen?"
THREE_TAPS = ("Alles klopt nog", "Nee", "Vastleggen")
# The browser's own push service cannot be had here; this one gives the address of ours.
SUBSCRIBED = """
const standard = text => text.replace(/-/g, "+").replace(/_/g, "/");
const bytes = text => Uint8Array.from(atob(standard(text)), one => one.charCodeAt(0)).buffer;
const given = %s;
const kept = { endpoint: given.endpoint, getKey: name => bytes(given[name]) };
Notification.requestPermission = async () => "granted";
PushManager.prototype.subscribe = async () => kept;
"""


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with launch(whole=True) as browser:
        yield browser


async def invited(desk: Visitor) -> str:
    """Invite a klantmanager, as a beheerder does; gives the path of the link."""
    await desk.open()
    await desk.presses("Collega’s", "Iemand uitnodigen", "Klantmanager", "Team t1")
    (link,) = set(re.findall(r"/in/[a-z2-7]{32}", desk.page.text))
    return str(link)


async def newcomer(meetlat: Meetlat) -> Functionaris:
    """Who came in last."""
    async with meetlat.storage.look() as unit:
        (found,) = [who for who in await unit.people.everyone(meetlat.clock()) if who not in STAFF]
    return found


async def due(meetlat: Meetlat, who: Functionaris) -> str:
    """A client of theirs who was measured long ago and is due on that day."""
    code, last = await meetlat.client(who), DUE.date() - timedelta(days=360)
    taken = meting(3, datum=last, gepland=DUE.date(), uiterste=DUE.date() + timedelta(days=5))
    async with meetlat.storage.unit() as unit:
        await unit.meetmomenten.register(meetmoment(f"m-{code}", client=code, door=who.id, meting=taken), "nl", last)
    return code


@asynccontextmanager
async def at_work(url: str, mail: MailServer, **settings: Any) -> AsyncIterator[Scene]:
    port = free_port()
    there = {"telegram_token": None, "port": port, "public_url": f"http://localhost:{port}"}
    async with AsyncExitStack() as stack:
        scene = await scene_on(url, stack, mail, **there | settings)
        scene.meetlat.clock.moment = INVITED
        yield scene


@asynccontextmanager
async def phone(chromium: Browser, subscription: BrowserAt) -> AsyncIterator[Page]:
    """A phone on which notices are allowed, with an authenticator."""
    context = await chromium.new_context(
        locale="nl-NL", viewport={"width": 390, "height": 844}, has_touch=True, permissions=["notifications"]
    )
    await context.add_init_script(SUBSCRIBED % json.dumps(subscription.form))
    page = await context.new_page()
    await authenticator(page)
    yield page
    await context.close()


async def presses(page: Page, *names: str) -> None:
    for name in names:
        await page.get_by_role("button", name=name, exact=True).click()


async def test_a_passkey_and_push_are_enough(
    hasty: None, chromium: Browser, sqlite_databases: Databases, mail: MailServer
) -> None:
    async with at_work(await sqlite_databases.ready(), mail) as scene:
        meetlat, subscription = scene.meetlat, scene.push.browser()
        home = meetlat.address.replace("127.0.0.1", "localhost").rstrip("/")
        async with meetlat.browser(BEA) as desk, phone(chromium, subscription) as page:
            await page.goto(home + await invited(desk))
            await presses(page, "Aanmelden")
            await expect(page.get_by_role("heading", name="Voortaan zonder link aanmelden?")).to_be_visible()
            await presses(page, "Passkey toevoegen")
            await expect(page.locator("#melding")).to_contain_text("Toegevoegd")
            who = await newcomer(meetlat)
            assert who.rol is Rol.KLANTMANAGER
            code = await due(meetlat, who)

            await page.goto(home)
            await expect(page.get_by_role("heading", name=MENU)).to_be_visible()
            devtools = await page.context.new_cdp_session(page)
            assert (await devtools.send("Page.getAppManifest"))["errors"] == []
            hinders = (await devtools.send("Page.getInstallabilityErrors"))["installabilityErrors"]
            assert {each["errorId"] for each in hinders} <= {"in-incognito"}, "but that a test browses in private"
            await page.wait_for_function(READY)
            await presses(page, "Instellingen", "Meldingen", "Meldingen op dit toestel")
            await expect(page.get_by_role("button", name="Stuur een proefbericht")).to_be_visible()

            meetlat.clock.moment = DUE
            assert await meetlat.sweep() == 1
            meetlat.clock.move(hours=1)
            await until(lambda: subscription.shown("digest"), "the notice of the due day")
            await push(page, json.dumps(subscription.shown("digest")[0]))
            await tapped(page.context, "digest")
            await expect(page.get_by_role("heading", name="Klopt dit nog?")).to_be_visible()
            assert await axe(page) == []
            await presses(page, *THREE_TAPS)
            await expect(page.locator("#chat")).to_contain_text(f"{code} vastgelegd")
            assert len(await meetlat.history(code)) == 2

            meetlat.clock.moment = EVENING
            await presses(page, "Menu")
            await expect(page.get_by_role("heading", name=MENU)).to_be_visible()
            meetlat.clock.moment = NEXT_MORNING
            await page.goto(home)
            await expect(page.get_by_role("heading", name=MENU)).to_be_visible()


async def test_an_account_of_the_gemeente_and_mail_are_enough(
    hasty: None, sqlite_databases: Databases, mail: MailServer
) -> None:
    async with (
        provider() as stands,
        at_work(await sqlite_databases.ready(), mail, **settings_for(stands, openid_links=False)) as scene,
    ):
        meetlat = scene.meetlat
        stands.now, stands.account = meetlat.clock, {"sub": "nieuw@provider"}
        async with meetlat.browser(BEA) as desk, nobody(meetlat) as visitor:
            assert (await signed_in(visitor, f"{await invited(desk)}/openid")).heading == MENU
            who = await newcomer(meetlat)
            code = await due(meetlat, who)
            await visitor.presses("Instellingen", "Meldingen", "E-mailadres")
            await visitor.say(ADDRESS)
            await until(lambda: mail.to(ADDRESS), "the code")
            await visitor.say(re.findall(r"[0-9]{3} [0-9]{3}", str(mail.to(ADDRESS)[0]["Subject"]))[0])
            before = len(mail.to(ADDRESS))

            meetlat.clock.moment = DUE
            assert await meetlat.sweep() == 1
            meetlat.clock.move(hours=1)
            await until(lambda: len(mail.to(ADDRESS)) > before, "the mail of the due day")
            text = next(mail.to(ADDRESS)[-1].iter_parts()).get_content()
            assert code not in text
            await visitor.get(re.findall(r"http://localhost:[0-9]+(/open/\S+)", text)[0])
            await visitor.presses(*THREE_TAPS)
            assert f"{code} vastgelegd" in visitor.page.text

            meetlat.clock.moment = EVENING
            await visitor.press("Menu")
            meetlat.clock.moment = NEXT_MORNING
            assert (await visitor.open()).heading == MENU
        assert len(await meetlat.history(code)) == 2
