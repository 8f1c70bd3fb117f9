"""A phone with a worker, storage and reception that comes and goes, and a Meetlat that it can reach or not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from typing import Any

from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Page, expect
from support.ports import free_port
from web.conftest import SECRET, app_of
from web.serving import Meetlat

from bot.web import assets
from bot.web.ports import WebSettings
from bot.web.security import Cookies

SETTINGS = WebSettings(SECRET, organisation="Gemeente Voorbeeld")
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
_MANY = "wanted => self.registration.getNotifications().then(all => all.length >= wanted)"
_CLOSED = "self.registration.getNotifications().then(all => (all.forEach(one => one.close()), true))"
_TAPPED = """async tag => { const [notification] = await self.registration.getNotifications({ tag });
    if (!notification) return false;
    const event = new NotificationEvent("notificationclick", { notification });
    event.waitUntil = () => {}; self.dispatchEvent(event); return true; }"""
# A click as a thumb or a mouse makes it, at one place of the screen and at a moment of its own.
_CLICK = """([name, pointerType, detail, at]) => {
    const button = [...document.querySelectorAll("#chat button")].find(each => each.textContent.trim() === name);
    const where = { clientX: 100, clientY: 700, bubbles: true, cancelable: true };
    const event = new PointerEvent("click", { ...where, pointerType, detail });
    Object.defineProperty(event, "timeStamp", { value: at });
    button.dispatchEvent(event); }"""
# Per pointer what tells of a second half: how many clicks it counts, and how many ms after the first half it comes.
SECOND_HALVES = [("touch", 1, 200), ("mouse", 2, 900)]
READY = "() => 'htmx' in window && navigator.serviceWorker.controller"


@dataclass
class Site:
    """A Meetlat that goes down and comes up again at one address."""

    meetlat: Meetlat
    settings: WebSettings = SETTINGS
    port: int = field(init=False)
    _server: TestServer | None = None

    def __post_init__(self) -> None:
        self.port = free_port()

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    async def up(self) -> None:
        self._server = TestServer(app_of(self.meetlat, self.settings), port=self.port, skip_url_asserts=True)
        await self._server.start_server()

    async def down(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            await server.close()

    def session(self) -> Any:
        """A cookie with a new session of whoever is served."""
        return {"name": Cookies(self.settings).name, "value": self.meetlat.sign_in(), "url": self.home}


@dataclass
class Device:
    """One browser with its own storage."""

    site: Site
    context: BrowserContext
    page: Page

    async def tab(self) -> Page:
        """One more tab, with a question in it."""
        page = await self.context.new_page()
        await page.goto(self.site.home)
        await page.wait_for_function(READY)
        return page

    async def offline(self, gone: bool = True) -> None:
        await self.context.set_offline(gone)

    async def kept(self, page: Page | None = None) -> list[dict[str, Any]]:
        """What waits on the device."""
        found: list[dict[str, Any]] = await (page or self.page).evaluate(
            "kept.change('line', all => all).then(all => all || [])"
        )
        return found

    async def nothing_waits(self, page: Page | None = None) -> None:
        await expect((page or self.page).locator("#lost")).to_be_hidden()
        assert await self.kept(page) == []


@asynccontextmanager
async def device(browser: Browser, meetlat: Meetlat, *, script: str = "", **context: Any) -> AsyncIterator[Device]:
    """A phone with the page open and the worker at work; ``script`` is run before each page."""
    site = Site(meetlat)
    await site.up()
    given = {"viewport": {"width": 390, "height": 844}, "locale": "nl-NL", "has_touch": True, **context}
    opened = await browser.new_context(**given)
    try:
        if script:
            await opened.add_init_script(script)
        await opened.add_cookies([site.session()])
        one = Device(site, opened, await opened.new_page())
        await one.page.goto(site.home)
        await one.page.wait_for_function(
            READY if context.get("service_workers") != "block" else "() => 'htmx' in window"
        )
        yield one
    finally:
        await opened.close()
        await site.down()


def renewed(folder: Path, name: str, more: str) -> Path:
    """The files of a next version of Meetlat, in which one says something more."""
    files = copytree(assets._FOLDER, folder / "static")
    (files / name).write_text((files / name).read_text() + more)
    return files


async def click(page: Page, name: str, pointer: str, *, clicks: int = 1, at: int) -> None:
    """Press a button as a pointer does: ``clicks`` in a row as it counts them, ``at`` so many ms."""
    await page.evaluate(_CLICK, [name, pointer, clicks, at])


async def authenticator(page: Page) -> tuple[CDPSession, str]:
    """Give the browser of a page an authenticator that DevTools plays; gives where to ask it, and which it is."""
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    made = await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return devtools, made["authenticatorId"]


async def push(page: Page, *messages: str) -> None:
    """What a push service delivers, by way of the browser."""
    session = await page.context.new_cdp_session(page)
    found: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def registered(event: dict[str, Any]) -> None:
        for each in event["registrations"]:
            if not found.done():
                found.set_result(each["registrationId"])

    session.on("ServiceWorker.workerRegistrationUpdated", registered)
    await session.send("ServiceWorker.enable")
    async with asyncio.timeout(30):
        registration = await found
    given = {"origin": await page.evaluate("location.origin"), "registrationId": registration}
    # A busy browser now and then loses one for a worker that it has yet to wake; a push service would repeat it too.
    for _ in range(3):
        for data in messages:
            await session.send("ServiceWorker.deliverPushMessage", {**given, "data": data})
        with suppress(TimeoutError):
            await in_worker(page.context, _MANY, len(messages), seconds=8)
            return
        await in_worker(page.context, _CLOSED)
    raise AssertionError("nothing was shown")


async def in_worker(context: BrowserContext, script: str, *given: Any, seconds: float = 30) -> Any:
    """What a script gives in the worker; one that the browser ended meanwhile never answers, and is asked anew."""
    async with asyncio.timeout(seconds):
        while True:
            with suppress(Error, TimeoutError):
                async with asyncio.timeout(5):
                    found = await context.service_workers[-1].evaluate(script, *given)
                    if found:
                        return found


async def tapped(context: BrowserContext, tag: str) -> None:
    """Tap the notification with this tag, once it is shown."""
    await in_worker(context, _TAPPED, tag)
