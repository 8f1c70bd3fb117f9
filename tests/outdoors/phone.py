"""Somebody outdoors: a phone with the worker and what goes along on it, and a whole Meetlat that comes and goes."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, expect
from support.botapi import BotApi
from support.ports import free_port
from support.running import ANNA, TOKEN, Meetlat, furnished

from flows.people import Functionaris

PHONE: ViewportSize = {"width": 390, "height": 844}
AT_WORK = "() => navigator.serviceWorker.ready.then(() => true)"
HEADING = "#vraag"


@asynccontextmanager
async def meetlat_at_one_address(url: str, **settings: Any) -> AsyncIterator[Meetlat]:
    """A Meetlat that is found at the same address after every start."""
    async with BotApi((TOKEN,)) as api, furnished(url, api, port=free_port(), **settings) as meetlat:
        await meetlat.start()
        yield meetlat


@dataclass
class Phone:
    """One browser with its own storage, with the page outdoors in it."""

    meetlat: Meetlat
    context: BrowserContext
    page: Page

    @property
    def home(self) -> str:
        """The address of the chat."""
        return self.meetlat.address

    async def sign_in(self, who: Functionaris) -> None:
        """Sign somebody in, in this browser, and wait until the worker is at work."""
        await self.page.goto(f"{self.home}in/{await self.meetlat.link_token(who)}")
        await self.page.get_by_role("button", name="Aanmelden").click()
        await self.page.wait_for_function(AT_WORK)

    async def sign_in_later(self, who: Functionaris) -> None:
        """Find the signal again after so long that one has to sign in, and open the page outdoors."""
        await self.page.goto("about:blank")
        await self.offline(gone=False)
        await self.sign_in(who)
        await self.page.goto(f"{self.home}onderweg")

    async def outdoors(self) -> None:
        """Open the page outdoors, with all that goes along."""
        async with self.page.expect_response("**/onderweg/kit*") as answered:
            await self.page.goto(f"{self.home}onderweg")
        await (await answered.value).finished()
        await self.asked("Voor wie is de meting?")

    async def offline(self, *, gone: bool = True) -> None:
        """Lose the signal, or find it again."""
        await self.context.set_offline(gone)

    async def tap(self, *labels: str) -> None:
        """Press buttons one after the other."""
        for label in labels:
            await expect(self.page.locator("#chat:not([aria-busy])")).to_be_attached()
            await self.page.get_by_role("button", name=label, exact=True).click()

    async def pick(self, code: str) -> None:
        """Choose somebody of the list."""
        await self.page.get_by_role("button", name=re.compile(f"^{code} ")).click()

    async def asked(self, text: str) -> None:
        """Wait for a question."""
        await expect(self.page.locator(HEADING)).to_contain_text(text)

    async def said(self, text: str) -> None:
        """Wait until the page tells what became of something."""
        await expect(self.page.locator(".told")).to_contain_text(text)

    async def place_on_three(self) -> None:
        """Answer everything for somebody who takes part in something organised, up to the summary."""
        await self.asked("Kunt u deze cliënt nu op de ladder plaatsen?")
        await self.tap("Ja", "Nee", "Nee", "Ja")
        await self.asked("Trede 3")
        await self.tap("Klopt", "Ja (+)", "Trede 4")
        await self.asked("Kloppen deze klantkenmerken?")
        await self.tap("Alles klopt", "Over 6 maanden")
        await self.asked("Klopt dit zo?")

    async def kept(self) -> dict[str, Any] | None:
        """What is on the device, as it stands there."""
        found: dict[str, Any] | None = await self.page.evaluate(
            """() => kept.change("outdoors", (all) => all).then((all) => all && {
                ...all, key: all.key && [all.key.extractable, all.key.algorithm.name], kit: Boolean(all.kit),
                items: Object.values(all.items).map(({ stage, data }) => [stage, data.byteLength]),
                clear: JSON.stringify(all, (name, value) => (value instanceof ArrayBuffer || ArrayBuffer.isView(value)
                    ? new TextDecoder().decode(value) : value)),
            })"""
        )
        return found


@asynccontextmanager
async def phone(browser: Browser, meetlat: Meetlat, who: Functionaris = ANNA, **context: Any) -> AsyncIterator[Phone]:
    """A phone on which somebody is signed in; every complaint of the browser but that there is no signal fails."""
    complaints: list[str] = []
    opened = await browser.new_context(**{"viewport": PHONE, "locale": "nl-NL", "has_touch": True, **context})
    try:
        page = await opened.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(f"Error: {error}"))
        one = Phone(meetlat, opened, page)
        await one.sign_in(who)
        yield one
    finally:
        await opened.close()
    assert [text for text in complaints if "Content Security Policy" in text or "Error:" in text] == []
