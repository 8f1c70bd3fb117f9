"""Switching notices on in a real browser, whose push service is played: what is asked, what is sent, what is said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, expect
from support.browser import axe, launch
from web.conftest import SECRET, ports_of
from web.samples import QUESTION
from web.serving import Meetlat

from bot.conversation.screen import Button, Screen, verbatim
from bot.ui.widgets import title
from bot.web.ports import Visitor, WebSettings
from bot.web.security import Cookies
from bot.web.server import make_app
from storage.people.reach import Address

KEY = "BAECAwQ"
SCREEN = Screen((title(verbatim("Hoe?")),), ((Button(verbatim("Verder"), QUESTION.rows[0][0].route),),), notices=True)
# A browser whose push service gives an address at once; ``permission`` is what the person answers.
PLAYED = """
window.asked = [];
Object.defineProperty(window, "Notification", { value: {
  permission: "default",
  requestPermission: async () => (Notification.permission = "%s"),
}});
const bytes = (...all) => new Uint8Array(all).buffer;
const getKey = (name) => (name === "auth" ? bytes(1, 2) : bytes(251, 255));
const kept = { endpoint: "https://push.example/1", getKey };
const worker = { pushManager: {
  getSubscription: async () => null,
  subscribe: async (wanted) => { window.asked.push([...wanted.applicationServerKey]); return kept; },
}};
Object.defineProperty(navigator, "serviceWorker", { value: {
  register: async (path) => window.asked.push(path),
  ready: Promise.resolve(worker),
  getRegistration: async () => worker,
}});
"""


class Kept:
    """The browsers that were switched on."""

    key = KEY

    def __init__(self) -> None:
        self.begun: list[Address] = []

    async def begin(self, who: Visitor, session: str, address: Address, agent: str) -> bool:
        self.begun.append(address)
        return True

    async def end(self, functionaris: str, endpoint: str) -> None:
        raise AssertionError

    def is_way_out(self, token: str) -> bool:
        return False

    async def end_mail(self, token: str) -> bool:
        return False


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    async with launch() as browser:
        yield browser


@asynccontextmanager
async def opened(browser: Browser, answer: str, screens: list[Screen]) -> AsyncIterator[tuple[Page, Kept, Meetlat]]:
    meetlat, kept = Meetlat(screens), Kept()
    settings = WebSettings(SECRET)
    app = make_app(ports_of(meetlat, browsers=kept), settings)
    async with TestServer(app) as server:
        home = str(server.make_url("/"))
        context = await browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL")
        await context.add_init_script(PLAYED % answer)
        await context.add_cookies([{"name": Cookies(settings).name, "value": meetlat.sign_in(), "url": home}])
        page = await context.new_page()
        await page.goto(home)
        yield page, kept, meetlat
        await context.close()


async def asked_for(page: Page, times: int) -> None:
    """Wait until the browser was asked for something so often; the page allows no text to be run as a condition."""
    async with asyncio.timeout(30):
        while await page.evaluate("window.asked.length") != times:
            await page.wait_for_timeout(5)


async def test_one_tap_asks_and_tells_meetlat_where_to_send(chromium: Browser) -> None:
    async with opened(chromium, "granted", [QUESTION, SCREEN]) as (page, kept, meetlat):
        await page.wait_for_function("'htmx' in window")
        await page.locator(".answers button").first.click()
        button = page.get_by_role("button", name="Meldingen op dit toestel")
        await expect(button).to_be_visible()
        assert await axe(page) == []
        # Every page registers the worker once it stands; what follows is of this tap.
        await asked_for(page, 1)
        await page.evaluate("window.asked.length = 0")
        looks = meetlat.looks
        await button.click()
        await asked_for(page, 2)
        await expect(page.locator("#notices-said")).to_have_text("")
        while not kept.begun or meetlat.looks == looks:
            await page.wait_for_timeout(5)
        assert kept.begun[-1] == Address("https://push.example/1", "-_8", "AQI")
        assert await page.evaluate("window.asked") == ["/sw.js", [4, 1, 2, 3, 4]]


async def test_who_says_no_is_told_what_to_do(chromium: Browser) -> None:
    async with opened(chromium, "denied", [SCREEN]) as (page, kept, _):
        await page.get_by_role("button", name="Meldingen op dit toestel").click()
        await expect(page.locator("#notices-said")).to_contain_text("Sta ze toe bij de instellingen")
        assert kept.begun == []
