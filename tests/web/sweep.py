"""Open every page of the made-up municipality, as each role, on every width, in both schemes and both languages.

``python tests/web/sweep.py --pictures FOLDER`` runs axe on each, looks whether it fits, ends with a line of figures.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

from playwright.async_api import Browser, Page, ViewportSize  # noqa: E402
from support.browser import axe, launch  # noqa: E402  # found only now, when run as a program

from bot.routes import ROUTES  # noqa: E402
from bot.texts.translations import LOCALES  # noqa: E402

PORT = 8397
HOME = f"http://127.0.0.1:{PORT}"
PEOPLE = ("test-w1", "test-w-tl", "test-beleid", "test-beheer")
SIZES: tuple[ViewportSize, ...] = (
    {"width": 320, "height": 640},
    {"width": 390, "height": 844},
    {"width": 1280, "height": 900},
)
OTHERS = (
    *("/nowhere", "/demo", "/passkeys", "/kwartaal/2026-3", "/in/Zk3vT0wq5Yb1n8Rj2mXc", "/open/home", "/onderweg"),
    *("/mail/off/nobody.by-this-token", "/passkeys/offer"),
)
# A word is looked at once per role; what differs with what follows it is looked at so often.
MOST_OF_A_WORD = {"report": 8, "option": 4, "question": 4}
# How many questions a measurement is followed.
STEPS = 24
# The ways out of a question, and those that stay at it.
_ASIDE = re.compile(r"back|later|ask_stop|help|why|rules|direct|edit")
_ANSWERS = """[...document.querySelectorAll("#chat .answers .group:not(.quiet) button")].map(button => button.value)"""
_ROUTES = """[...document.querySelectorAll("#chat button[name=route]")].map(button => button.value)"""


@dataclass
class Sweep:
    """What was seen, and what was wrong with it."""

    database: Path
    pictures: Path | None
    pages: int = 0
    looks: int = 0
    wrong: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    async def everything(self, browser: Browser, people: Sequence[str], dice: Random) -> None:
        """Each of these people; the first of all measures too."""
        for who in people:
            page = await entered(browser, who)
            await self._views(page, who, dice)
            if who == PEOPLE[0]:
                await self._measurement(page, who)
                for path in OTHERS:
                    await self._combinations(page, who, path.strip("/").replace("/", "-"), path)
            await page.context.close()

    async def _views(self, page: Page, who: str, dice: Random) -> None:
        known: Counter[str] = Counter()
        waiting, done = ["home"], set()
        while waiting:
            route = waiting.pop(dice.randrange(len(waiting)))
            word = route.partition("/")[0]
            found = ROUTES.find(route)
            if route in done or found is None or not found.route.is_view or found.route.of_dialogue:
                continue
            if known[word] >= MOST_OF_A_WORD.get(word, 1):
                continue
            known[word] += 1
            done.add(route)
            self._put(who, "UPDATE chat SET route = ?, notice = NULL, revision = revision + 1 WHERE address = ?", route)
            await page.goto(HOME)
            waiting += await page.evaluate(_ROUTES)
            await self._combinations(page, who, route.replace("/", "-"), "/")

    async def _measurement(self, page: Page, who: str) -> None:
        """Every question of one measurement until its summary, and what stands beside it."""
        self._put(who, "UPDATE chat SET route = 'new', revision = revision + 1 WHERE address = ?")
        await page.goto(HOME)
        await tapped(page, "create")
        for step in range(STEPS):
            await self._combinations(page, who, f"measuring-{step:02}", "/")
            answers = [route for route in await page.evaluate(_ANSWERS) if not _ASIDE.match(route)]
            if not answers or answers[0].startswith("record"):
                break
            await tapped(page, answers[0])

    async def _combinations(self, page: Page, who: str, name: str, path: str) -> None:
        self.pages += 1
        for locale in LOCALES:
            self._put(who, "UPDATE functionaris SET taal = ? WHERE id = ?", locale)
            await page.goto(HOME + path)
            for size, scheme in product(SIZES, ("light", "dark")):
                await page.set_viewport_size(size)
                await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
                await self._look(page, f"{who}/{name}/{size['width']}-{scheme}-{locale}", size["width"])

    async def _look(self, page: Page, name: str, width: int) -> None:
        self.looks += 1
        found = [f"{each.rule} {each.places}" for each in await axe(page)]
        if await page.evaluate("document.documentElement.scrollWidth") > width:
            found.append("wider than the screen")
        self.wrong += [f"{name}: {each}" for each in found]
        for each in found:
            print(f"{name}: {each}", flush=True)
        if self.pictures is not None and (found or name.endswith(("1280-light-nl", "1280-dark-en", "390-light-nl"))):
            path = self.pictures / f"{name.replace('/', '__')}.png"
            await page.screenshot(path=path)

    def _put(self, who: str, statement: str, *values: str) -> None:
        with closing(sqlite3.connect(self.database, timeout=30)) as connection, connection:
            connection.execute(statement, (*values, who))


async def entered(browser: Browser, who: str) -> Page:
    """A browser in which somebody chose who to be."""
    context = await browser.new_context(viewport=SIZES[2], reduced_motion="reduce")
    page = await context.new_page()
    await page.goto(f"{HOME}/demo")
    await page.locator(f'[value="{who}"]').click()
    await page.locator("header .brand").click()
    await page.wait_for_load_state("networkidle")
    return page


async def tapped(page: Page, route: str) -> None:
    """Tap a button and wait until everything that follows from it is there."""
    await page.evaluate("document.title = 'before'")
    await page.locator(f'[value="{route}"]').first.click()
    await page.wait_for_timeout(800)  # a new language loads the page once more
    if await page.title() == "before":
        raise TimeoutError(route)


async def sweep(pictures: Path | None, people: Sequence[str], seed: int) -> Sweep:
    """Start the demo in a folder of its own and look at everything."""
    with tempfile.TemporaryDirectory() as folder:
        command = (sys.executable, "-m", "bot", "demo", "--folder", folder, "--port", str(PORT))
        process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            await _answers()
            found = Sweep(Path(folder) / "demo.db", pictures)
            async with launch() as browser:
                await found.everything(browser, people, Random(seed))
            return found
        finally:
            process.terminate()
            await process.wait()


async def _answers() -> None:
    async with asyncio.timeout(180):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", PORT)
            except OSError:
                await asyncio.sleep(0.2)
            else:
                writer.close()
                return


def main() -> None:
    """Look at everything, say what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, help="where to put a picture of each page")
    parser.add_argument("--who", action="append", choices=PEOPLE, help="only as this person")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.pictures is not None:
        given.pictures.mkdir(parents=True, exist_ok=True)
    found = asyncio.run(sweep(given.pictures, given.who or PEOPLE, given.seed))
    print(f"{found.pages} pages, {found.looks} looks, {len(found.wrong)} wrong")
    sys.exit(bool(found.wrong))


if __name__ == "__main__":
    main()
