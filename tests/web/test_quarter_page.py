"""The page of the quarter in a real browser: accessible on any screen, usable by keyboard, on one sheet of A4."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize
from support.browser import axe, launch
from support.storage import Databases, opened

from bot.config.flows import configured_flows
from bot.conversation.screen import verbatim
from bot.demo.enrichment import Enrichment
from bot.demo.generate import generate, written
from bot.demo.load import SETTINGS, load
from bot.reports.page import Around, html
from bot.reports.paper import paper
from bot.reports.quarter import found
from bot.runtime.clock import Ids
from bot.texts.translations import words
from bot.web.assets import Assets
from flows.quarters import Quarter

pytestmark = pytest.mark.asyncio(loop_scope="module")

TODAY, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FLOWS = configured_flows(SETTINGS)
SIZES: list[ViewportSize] = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]
NAMED = """(document.getElementById(document.activeElement.getAttribute("aria-labelledby"))
    ?? document.activeElement).innerText"""
AROUND = Around(verbatim("Andere kwartalen"), [(verbatim("Kwartaal eerder"), "/kwartaal/2026-2")], verbatim("Ctrl+P"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with launch() as browser:
        yield browser


@pytest.fixture
async def pages(sqlite_databases: Databases) -> dict[str, str]:
    """The page of the demo's gemeente, in every language."""
    async with opened(await sqlite_databases.ready()) as storage:
        enrich = Enrichment(5, FLOWS.newest("stroomschema"), NOW - timedelta(days=550))
        lines = list(written(generate(seed=5, clients=200, years=3, today=TODAY)))
        await load(storage, lines, now=NOW, today=TODAY, ids=Ids(), enrich=enrich)
        async with storage.look() as unit:
            findings = await found(unit, Quarter(2026, 3), FLOWS, TODAY)
    style = f"<style>{Assets().text('paper.css')}</style>"
    return {
        locale: html(paper(findings, "Gemeente Testdam (TEST)", FLOWS, words(locale)), words(locale), style, AROUND)
        for locale in ("nl", "en")
    }


async def test_the_page_is_accessible_fits_and_prints_on_one_sheet(chromium: Browser, pages: dict[str, str]) -> None:
    for locale, text in pages.items():
        for size in SIZES:
            page = await chromium.new_page(viewport=size)
            await page.set_content(text)
            assert await axe(page) == [], (locale, size)
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (locale, size)
            await page.close()
        page = await chromium.new_page()
        await page.set_content(text)
        sheet = await page.pdf(prefer_css_page_size=True, print_background=True)
        assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1, locale
        await page.emulate_media(media="print")
        assert not await page.is_visible("nav")
        await page.close()


async def test_a_keyboard_reaches_the_links_and_every_table(chromium: Browser, pages: dict[str, str]) -> None:
    page = await chromium.new_page(viewport=SIZES[0])
    await page.set_content(pages["nl"])
    reached = []
    for _ in range(9):
        await page.keyboard.press("Tab")
        reached.append(await page.evaluate(NAMED))
    assert reached[0] == "Kwartaal eerder"
    assert {"Waar de cliënten staan", "Wie bewoog", "Kwam de + uit", "Voorwaarden bereikt", "Doelen"} <= set(reached)
    assert any(each.startswith("Alle groepen") for each in reached)
    await page.close()
