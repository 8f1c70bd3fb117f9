"""The page in a real browser: one hand, a keyboard, a screen reader's view, bad reception."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, Route, ViewportSize, expect
from support.browser import axe, launch
from web.conftest import SECRET, app_of
from web.house import LINK, House
from web.samples import ALL, HOSTILE, NEXT_QUESTION, QUESTION, SUMMARY

from bot.conversation.event import Commanded
from bot.web.ports import WebSettings
from bot.web.security import Cookies

pytestmark = pytest.mark.asyncio(loop_scope="module")

Opened = Callable[..., AbstractAsyncContextManager[tuple[Page, str]]]
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL: ViewportSize = {"width": 320, "height": 640}
PLAIN = """<!doctype html><html lang="nl"><title>Proef</title><main><h1>Proef</h1>{inside}</main></html>"""
TOO_SMALL_FOR_A_THUMB = """[...document.querySelectorAll("button, a.button, summary, input[type=text]")]
    .filter(target => target.checkVisibility())
    .map(target => [target.outerHTML, target.getBoundingClientRect()])
    .filter(([, box]) => box.height > 0 && (box.height < 44 || box.width < 44)).map(([html]) => html)"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    """One browser; every test has cookies and pages of its own in it."""
    async with launch() as browser:
        yield browser


@pytest.fixture
def opened(chromium: Browser) -> Opened:
    """Open a page on a phone."""
    return partial(phone, chromium)


@asynccontextmanager
async def phone(
    browser: Browser, house: House, *, signed_in: bool = True, **context: Any
) -> AsyncIterator[tuple[Page, str]]:
    """A phone with the page open; every complaint of the browser fails the test."""
    settings = WebSettings(SECRET, demo=True)
    server = TestServer(app_of(house, settings))
    complaints: list[str] = []
    async with server:
        home = str(server.make_url("/"))
        asked = await browser.new_context(**{"viewport": PHONE, "locale": "nl-NL", "has_touch": True, **context})
        try:
            if signed_in:
                await asked.add_cookies([{"name": Cookies(settings).name, "value": house.sign_in(), "url": home}])
            page = await asked.new_page()
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            await page.goto(home)
            yield page, home
        finally:
            await asked.close()
    assert [text for text in complaints if "Content Security Policy" in text or "Error:" in text] == []


async def test_the_browser_renders_and_axe_finds_what_is_wrong(chromium: Browser) -> None:
    page = await chromium.new_page(viewport=PHONE)
    await page.set_content(PLAIN.format(inside="<p>Goedemorgen</p>"))
    assert await page.inner_text("p") == "Goedemorgen"
    assert (await page.screenshot()).startswith(b"\x89PNG")
    assert await axe(page) == []
    await page.set_content(PLAIN.format(inside="<img src='data:,' width=9 height=9><button></button>"))
    assert {violation.rule for violation in await axe(page)} == {"button-name", "image-alt"}
    await page.close()


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (SMALL, "dark")])
async def test_every_screen_is_accessible_and_fits(opened: Opened, size: ViewportSize, scheme: str) -> None:
    house = House([*ALL.values(), HOSTILE])
    async with opened(house, viewport=size, color_scheme=scheme, reduced_motion="reduce") as (page, home):
        for number in range(len(house.screens)):
            house.at = number
            await page.goto(home)
            for details in await page.locator("details").all():
                await details.evaluate("details => { details.open = true }")
            assert await axe(page) == []
            assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            assert await page.evaluate(TOO_SMALL_FOR_A_THUMB) == []
            if size == SMALL:
                await page.evaluate("document.documentElement.style.fontSize = '200%'")
                assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"], "twice the text"
        for path in ("nowhere", "demo", "in/" + LINK):
            await page.goto(home + path)
            assert await axe(page) == []


async def test_no_letter_in_a_picture_is_smaller_than_twelve_pixels(opened: Opened) -> None:
    measure = """svg => [...svg.querySelectorAll("text")].map(
        text => parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / 390)"""
    async with opened(House([screen for screen in ALL.values() if screen.picture and screen.picture.svg])) as (page, _):
        sizes = await page.locator(".drawing svg").evaluate(measure)
        assert min(sizes) >= 12
        assert len(sizes) > 10


async def test_a_question_is_answered_with_the_keyboard_alone(opened: Opened) -> None:
    house = House([QUESTION, NEXT_QUESTION])
    async with opened(house) as (page, _):
        for _step in range(12):
            await page.keyboard.press("Tab")
            if await page.evaluate("document.activeElement.value") == "a:q3:nee":
                break
        await page.keyboard.press("Enter")
        question = page.get_by_role("heading", name="georganiseerde activiteiten")
        await expect(question).to_be_focused()
        await expect(question).to_be_in_viewport()
        await expect(page).to_have_title(re.compile("georganiseerde activiteiten.* – Meetlat"))
        await expect(page.locator(".answered").last).to_have_text("Antwoord: Nee")
        assert len(house.events) == 1


async def test_the_main_button_of_a_long_card_stays_in_reach(opened: Opened) -> None:
    async with opened(House([SUMMARY])) as (page, _):
        await expect(page.get_by_role("heading", name="Klopt deze meting?")).to_be_in_viewport()
        await expect(page.get_by_role("button", name="Vastleggen")).to_be_in_viewport(ratio=1)


async def test_a_lost_tap_is_said_and_repeated_with_the_same_key(opened: Opened) -> None:
    house = House([QUESTION, NEXT_QUESTION])
    keys: list[str | None] = []

    async def drop(route: Route) -> None:
        keys.append(route.request.post_data)
        await route.abort()

    async with opened(house) as (page, _):
        await page.route("**/tap", drop)
        await page.get_by_role("button", name="Ja").click()
        banner = page.get_by_role("alert")
        await expect(banner).to_contain_text("Niet opgeslagen. Controleer uw verbinding en tik opnieuw.")
        assert await axe(page) == []
        await page.unroute("**/tap", drop)
        await banner.get_by_role("button", name="Opnieuw").click()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
        await expect(banner).to_be_hidden()
    assert len(house.events) == 1
    assert f"key={house.events[0].key}" in str(keys[0])


async def test_an_answer_that_is_not_ours_counts_as_lost(opened: Opened) -> None:
    async with opened(House([QUESTION])) as (page, _):
        await page.route("**/tap", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
        await page.get_by_role("button", name="Ja").click()
        await expect(page.get_by_role("alert")).to_be_visible()
        await expect(page.get_by_role("button", name="Ja")).to_be_enabled()


async def test_impatient_taps_count_once(opened: Opened) -> None:
    house = House([QUESTION, NEXT_QUESTION])
    async with opened(house) as (page, _):
        await page.get_by_role("button", name="Ja").dblclick()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
    assert house.at == 1


async def test_another_device_moves_this_page_along(opened: Opened) -> None:
    house = House([QUESTION, NEXT_QUESTION])
    async with opened(house) as (page, _):
        await page.wait_for_function("() => document.querySelector('#live')")
        while not house.bells:
            await page.wait_for_timeout(10)
        house.change()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()


async def test_a_session_that_ended_elsewhere_leaves_nothing_on_the_page(opened: Opened) -> None:
    house = House([QUESTION])
    async with opened(house) as (page, _):
        while not house.bells:
            await page.wait_for_timeout(10)
        house.sessions.clear()
        house.change()
        await expect(page.get_by_role("heading", name="Wie bent u vandaag?")).to_be_visible()
        await expect(page.get_by_text("onbetaald werk")).to_have_count(0)


async def test_an_error_takes_the_place_of_the_question(opened: Opened) -> None:
    async with opened(House([QUESTION])) as (page, _):
        await page.locator("button[value='a:q3:ja']").evaluate("button => { button.value = 'boom' }")
        await page.get_by_role("button", name="Ja").click()
        await expect(page.get_by_role("heading", name="Er ging iets mis")).to_be_focused()
        assert await axe(page) == []
        await page.get_by_role("link", name="Terug naar het gesprek").click()
        await expect(page.get_by_role("button", name="Ja")).to_be_visible()


async def test_a_date_comes_from_the_calendar_or_the_keyboard(opened: Opened) -> None:
    house = House([ALL["entry"], NEXT_QUESTION])
    async with opened(house) as (page, _):
        await expect(page.get_by_role("button", name="Kies in de kalender")).to_be_visible()
        await page.locator("input[type=date]").evaluate(
            "input => { input.value = '2027-05-20'; input.dispatchEvent(new Event('change', {bubbles: true})) }"
        )
        await expect(page.get_by_label("Een andere datum")).to_have_value("20-05-2027")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
    assert [getattr(event.input, "text", None) for event in house.events] == ["20-05-2027"]


async def test_the_browsers_back_is_the_way_back_and_never_leaves_what_was_tapped(opened: Opened) -> None:
    house = House([QUESTION, NEXT_QUESTION, SUMMARY])
    async with opened(house) as (page, home):
        await page.get_by_role("button", name="Ja").click()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
        await page.get_by_role("button", name="Nee").click()
        await expect(page.get_by_role("heading", name="Klopt deze meting?")).to_be_focused()
        for question in ("onbetaald werk", "georganiseerde activiteiten"):
            await page.go_back()
            await expect(page.get_by_role("heading", name=question)).to_be_focused()
        assert page.url == home
    assert [getattr(event.input, "route", None) for event in house.events] == [
        *("a:q3:ja", "a:q3:nee"),
        *("s:back", "s:back"),
    ]


async def test_the_logo_leads_to_the_menu_also_after_a_tap(opened: Opened) -> None:
    house = House([QUESTION, NEXT_QUESTION])
    async with opened(house) as (page, _):
        await page.get_by_role("button", name="Ja").click()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
        await page.get_by_role("button", name="Meetlat: naar het menu").click()
        await expect(page.get_by_role("heading", name="onbetaald werk")).to_be_visible()
    assert house.events[-1].input == Commanded("menu")
    assert len({event.key for event in house.events}) == len(house.events)


async def test_the_whole_way_works_without_a_script(opened: Opened) -> None:
    house = House([QUESTION, NEXT_QUESTION])
    async with opened(house, signed_in=False, java_script_enabled=False) as (page, home):
        await page.goto(home + "in/" + LINK)
        await page.get_by_role("button", name="Aanmelden").click()
        await page.get_by_role("button", name="Ja").click()
        await expect(page).to_have_url(re.compile("#vraag$"))
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_in_viewport()
        await page.locator(".menu summary").click()
        await page.get_by_role("button", name="Afmelden").click()
        await expect(page.get_by_role("heading", name="Wie bent u vandaag?")).to_be_visible()
    assert house.sessions == {}


async def test_the_menu_closes_with_escape_and_switches_language(opened: Opened) -> None:
    house = House([QUESTION])
    async with opened(house) as (page, _):
        menu = page.locator(".menu summary")
        await menu.click()
        await page.keyboard.press("Escape")
        await expect(menu).to_be_focused()
        await expect(page.get_by_role("button", name="English")).to_be_hidden()
        await menu.click()
        await page.get_by_role("button", name="English").click()
        await expect(page.locator("html")).to_have_attribute("lang", "en")
