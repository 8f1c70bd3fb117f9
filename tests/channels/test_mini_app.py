"""The web chat that opens in Telegram: signed in by what Telegram says, once and for minutes only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import quote

import pytest
from channels.steps import begun
from playwright.async_api import expect
from support.botapi.mini_app import init_data
from support.browser import launch
from support.page import Page, Visitor
from support.running import ANNA, BEA, STAFF, TOKEN, Meetlat, meetlat_on
from support.storage import Databases

from bot.people.links import MINI_APP


@pytest.fixture
async def opening(databases: Databases) -> AsyncIterator[Meetlat]:
    """A Meetlat whose gemeente allows it."""
    async with meetlat_on(await databases.clean(), mini_app=True) as meetlat:
        yield meetlat


def visiting(meetlat: Meetlat) -> Visitor:
    return Visitor(lambda: meetlat.address, meetlat.link_token)


async def handed_over(visitor: Visitor, opened: str) -> Page:
    """Open the page, and have it hand over what Telegram put behind its address, as its script does."""
    page = await visitor.get(MINI_APP)
    return await visitor.post(MINI_APP, {**page.forms[MINI_APP], "opened": opened})


async def test_whoever_opens_it_is_signed_in_once_and_at_the_same_question(opening: Meetlat) -> None:
    code = await begun(opening.anna)
    opened = init_data(TOKEN, STAFF[ANNA], opening.clock())
    async with visiting(opening) as visitor, visiting(opening) as thief:
        page = await handed_over(visitor, opened)
        assert f"Verder met {code}" in page.labels or code in page.text
        assert "Klantmanager 1" in page.text
        assert "Aanmelden lukte niet" in (await handed_over(thief, opened)).heading
        assert (await visitor.open()).status == 200
    assert await opening.trail("ingelogd") == 1


async def test_old_forged_and_unknown_is_refused_alike(opening: Meetlat) -> None:
    now = opening.clock()
    await opening.remove(BEA)
    for opened in (
        *("", "hash=1", init_data("123:OTHER", STAFF[ANNA], now), init_data(TOKEN, 999, now)),
        init_data(TOKEN, STAFF[ANNA], now - timedelta(minutes=6)),
        init_data(TOKEN, STAFF[BEA], now),
    ):
        async with visiting(opening) as visitor:
            page = await handed_over(visitor, opened)
            assert (page.status, page.heading) == (403, "Aanmelden lukte niet")
            assert (await visitor.open()).status == 403
    assert await opening.trail("ingelogd") == 0


async def test_where_it_is_not_allowed_there_is_nothing(meetlat: Meetlat) -> None:
    async with visiting(meetlat) as visitor:
        assert (await visitor.get(MINI_APP)).status == 404


async def test_such_a_session_lasts_as_long_as_that_of_a_link(opening: Meetlat) -> None:
    async with visiting(opening) as visitor:
        await handed_over(visitor, init_data(TOKEN, STAFF[ANNA], opening.clock()))
        opening.clock.move(hours=7)
        assert (await visitor.open()).status == 200
        opening.clock.move(hours=6)
        assert (await visitor.open()).status == 403


async def test_a_browser_hands_it_over_by_itself_and_keeps_nothing_of_it(sqlite_databases: Databases) -> None:
    async with meetlat_on(await sqlite_databases.clean(), mini_app=True) as opening, launch() as browser:
        page = await browser.new_page()
        await page.goto(f"{opening.address.rstrip('/')}{MINI_APP}")
        await expect(page.locator("[data-outside]")).to_be_visible()
        opened = quote(init_data(TOKEN, STAFF[ANNA], opening.clock()))
        await page.goto("about:blank")
        await page.goto(f"{opening.address.rstrip('/')}{MINI_APP}#tgWebAppData={opened}&tgWebAppVersion=9.0")
        await expect(page.get_by_text("Wat wilt u doen?")).to_be_visible()
        assert "tgWebAppData" not in page.url
