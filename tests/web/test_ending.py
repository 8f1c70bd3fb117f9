"""A session that ends says so in time, and what was on its way waits for the next sign-in; in a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from support.browser import axe, launch
from support.running import ANNA, BRAM, Meetlat, meetlat_on
from support.storage import Databases

from flows.people import Functionaris

pytestmark = pytest.mark.asyncio(loop_scope="module")

SOON, FINALLY = "Binnen tien minuten wordt u afgemeld", "Binnen tien minuten eindigt uw aanmelding"
ENDED, P0, Q1 = "U bent niet aangemeld", "Kunt u deze cliënt nu op de ladder plaatsen?", "betaald werk: een"
NOT_SENT, SEND, DROP = "Dit antwoord is nog niet verstuurd:", "Alsnog versturen", "Niet versturen"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with launch() as browser:
        yield browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def meetlat(sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        yield meetlat


async def sign_in(page: Page, meetlat: Meetlat, who: Functionaris = ANNA) -> None:
    await page.goto(f"{meetlat.address}in/{await meetlat.link_token(who)}")
    await page.get_by_role("button", name="Aanmelden").click()
    await expect(page.locator("#live")).to_be_attached()
    await script(page)


async def script(page: Page) -> None:
    """Wait for the library that comes last."""
    while not await page.evaluate("'htmx' in window"):
        await page.wait_for_timeout(5)


@asynccontextmanager
async def phone(chromium: Browser, meetlat: Meetlat, *, clock: bool = False) -> AsyncIterator[Page]:
    """A phone on which Anna is signed in; ``clock`` is one that the test moves."""
    context = await chromium.new_context(
        locale="nl-NL", viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    )
    try:
        page = await context.new_page()
        # Else the live stream may say first what these tests find out by a tap or a timer.
        await page.route("**/live", lambda route: route.fulfill(status=204))
        if clock:
            # A device may be a year off: only how much time passes counts.
            await page.clock.install(time="2027-12-01T12:00:00Z")
        await sign_in(page, meetlat)
        yield page
    finally:
        await context.close()


async def later(page: Page, meetlat: Meetlat, seconds: int) -> None:
    meetlat.clock.move(seconds=seconds)
    await page.clock.fast_forward(1000 * seconds)


async def measuring(page: Page) -> None:
    """Begin a measurement, to its first question."""
    await page.get_by_role("button", name="Nieuwe meting").click()
    await page.get_by_role("button", name="Nieuwe cliënt").click()
    await expect(page.get_by_role("heading", name=P0)).to_be_visible()


async def answers(meetlat: Meetlat) -> int:
    return await meetlat.trail("antwoord")


async def test_the_end_is_told_ten_minutes_before_and_one_tap_extends_it(chromium: Browser, meetlat: Meetlat) -> None:
    async with phone(chromium, meetlat, clock=True) as page:
        message = page.get_by_text(SOON)
        await later(page, meetlat, 8 * 3600 - 620)
        await expect(message).to_be_hidden()
        await later(page, meetlat, 30)
        await expect(message).to_be_visible()
        assert await axe(page) == []
        assert await page.locator("#session").get_attribute("role") == "status"
        await page.get_by_role("button", name="Aangemeld blijven").click()
        await expect(message).to_be_hidden()
        await expect(page.get_by_role("heading", name="Wat wilt u doen?")).to_be_focused()
        async with meetlat.storage.look() as unit:
            assert any(each.gebruikt == meetlat.clock() for each in await unit.sessions.of(ANNA.id, meetlat.clock()))
        await later(page, meetlat, 4 * 3600 - 5)
        await expect(page.get_by_text(FINALLY)).to_be_visible()
        await expect(page.get_by_role("button", name="Aangemeld blijven")).to_be_hidden()
        await later(page, meetlat, 600)
        await expect(page.get_by_role("heading", name=ENDED)).to_be_visible()


async def test_another_page_in_the_same_browser_extends_it_too(chromium: Browser, meetlat: Meetlat) -> None:
    async with phone(chromium, meetlat, clock=True) as page:
        meetlat.clock.move(hours=7)
        other = await page.context.new_page()
        await other.goto(meetlat.address)
        meetlat.clock.move(minutes=55)
        async with page.expect_response("**/session"):
            await page.clock.fast_forward(1000 * (7 * 3600 + 55 * 60))
        await expect(page.get_by_text(SOON)).to_be_hidden()


async def test_a_tap_that_was_on_its_way_is_offered_again_and_sent_once(chromium: Browser, meetlat: Meetlat) -> None:
    async with phone(chromium, meetlat) as page:
        await measuring(page)
        before = await answers(meetlat)
        meetlat.clock.move(hours=8)
        await page.get_by_role("button", name="Ja").click()
        await expect(page.get_by_role("heading", name=ENDED)).to_be_visible()
        await expect(page.get_by_text("na het aanmelden gaat u verder waar u was")).to_be_visible()
        assert await axe(page) == []
        await sign_in(page, meetlat)
        await expect(page.get_by_role("heading", name=P0)).to_be_visible()
        await expect(page.locator("#carried")).to_contain_text(f"{NOT_SENT} Ja")
        assert await axe(page) == []
        await page.reload()
        await page.get_by_role("button", name=SEND).dblclick()
        await expect(page.get_by_role("heading", name=Q1)).to_be_visible()
        await expect(page.locator("#carried")).to_be_hidden()
        await page.reload()
        await expect(page.locator("#carried")).to_be_hidden()
        assert await answers(meetlat) == before + 1


SLOW_TO_FORGET = """() => { const change = kept.change; let known = false;
    kept.change = (...given) => { const late = known ? 300 : 0; known = true;
        return new Promise(go => setTimeout(go, late)).then(() => change(...given)); }; }"""


async def test_it_is_not_sent_when_one_would_rather_not_or_is_somewhere_else(
    chromium: Browser, meetlat: Meetlat
) -> None:
    async with phone(chromium, meetlat) as page:
        for elsewhere in (False, True):
            await page.goto(meetlat.address)
            await script(page)
            before = await answers(meetlat)
            meetlat.clock.move(hours=8)
            await page.evaluate(SLOW_TO_FORGET)
            await page.locator(".answers button[value^='answer/']").first.click()
            await expect(page.get_by_role("heading", name=ENDED)).to_be_visible()
            if elsewhere:
                async with meetlat.browser(ANNA) as visitor:
                    await visitor.press("Nee")
                before += 1
            await sign_in(page, meetlat)
            if elsewhere:
                await expect(page.locator("#carried")).to_contain_text("Dit is de vraag van nu.")
                await page.get_by_role("button", name="Begrepen").click()
            else:
                await page.get_by_role("button", name=DROP).click()
            await expect(page.locator("#carried")).to_be_hidden()
            assert await page.evaluate("sessionStorage.getItem('meetlat-carried')") is None
            assert await answers(meetlat) == before


async def test_what_was_typed_stands_there_again(chromium: Browser, meetlat: Meetlat) -> None:
    async with phone(chromium, meetlat) as page:
        field = page.locator("#regel")
        await page.get_by_role("button", name="Meetlat: naar het menu").click()
        await page.get_by_role("button", name="Nieuwe meting").click()
        for sent in (True, False):
            await field.fill("K-7Q4FNP")
            meetlat.clock.move(hours=8)
            if sent:
                await page.get_by_role("button", name="Versturen").click()
            else:
                await page.evaluate("htmx.trigger('#live', 'gone')")
            await expect(page.get_by_role("heading", name=ENDED)).to_be_visible()
            await sign_in(page, meetlat)
            await expect(field).to_have_value("K-7Q4FNP")
            await expect(page.locator("#carried")).to_contain_text("nog niet verstuurd")


async def test_nobody_else_sees_or_sends_it(chromium: Browser, meetlat: Meetlat) -> None:
    async with phone(chromium, meetlat) as page:
        await page.get_by_role("button", name="Meetlat: naar het menu").click()
        await page.get_by_role("button", name="Nieuwe meting").click()
        await page.locator("#regel").fill("K-7Q4FNP")
        meetlat.clock.move(hours=8)
        await page.get_by_role("button", name="Versturen").click()
        await expect(page.get_by_role("heading", name=ENDED)).to_be_visible()
        await sign_in(page, meetlat, BRAM)
        assert await page.evaluate("sessionStorage.getItem('meetlat-carried')") is None
        await expect(page.locator("#carried")).to_be_hidden()


async def test_a_browser_that_keeps_nothing_still_signs_in(chromium: Browser, meetlat: Meetlat) -> None:
    async with phone(chromium, meetlat) as page:
        await page.add_init_script(
            "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no'); } })"
        )
        await page.goto(meetlat.address)
        await script(page)
        meetlat.clock.move(hours=8)
        await page.locator(".answers button").first.click()
        await expect(page.get_by_role("heading", name=ENDED)).to_be_visible()
        await sign_in(page, meetlat)
        await expect(page.locator("#vraag")).to_be_visible()
