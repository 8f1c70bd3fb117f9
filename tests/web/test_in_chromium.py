"""The page in a real browser: one hand, a keyboard, a screen reader's view, bad reception."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from itertools import product
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, ViewportSize, expect
from support.browser import axe, launch
from web.conftest import SECRET, app_of
from web.devices import SECOND_HALVES, click
from web.samples import ALL, HOSTILE, NEXT_QUESTION, QUESTION, SUMMARY
from web.serving import LINK, Meetlat

from bot.conversation.event import Commanded, Tapped
from bot.pictures.text_width import width
from bot.web.ports import WebSettings
from bot.web.security import Cookies

pytestmark = pytest.mark.asyncio(loop_scope="module")

Opened = Callable[..., AbstractAsyncContextManager[tuple[Page, str]]]
PHONE: ViewportSize = {"width": 390, "height": 844}
ON_A_PHONE: dict[str, Any] = {"viewport": PHONE, "locale": "nl-NL", "has_touch": True, "service_workers": "block"}
SMALL: ViewportSize = {"width": 320, "height": 640}
DESK: ViewportSize = {"width": 1280, "height": 900}
THOROUGH = os.environ.get("MEETLAT_HYPOTHESIS") == "thorough"
# A few by default; the sweep of every page of the demo is a program of its own.
MATRIX = [
    each
    for each in product((SMALL, PHONE, DESK), ("light", "dark"), ("nl", "en"))
    if THOROUGH or each in ((PHONE, "light", "nl"), (SMALL, "dark", "en"), (DESK, "light", "en"))
]
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
    browser: Browser, meetlat: Meetlat, *, signed_in: bool = True, **context: Any
) -> AsyncIterator[tuple[Page, str]]:
    """A phone with the page open; every complaint of the browser fails the test."""
    settings = WebSettings(SECRET, demo=True)
    server = TestServer(app_of(meetlat, settings))
    complaints: list[str] = []
    async with server:
        home = str(server.make_url("/"))
        asked = await browser.new_context(**{**ON_A_PHONE, **context})
        try:
            if signed_in:
                await asked.add_cookies([{"name": Cookies(settings).name, "value": meetlat.sign_in(), "url": home}])
            page = await asked.new_page()
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            await page.goto(home)
            while context.get("java_script_enabled", True) and not await page.evaluate("'htmx' in window"):
                await page.wait_for_timeout(5)
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


@pytest.mark.parametrize(("size", "scheme", "locale"), MATRIX)
async def test_every_screen_is_accessible_and_fits(
    opened: Opened, size: ViewportSize, scheme: str, locale: str
) -> None:
    meetlat = Meetlat([*ALL.values(), HOSTILE], locale=locale)
    async with opened(meetlat, viewport=size, color_scheme=scheme, reduced_motion="reduce") as (page, home):
        for number in range(len(meetlat.screens)):
            meetlat.at = number
            await page.goto(home)
            for details in await page.locator("details").all():
                await details.evaluate("details => { details.open = true }")
            assert await axe(page) == []
            assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]
            assert size == DESK or await page.evaluate(TOO_SMALL_FOR_A_THUMB) == []
            if size == SMALL:
                await page.evaluate("document.documentElement.style.fontSize = '200%'")
                assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"], "twice the text"
        for path in ("nowhere", "demo", "in/" + LINK):
            await page.goto(home + path)
            assert await axe(page) == []


async def test_no_letter_in_a_picture_is_smaller_than_twelve_pixels(opened: Opened) -> None:
    measure = """svg => [...svg.querySelectorAll("text")].map(
        text => parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / 390)"""
    async with opened(Meetlat([screen for screen in ALL.values() if screen.picture and screen.picture.svg])) as (
        page,
        _,
    ):
        sizes = await page.locator(".drawing svg").evaluate(measure)
        assert min(sizes) >= 12
        assert len(sizes) > 10


async def test_a_question_is_answered_with_the_keyboard_alone(opened: Opened) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with opened(meetlat) as (page, _):
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
        assert len(meetlat.events) == 1


async def test_the_main_button_of_a_long_card_stays_in_reach(opened: Opened) -> None:
    async with opened(Meetlat([SUMMARY])) as (page, _):
        await expect(page.get_by_role("heading", name="Klopt deze meting?")).to_be_in_viewport()
        await expect(page.get_by_role("button", name="Vastleggen")).to_be_in_viewport(ratio=1)


@pytest.mark.wens("RC09")
async def test_a_lost_tap_is_said_and_repeated_with_the_same_key(opened: Opened) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    keys: list[str | None] = []
    async with opened(meetlat) as (page, _):
        page.on("request", lambda sent: keys.append(sent.post_data) if sent.url.endswith("/tap") else None)
        await page.route("**/tap", lambda route: route.abort())
        await page.get_by_role("button", name="Ja").click()
        banner = page.get_by_role("alert")
        await expect(banner).to_contain_text("Niet bevestigd. Controleer uw verbinding")
        assert await axe(page) == []
        async with page.expect_request("**/tap"):
            await banner.get_by_role("button", name="Opnieuw").click()
        await page.unroute("**/tap")
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
        await expect(banner).to_be_hidden()
    assert len(meetlat.events) == 1
    assert len(keys) > 1
    assert all(f"key={meetlat.events[0].key}" in str(sent) for sent in keys)


async def test_an_answer_that_is_not_ours_counts_as_lost(opened: Opened) -> None:
    async with opened(Meetlat([QUESTION])) as (page, _):
        await page.route("**/tap", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))
        await page.get_by_role("button", name="Ja").click()
        await expect(page.get_by_role("alert")).to_be_visible()
        await expect(page.get_by_role("button", name="Ja")).to_be_enabled()


async def test_impatient_taps_count_once(opened: Opened) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with opened(meetlat) as (page, _):
        await page.get_by_role("button", name="Ja").dblclick()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
    assert meetlat.at == 1


@pytest.mark.parametrize(("pointer", "clicks", "after"), SECOND_HALVES)
async def test_the_second_half_of_a_double_tap_never_answers_what_came_between(
    opened: Opened, pointer: str, clicks: int, after: int
) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION, SUMMARY])
    async with opened(meetlat) as (page, _):
        await click(page, "Ja", pointer, at=1000)
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
        await click(page, "Ja", pointer, clicks=clicks, at=1000 + after)
        await click(page, "Nee", pointer, at=3000)
        await expect(page.get_by_role("button", name="Vastleggen")).to_be_visible()
    assert [event.input.route for event in meetlat.events if isinstance(event.input, Tapped)] == ["a:q3:ja", "a:q3:nee"]


async def test_another_device_moves_this_page_along(opened: Opened) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with opened(meetlat) as (page, _):
        await page.wait_for_function("() => document.querySelector('#live')")
        while not meetlat.bells:
            await page.wait_for_timeout(10)
        meetlat.change()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()


async def test_a_session_that_ended_elsewhere_leaves_nothing_on_the_page(opened: Opened) -> None:
    meetlat = Meetlat([QUESTION])
    async with opened(meetlat) as (page, _):
        while not meetlat.bells:
            await page.wait_for_timeout(10)
        meetlat.sessions.clear()
        meetlat.change()
        await expect(page.get_by_role("heading", name="Wie bent u vandaag?")).to_be_visible()
        await expect(page.get_by_text("onbetaald werk")).to_have_count(0)


async def test_an_error_takes_the_place_of_the_question(opened: Opened) -> None:
    async with opened(Meetlat([QUESTION])) as (page, _):
        await page.locator("button[value='a:q3:ja']").evaluate("button => { button.value = 'boom' }")
        await page.get_by_role("button", name="Ja").click()
        await expect(page.get_by_role("heading", name="Er ging iets mis")).to_be_focused()
        assert await axe(page) == []
        await page.get_by_role("link", name="Terug naar het gesprek").click()
        await expect(page.get_by_role("button", name="Ja")).to_be_visible()


async def test_a_date_comes_from_the_calendar_or_the_keyboard(opened: Opened) -> None:
    meetlat = Meetlat([ALL["entry"], NEXT_QUESTION])
    async with opened(meetlat) as (page, _):
        await expect(page.get_by_role("button", name="Kies in de kalender")).to_be_visible()
        await page.locator("input[type=date]").evaluate(
            "input => { input.value = '2027-05-20'; input.dispatchEvent(new Event('change', {bubbles: true})) }"
        )
        await expect(page.get_by_label("Een andere datum")).to_have_value("20-05-2027")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
    assert [getattr(event.input, "text", None) for event in meetlat.events] == ["20-05-2027"]


BROKEN_WORDS = """() => {
    const broken = [];
    for (const place of document.querySelectorAll(".card .button, .card li, .card p, .card h1")) {
        const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const text = walker.currentNode;
            for (const word of text.textContent.matchAll(/[\\p{L}\\p{N}]+/gu)) {
                const range = document.createRange();
                range.setStart(text, word.index);
                range.setEnd(text, word.index + word[0].length);
                const tops = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
                const width = [...range.getClientRects()].reduce((sum, box) => sum + box.width, 0);
                if (tops.size > 1 && width < 0.7 * document.querySelector(".card").clientWidth) broken.push(word[0]);
            }
        }
    }
    return broken;
}"""


@pytest.mark.parametrize(("size", "percent"), [(SMALL, 100), (PHONE, 200), (SMALL, 150), (SMALL, 200)])
async def test_no_word_is_cut_while_there_is_room_for_it(opened: Opened, size: ViewportSize, percent: int) -> None:
    meetlat = Meetlat([screen for name, screen in ALL.items() if name not in ("copy", "invite")])
    async with opened(meetlat, viewport=size) as (page, home):
        for number in range(len(meetlat.screens)):
            meetlat.at = number
            await page.goto(home)
            await page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
            assert await page.evaluate(BROKEN_WORDS) == [], meetlat.screens[number].blocks[0]
            assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"]


async def test_charts_are_drawn_with_the_font_they_are_laid_out_for(opened: Opened) -> None:
    async with opened(Meetlat([SUMMARY, QUESTION])) as (page, home):
        await page.evaluate("document.fonts.ready")
        loaded = "[...document.fonts].filter(face => face.status === 'loaded').map(face => face.family + face.weight)"
        assert set(await page.evaluate(loaded)) == {"Meetlat Sansnormal", "Meetlat Sans700"}
        drawn = """[...document.querySelectorAll(".drawing text")].map(
            text => [text.textContent, text.getComputedTextLength(), parseFloat(getComputedStyle(text).fontSize),
                     parseInt(getComputedStyle(text).fontWeight) > 500])"""
        texts = await page.evaluate(drawn)
        assert len(texts) > 10
        for text, length, size, bold in texts:
            said = " ".join(text.split())
            assert length == pytest.approx(width(said, size, bold=bold), rel=0.06, abs=1), said
        await page.goto(home)
        await page.get_by_role("button", name="Vastleggen").click()
        await expect(page.get_by_role("heading", name="onbetaald werk")).to_be_focused()
        async with page.expect_response(re.compile("chat.css")):
            await page.reload()
        assert await page.evaluate(loaded) == [], "a page without a chart needs no font"


async def test_what_is_chosen_is_told_by_more_than_its_fill(opened: Opened) -> None:
    async with opened(Meetlat([ALL["choices"]])) as (page, _):
        for name, pressed in (("10:00", True), ("08:30", False), ("Geen voorkeurstijd", False)):
            button = page.get_by_role("button", name=name, exact=True)
            await expect(button).to_have_attribute("aria-pressed", str(pressed).lower())
            sign = await button.evaluate("button => getComputedStyle(button, '::before').maskImage")
            assert ("svg" in sign) == pressed
        assert await page.locator(".card .primary").count() == 0
        await expect(page.get_by_role("button", pressed=True)).to_have_count(2)


async def test_a_finger_leaves_no_other_look_behind(opened: Opened) -> None:
    look = "button => { const style = getComputedStyle(button); return style.backgroundColor + style.borderColor }"
    for touch, same in ((True, True), (False, False)):
        async with opened(Meetlat([QUESTION]), has_touch=touch, is_mobile=touch) as (page, _):
            button = page.get_by_role("button", name="Nee")
            before = await button.evaluate(look)
            await button.hover()
            assert (await button.evaluate(look) == before) == same


async def test_an_invitation_can_be_copied_and_that_is_told(opened: Opened) -> None:
    for granted in (["clipboard-read", "clipboard-write"], []):
        async with opened(Meetlat([ALL["copy"]]), permissions=granted) as (page, _):
            if not granted:
                await page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
            block = page.locator(".copy").nth(1)
            await block.get_by_role("button", name="Kopiëren").click()
            await expect(block.get_by_role("status")).to_have_text("Gekopieerd.")
            await expect(page.locator(".copy").first.get_by_role("status")).to_be_empty()
            if granted:
                copied = await page.evaluate("navigator.clipboard.readText()")
                assert copied == "https://t.me/meetlat_bot?start=Zk3vT0wq5Yb1n8Rj2mXc"
            await page.evaluate("() => { navigator.clipboard.writeText = null; document.execCommand = () => false }")
            await block.get_by_role("button", name="Kopiëren").click()
            await expect(block.get_by_role("status")).to_contain_text("Kies nu zelf")
            assert await page.evaluate("getSelection().toString()") == await block.locator("code").inner_text()
            assert await axe(page) == []


async def test_without_a_script_no_button_promises_to_copy(opened: Opened) -> None:
    async with opened(Meetlat([ALL["copy"]]), java_script_enabled=False) as (page, _):
        await expect(page.get_by_role("button", name="Kopiëren")).to_have_count(0)
        await expect(page.get_by_text("https://meetlat.example/in/")).to_be_visible()


async def heard(meetlat: Meetlat, page: Page) -> None:
    """Wait until the page listens."""
    while not meetlat.bells:
        await page.wait_for_timeout(10)


async def test_typing_outlives_a_new_drawing_of_the_same_question(opened: Opened) -> None:
    meetlat = Meetlat([ALL["entry"]])
    async with opened(meetlat) as (page, _):
        await heard(meetlat, page)
        field = page.get_by_label("Een andere datum")
        await field.fill("20-05-20")
        await field.evaluate("field => field.setSelectionRange(2, 5)")
        for _ in range(3):
            meetlat.change()
            await expect(page.locator("#chat")).to_have_attribute("data-revision", str(meetlat.at + 1))
            await expect(field).to_be_focused()
            await expect(field).to_have_value("20-05-20")
            assert await field.evaluate("field => [field.selectionStart, field.selectionEnd]") == [2, 5]
        await page.keyboard.press("End")
        await page.keyboard.type("27")
        await page.keyboard.press("Enter")
        await expect(page.locator("#chat")).to_have_attribute("data-revision", str(meetlat.at + 1))
    assert [getattr(event.input, "text", None) for event in meetlat.events] == ["20-05-2027"]


async def test_another_question_waits_until_what_is_typed_may_go(opened: Opened) -> None:
    meetlat = Meetlat([ALL["entry"], NEXT_QUESTION, ALL["answer"]])
    async with opened(meetlat, reduced_motion="reduce") as (page, _):
        await heard(meetlat, page)
        field = page.get_by_label("Een andere datum")
        await field.fill("20-05-2027")
        meetlat.change()
        told = page.locator("#behind")
        await expect(told).to_contain_text("U bent elders verdergegaan")
        assert await axe(page) == []
        await expect(field).to_be_focused()
        await expect(field).to_have_value("20-05-2027")
        await page.keyboard.press("Enter")  # it is no answer to the question of now
        await expect(told).to_be_visible()
        await expect(field).to_have_value("20-05-2027")
        await page.get_by_role("button", name="Toon de vraag van nu").click()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
        await expect(told).to_be_hidden()
        meetlat.change()
        field = page.get_by_label("Of typ uw antwoord")
        await field.fill("ja")
        meetlat.change()
        await expect(told).to_be_visible()
        await field.fill("")
        await expect(page.get_by_label("Een andere datum")).to_be_visible()
        await expect(told).to_be_hidden()
    assert meetlat.events == []


async def test_a_page_nobody_looks_at_does_not_listen_and_catches_up_later(opened: Opened) -> None:
    hide = """hidden => { Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
                          document.dispatchEvent(new Event("visibilitychange")) }"""
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with opened(meetlat) as (page, _):
        await heard(meetlat, page)
        await page.evaluate(hide, True)
        meetlat.change()
        while meetlat.bells:
            meetlat.change()
            meetlat.change()
            await page.wait_for_timeout(10)
        assert meetlat.at % 2 == 1
        await expect(page.get_by_role("heading", name="onbetaald werk")).to_be_visible()
        await page.evaluate(hide, False)
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_visible()


async def test_the_browsers_back_is_the_way_back_and_never_leaves_what_was_tapped(opened: Opened) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION, SUMMARY])
    async with opened(meetlat) as (page, home):
        await page.get_by_role("button", name="Ja").click()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
        await page.get_by_role("button", name="Nee").click()
        await expect(page.get_by_role("heading", name="Klopt deze meting?")).to_be_focused()
        for question in ("onbetaald werk", "georganiseerde activiteiten"):
            await page.go_back()
            await expect(page.get_by_role("heading", name=question)).to_be_focused()
        assert page.url == home
    assert [getattr(event.input, "route", None) for event in meetlat.events] == [
        *("a:q3:ja", "a:q3:nee"),
        *("s:back", "s:back"),
    ]


async def test_the_logo_leads_to_the_menu_also_after_a_tap(opened: Opened) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with opened(meetlat) as (page, _):
        await page.get_by_role("button", name="Ja").click()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_focused()
        await page.get_by_role("button", name="Meetlat: naar het menu").click()
        await expect(page.get_by_role("heading", name="onbetaald werk")).to_be_visible()
    assert meetlat.events[-1].input == Commanded("menu")
    assert len({event.key for event in meetlat.events}) == len(meetlat.events)


@pytest.mark.wens("RD36", "RD41", "RD48", "RD61")
async def test_the_whole_way_works_without_a_script(opened: Opened) -> None:
    meetlat = Meetlat([QUESTION, NEXT_QUESTION])
    async with opened(meetlat, signed_in=False, java_script_enabled=False) as (page, home):
        await page.goto(home + "in/" + LINK)
        await page.get_by_role("button", name="Aanmelden").click()
        await page.get_by_role("button", name="Ja").click()
        await expect(page).to_have_url(re.compile("#vraag$"))
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_in_viewport()
        await page.locator(".menu summary").click()
        await page.get_by_role("button", name="Afmelden").click()
        await expect(page.get_by_role("heading", name="Wie bent u vandaag?")).to_be_visible()
    assert meetlat.sessions == {}


async def test_the_menu_closes_with_escape_and_switches_language(opened: Opened) -> None:
    meetlat = Meetlat([QUESTION])
    async with opened(meetlat) as (page, _):
        menu = page.locator(".menu summary")
        await menu.click()
        await page.keyboard.press("Escape")
        await expect(menu).to_be_focused()
        await expect(page.get_by_role("button", name="English")).to_be_hidden()
        await menu.click()
        await page.get_by_role("button", name="English").click()
        await expect(page.locator("html")).to_have_attribute("lang", "en")
