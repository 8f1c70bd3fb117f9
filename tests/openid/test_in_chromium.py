"""From the page without a session to the menu and out again, in a real browser and at a provider that others wrote."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from openid.conftest import settings_for
from playwright.async_api import Browser, Page, expect
from support.botapi import BotApi
from support.browser import axe, launch
from support.ports import free_port
from support.provider import Provider
from support.running import ANNA, BEA, TOKEN, Meetlat, furnished
from support.storage import Databases

ACCOUNT = {"sub": "0a1b2c", "preferred_username": "Anna@Gemeente.example", "name": "Anna Achternaam"}
IN = "Met Gemeente X"
PATIENCE = 30


@asynccontextmanager
async def provider_process() -> AsyncIterator[str]:
    """The provider, as a process on a host of its own: ``localhost`` is another site than ``127.0.0.1``."""
    port = free_port()
    command = (sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--user-claims", json.dumps(ACCOUNT))
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert process.stderr is not None
    try:
        async with asyncio.timeout(PATIENCE):
            while b"running on" not in (said := await process.stderr.readline()):
                assert said, "the provider ended"
        yield f"http://localhost:{port}"
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def meetlat_at(url: str, issuer: str) -> AsyncIterator[Meetlat]:
    """Meetlat, at the time that it is, because another process says what time it is too."""
    chosen = settings_for(Provider(issuer=issuer), openid_claim="preferred_username", openid_button=IN)
    async with BotApi((TOKEN,)) as api, furnished(url, api, **chosen) as meetlat:
        meetlat.clock.moment = datetime.now(UTC)
        meetlat.clock.run()
        await meetlat.start()
        yield meetlat


async def with_account(page: Page) -> None:
    """Sign in at the provider, as the one who is known there."""
    await page.get_by_role("link", name=IN).click()
    await page.get_by_role("button", name=ACCOUNT["sub"]).click()


async def test_there_and_back_in_a_browser(sqlite_databases: Databases) -> None:
    """All cookies are Strict and the provider is another site, so what it sends back shows none of them."""
    url = await sqlite_databases.ready()
    async with provider_process() as issuer, meetlat_at(url, issuer) as meetlat, launch(whole=True) as browser:
        for script in (True, False):
            context = await browser.new_context(locale="nl-NL", java_script_enabled=script, reduced_motion="reduce")
            page = await context.new_page()
            await page.goto(meetlat.address)
            assert not script or await axe(page) == []
            await with_account(page)
            if script:
                await expect(page.get_by_role("heading", name="U hebt geen toegang tot Meetlat")).to_be_visible()
                assert await axe(page) == []
                await filled_in(browser, meetlat)
                await page.get_by_role("link", name="Opnieuw aanmelden").click()
                await with_account(page)
            await expect(page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()
            cookies = [each for each in await context.cookies() if each["domain"] == "127.0.0.1"]
            assert {each.get("sameSite") for each in cookies} == {"Strict"}
            await page.reload()
            await expect(page.get_by_role("heading", name="Wat wilt u doen?")).to_be_visible()
            if script:
                await out(page)
            await context.close()


async def filled_in(browser: Browser, meetlat: Meetlat) -> None:
    """A beheerder fills Anna's account in."""
    context = await browser.new_context(locale="nl-NL")
    desk = await context.new_page()
    await desk.goto(f"{meetlat.address}in/{await meetlat.link_token(BEA)}")
    assert await axe(desk) == []
    await desk.get_by_role("button", name="Aanmelden").click()
    await desk.goto(f"{meetlat.address}openid/collega/{ANNA.id}")
    await desk.get_by_label("Wat staat er bij deze collega").fill(ACCOUNT["preferred_username"])
    await desk.get_by_role("button", name="Bewaren").click()
    await expect(desk.locator("#melding")).to_contain_text("Bewaard")
    await expect(desk.get_by_label("Wat staat er bij deze collega")).to_have_value("anna@gemeente.example")
    assert await axe(desk) == []
    await context.close()


async def out(page: Page) -> None:
    """Out of Meetlat, and on to the way out at the provider."""
    await page.locator("details.menu summary").click()
    await page.get_by_role("button", name="Afmelden").click()
    await expect(page.get_by_role("heading", name="U bent afgemeld bij Meetlat")).to_be_visible()
    assert await axe(page) == []
    await page.get_by_role("link", name="Ook daar afmelden").click()
    await page.wait_for_url(lambda where: where.startswith("http://localhost"))
