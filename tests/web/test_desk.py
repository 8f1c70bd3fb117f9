"""The page at a desk, in a real browser: a list that sorts, keys that answer, a link to hand on, and paper."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from support.browser import axe, launch
from web.samples import ALL, BESIDE, CHANGEABLE, CODES, LISTED, NEXT_QUESTION, PERIOD, REPORT, YES_OR_NO, say
from web.serving import Meetlat
from web.test_in_chromium import DESK, PHONE, Opened, phone

from bot.conversation.screen import Block, Style, t

pytestmark = pytest.mark.asyncio(loop_scope="module")

SHEETS = re.compile(rb"/Type\s*/Page[^s]")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with launch() as browser:
        yield browser


@pytest.fixture
def opened(chromium: Browser) -> Opened:
    """Open a page at a desk."""
    return partial(phone, chromium, viewport=DESK, has_touch=False)


async def shown(page: Page) -> list[str]:
    """The codes on the list, from top to bottom."""
    return await page.locator(".listing tbody tr:not([hidden]) button").all_inner_texts()


def routes(meetlat: Meetlat) -> list[str | None]:
    return [getattr(event.input, "route", None) for event in meetlat.events]


async def test_a_list_stands_beside_the_conversation_and_a_row_opens_its_client(opened: Opened) -> None:
    meetlat = Meetlat([LISTED, BESIDE])
    async with opened(meetlat) as (page, _):
        assert await shown(page) == list(CODES)
        await expect(page.get_by_role("button", name=CODES[2])).to_have_count(1)
        await expect(page.get_by_role("button", name="Volgende ›")).to_be_hidden()
        await expect(page.get_by_text("bladzijde 1 van 2")).to_be_hidden()
        await page.get_by_role("cell", name="Klantmanager 3").first.click(force=True)  # the whole row is its button
        await expect(page.get_by_role("heading", name="Cliënt K-7Q4F")).to_be_focused()
        await expect(page.locator(".listing [aria-current]")).to_have_text("K-3MRV")
    assert routes(meetlat) == [f"client/{CODES[2]}"]


async def test_only_what_the_list_says_too_is_left_out_beside_it(opened: Opened) -> None:
    due = t("deadline.line", "{code}: {when}", code=CODES[0], when=say("nu meten"))
    team = (Block(Style.ITEM, say("Klantmanager 1: 31 cliënten")),)
    several = [replace(LISTED, blocks=(LISTED.blocks[0], *items)) for items in (team, (Block(Style.ITEM, due),))]
    for screen, is_visible in zip(several, (True, False), strict=True):
        async with opened(Meetlat([screen])) as (page, _):
            assert await page.locator(".items").is_visible() == is_visible


async def test_a_list_sorts_and_filters_and_keeps_that_when_a_row_is_opened(opened: Opened) -> None:
    async with opened(Meetlat([LISTED, BESIDE])) as (page, _):
        await page.get_by_role("button", name="Volgende", exact=True).click()
        await expect(page.get_by_role("columnheader", name="Volgende")).to_have_attribute("aria-sort", "ascending")
        assert await shown(page) == list(reversed(CODES))
        await page.get_by_role("button", name="Volgende", exact=True).click()
        assert await shown(page) == list(CODES)
        await page.get_by_label("Zoek in de lijst").fill("klantmanager 3")
        assert await shown(page) == [CODES[2], CODES[5], CODES[8]]
        await page.get_by_label("Zoek in de lijst").fill("manager 2 2027")
        assert await shown(page) == [CODES[1], CODES[4], CODES[7]]
        await expect(page.locator(".count")).to_have_text("3 / 9")
        await page.get_by_role("button", name="Code").click()
        kept = await shown(page)
        assert kept == sorted(kept)
        assert await axe(page) == []
        await page.get_by_role("button", name=CODES[4]).click()
        await expect(page.locator(".card h1")).to_be_focused()
        assert await shown(page) == kept


async def test_on_a_phone_nothing_of_it_is_there(opened: Opened) -> None:
    meetlat = Meetlat([*ALL.values()])
    async with opened(meetlat, viewport=PHONE) as (page, home):
        for number in range(len(ALL)):
            meetlat.at = number
            await page.goto(home)
            assert await page.locator(".desk:visible, .as-of:visible, kbd:visible").count() == 0, number


async def test_without_a_script_the_list_the_period_and_the_changes_work(opened: Opened) -> None:
    meetlat = Meetlat([LISTED, PERIOD, CHANGEABLE, NEXT_QUESTION])
    async with opened(meetlat, java_script_enabled=False) as (page, _):
        await expect(page.get_by_label("Zoek in de lijst")).to_be_hidden()
        await page.get_by_role("button", name=CODES[0]).click()
        await page.get_by_label("Van", exact=True).fill("2026-03-01")
        await page.get_by_label("Tot en met").fill("2026-05-31")
        await page.get_by_role("button", name="Toon").click()
        await page.get_by_role("button", name="Wijzig: Inkomen").click()
        await expect(page.get_by_role("heading", name="georganiseerde activiteiten")).to_be_visible()
    assert routes(meetlat) == [f"client/{CODES[0]}", None, "kenmerken"]
    assert [getattr(event.input, "text", None) for event in meetlat.events][1] == "01-03-2026 - 31-05-2026"


async def test_keys_answer_but_not_while_somebody_types_or_chose_not_to(opened: Opened) -> None:
    meetlat = Meetlat([YES_OR_NO])
    async with opened(meetlat) as (page, _):
        question = page.get_by_role("heading", name="betaald werk")
        for number, key in enumerate(("1", "n", "J", "y", "Backspace"), 1):
            await page.keyboard.press(key)
            await expect(page.locator("main")).to_have_attribute("data-revision", str(number + 1))
            await expect(question).to_be_focused()
        pressed = ["answer/Q1/ja", "answer/Q1/nee", "answer/Q1/ja", "answer/Q1/ja", "s:back"]
        assert routes(meetlat) == pressed
        await page.get_by_label("Of typ uw antwoord").focus()
        await page.keyboard.type("1jn?")
        await expect(page.get_by_label("Of typ uw antwoord")).to_have_value("1jn?")
        await page.locator("#vraag").focus()
        await page.keyboard.press("Control+1")
        await page.keyboard.press("9")
        assert routes(meetlat) == pressed
        await page.keyboard.press("?")
        told = page.get_by_role("dialog", name="Sneltoetsen")
        await expect(told).to_be_visible()
        assert await axe(page) == []
        await page.keyboard.press("1")
        await told.get_by_label("Sneltoetsen aan").uncheck()
        await page.keyboard.press("Escape")
        await expect(told).to_be_hidden()
        await page.reload()
        await expect(page.locator("[data-keys]")).not_to_have_attribute("hidden", "")
        await expect(page.locator("kbd.key")).to_have_count(0)
        await page.keyboard.press("1")
        await page.keyboard.press("?")
        await expect(told).to_be_hidden()
        await page.locator(".menu summary").click()
        await page.get_by_role("button", name="Sneltoetsen").click()
        await told.get_by_label("Sneltoetsen aan").check()
        await told.get_by_role("button", name="Sluiten").click()
        assert routes(meetlat) == pressed
        await page.locator("#vraag").focus()
        await page.keyboard.press("2")
        await expect(page.locator("main")).to_have_attribute("data-revision", "7")
    assert routes(meetlat)[-1] == "answer/Q1/nee"


async def test_a_picture_stands_beside_its_table_and_the_address_can_be_handed_on(opened: Opened) -> None:
    async with opened(Meetlat([REPORT]), permissions=["clipboard-read", "clipboard-write"]) as (page, home):
        picture, table = page.locator(".drawing svg"), page.get_by_role("table")
        await expect(table).to_be_visible()
        boxes = [await each.bounding_box() for each in (picture, table)]
        assert boxes[0] and boxes[1]
        assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
        await page.get_by_role("link", name="Link voor een collega").click()
        await expect(page.get_by_role("status").filter(has_text="Link gekopieerd")).to_be_visible()
        assert await page.evaluate("navigator.clipboard.readText()") == f"{home}open/report/b/m-t1/jaar"
        await page.get_by_text("Woorden op dit scherm").click()
        await expect(page.get_by_text("De uiterste datum voor een nieuwe meting is voorbij.")).to_be_visible()


@pytest.mark.parametrize("name", ["listed", "beside", "report"])
async def test_paper_has_what_counts_in_black_and_white_on_a4(opened: Opened, name: str) -> None:
    async with opened(Meetlat([ALL[name]]), color_scheme="dark") as (page, _):
        sheet = await page.pdf(prefer_css_page_size=True)
        assert len(SHEETS.findall(sheet)) == 1
        assert b"/MediaBox [0 0 594" in sheet.replace(b"595", b"594")
        await page.emulate_media(media="print", color_scheme="dark")
        assert not await page.locator("button:visible:not(.rows button), input:visible, .bar:visible").count()
        await expect(page.get_by_role("table").first).to_be_visible()
        colours = """[...document.querySelectorAll("#chat h1, #chat p, #chat td, #chat th, #chat li")]
            .filter(each => each.checkVisibility()).map(each => getComputedStyle(each).color)"""
        assert set(await page.evaluate(colours)) <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
        assert await page.locator(".listing").is_visible() == (name == "listed")
        rules = "[...document.styleSheets].find(sheet => sheet.media.mediaText === 'print').cssRules[0].cssText"
        assert "counter(page)" in await page.evaluate(rules)
