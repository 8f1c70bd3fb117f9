"""A visit over a slow line in a real browser: how much travels, and when the first question stands there.

The line is a proxy that holds everything up as long as it would take, connecting too. A repeat visit comes after every
connection was cut, with the worker in place. The second part holds the CPU of a tap beside that of a bare handler.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession
from bench.contenders import AFTERMATH
from bench.people import WALK
from bench.report import Row, missing, ratio, row
from bench.seed import seed
from bench.sizes import Sizes
from bench.subject import Subject, subject
from bench.webtap import BROWSER, SCRIPT, Browser, listening_web, one_round, tokens
from playwright.async_api import Browser as Chromium
from support.browser import launch
from support.ports import free_port
from support.slow_line import Line, slow_line

BITS, ROUND_TRIP = 400_000.0, 0.4
MOST_FIRST, MOST_QUESTION, MOST_AGAIN, MOST_RATIO = 60_000.0, 2.0, 1.0, 2.5
FIRST = "**First page of the web chat with all that belongs to it: bytes over the wire**"
QUESTION = "**First question at 400 kbit/s and 400 ms**"
AGAIN = "**The same on a repeat visit, through the service worker**"
RATIO = "**Web tap with a script ÷ the same page from a bare aiohttp + Jinja2 handler: CPU**"
_PAINTED = """() => new Promise(done => new PerformanceObserver((seen) => {
    for (const entry of seen.getEntriesByName("first-contentful-paint")) done(entry.startTime / 1000);
}).observe({ type: "paint", buffered: true }))"""


async def visit(sizes: Sizes, folder: Path) -> list[Row]:
    """First visits and repeats, and taps beside bare ones."""
    url = f"sqlite:///{folder}/visit.db"
    await seed(url, sizes.visitors)
    async with listening_web(url) as (bot, address):
        rows = await _visits(url, address, sizes)
        ours, bare = await _taps(url, bot, address, sizes, folder)
    return [*rows, row("Bare aiohttp + Jinja2 handler: CPU per tap", "ms", bare), ratio(RATIO, ours, bare, MOST_RATIO)]


async def _visits(url: str, address: str, sizes: Sizes) -> list[Row]:
    weights, firsts, repeats = [], [], []
    try:
        async with launch() as chromium:
            for _ in range(sizes.repetitions):
                (token,) = await tokens(url, 1)
                async with Browser(address, SCRIPT) as browser:
                    await browser.sign_in(token)
                    name, value = browser.session_cookie()
                port = int(address.rpartition(":")[2])
                async with slow_line(port, bits_per_second=BITS, round_trip=ROUND_TRIP) as line:
                    weight, first, again = await _twice(chromium, line, name, value)
                weights.append(weight)
                firsts.append(first)
                repeats.append(again)
    except pytest.skip.Exception:
        wanted = ((FIRST, "B", MOST_FIRST), (QUESTION, "s", MOST_QUESTION), (AGAIN, "s", MOST_AGAIN))
        return [missing(what, unit, aim) for what, unit, aim in wanted]
    return [
        row(FIRST, "B", weights, MOST_FIRST),
        row(QUESTION, "s", firsts, MOST_QUESTION),
        row(AGAIN, "s", repeats, MOST_AGAIN),
    ]


async def _twice(chromium: Chromium, line: Line, name: str, value: str) -> tuple[float, float, float]:
    """Bytes of the first visit, and seconds until a question is painted the first and the second time."""
    home = f"http://127.0.0.1:{line.port}/"
    context = await chromium.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL")
    try:
        await context.add_cookies([{"name": name, "value": value, "url": home}])
        page = await context.new_page()
        await page.goto(home)
        first = await page.evaluate(_PAINTED)
        await page.locator(".card button").first.wait_for()
        await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        weight = line.received
        await page.close()
        line.cut()
        page = await context.new_page()
        await page.goto(home)
        again = await page.evaluate(_PAINTED)
        await page.locator(".card button").first.wait_for()
        return weight, first, again
    finally:
        await context.close()


async def _taps(url: str, bot: Subject, address: str, sizes: Sizes, folder: Path) -> tuple[list[float], list[float]]:
    """CPU in ms per tap, ours and theirs in turn, as many at a time."""
    ours, theirs = [], []
    page = folder / "bare.html"
    async with Browser(address, SCRIPT) as browser:
        (token,) = await tokens(url, 1)
        await browser.sign_in(token)
        await browser.tap(WALK[0])
        page.write_text(browser.page, "utf-8")
    async with _bare(page) as (bare, bare_address):
        for repetition in range(-1, sizes.repetitions):
            mine, _, _ = await one_round(bot, address, SCRIPT, await tokens(url, sizes.visitors))
            plain = await _bare_round(bare, bare_address, sizes.visitors)
            if repetition >= 0:
                ours.append(mine)
                theirs.append(plain)
    return ours, theirs


@asynccontextmanager
async def _bare(page: Path) -> AsyncIterator[tuple[Subject, str]]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with subject("bench.bare_page", {"BARE_PAGE": str(page), "BARE_PORT": str(port)}) as bare:
        async with asyncio.timeout(30), ClientSession() as session:
            while True:
                try:
                    async with session.post(f"{address}/tap", data={"route": "x"}):
                        break
                except OSError:
                    await asyncio.sleep(0.05)
        yield bare, address


async def _bare_round(bare: Subject, address: str, visitors: int) -> float:
    form = {"csrf": "c" * 48, "key": "k" * 22, "revision": "12", "route": "answer/Q1/nee"}

    async def walk() -> None:
        async with ClientSession(headers={**BROWSER, **SCRIPT}, auto_decompress=False) as session:
            for _ in WALK:
                async with session.post(f"{address}/tap", data=form) as response:
                    await response.read()

    before = await bare.read()
    await asyncio.gather(*(walk() for _ in range(visitors)))
    await asyncio.sleep(AFTERMATH)
    return ((await bare.read()).cpu - before.cpu) / (visitors * len(WALK)) * 1000
