"""Random runs of a phone with bad reception, against a Meetlat that is killed meanwhile: nothing lost or doubled.

``python tests/web/offline.py --runs 200 --seed 1`` prints one closing line of figures.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random, SystemRandom
from typing import Any
from urllib.parse import parse_qs

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

from faults.kills import employ  # noqa: E402
from playwright.async_api import Browser, BrowserContext, Error, Page, Route  # noqa: E402
from support.browser import launch  # noqa: E402
from support.ports import free_port  # noqa: E402
from support.process import BotProcess, bot_process  # noqa: E402

from bot.people.links import hashed  # noqa: E402
from bot.runtime.clock import Clock  # noqa: E402
from flows.people import Rol  # noqa: E402
from storage.people.people import Invite  # noqa: E402
from storage.tables import CHAT, GEZIEN  # noqa: E402
from storage.unit import Storage  # noqa: E402

STEPS = (6, 14)
LOST = 0.12  # of the requests, and as many of the answers
PATIENCE = 60.0
HURRY = "import bot.web.parts; bot.web.parts.MOST_TAPS = 100_000"
# Tells what becomes of everything that is kept on the device.
WATCH = """addEventListener("DOMContentLoaded", () => {
    if (!window.kept) return;
    const change = kept.change;
    kept.change = (name, make) => change(name, (all) => {
        const now = make(all), before = new Map((all || []).map((item) => [item.key, item]));
        for (const item of now || []) {
            const was = before.get(item.key);
            before.delete(item.key);
            const { key, why = "", screen, label } = item;
            if (!was || was.why !== item.why) noted({ key, why, screen, label });
        }
        for (const item of before.values()) noted({ key: item.key, why: "gone", tried: item.tried, label: item.label });
        return now;
    });
});"""


@dataclass
class Report:
    """The figures of all runs, with what was found wrong."""

    runs: int = 0
    taps: int = 0
    taken: int = 0
    told: int = 0
    kills: int = 0
    reloads: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0
    seed: int = 0

    def __str__(self) -> str:
        return (
            f"{self.runs} runs, {self.taps} taps and lines, {self.taken} taken in, {self.told} told that they were not,"
            f" {self.kills} kills, {self.reloads} reloads; {len(self.wrong)} lost, doubled or otherwise wrong;"
            f" {self.seconds:.0f} s, seed {self.seed}"
        )


@dataclass
class Post:
    """One request with a tap or a line, and what became of it."""

    key: str
    said: str
    revision: str
    became: str = "passed on"
    refused: bool = False


@dataclass
class Run:
    """One person with a phone, for some taps."""

    bot: BotProcess
    storage: Storage
    context: BrowserContext
    home: str
    chance: Random
    report: Report
    notes: list[dict[str, Any]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    clicks: int = 0
    is_calm: bool = False

    async def sign_in(self, who: str, token: str) -> None:
        async with self.storage.unit() as unit:
            until = Clock().now() + timedelta(hours=1)
            await unit.people.invite(hashed(token), Invite(Rol.KLANTMANAGER, functionaris=who), until, None)
        await self.context.expose_binding("noted", lambda _, note: self.notes.append(note))
        await self.context.add_init_script(WATCH)
        page = await self.context.new_page()
        await page.goto(f"{self.home}in/{token}")
        await page.get_by_role("button", name="Aanmelden").click()
        await page.get_by_role("button", name="Nieuwe meting").wait_for()
        # A page that came while the worker did is not its own yet, but the next one is.
        await page.wait_for_function("() => 'htmx' in window")
        await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        for name in ("Nieuwe meting", "Nieuwe cliënt"):
            await page.get_by_role("button", name=name).click()
            await page.get_by_role("button", name=name).wait_for(state="detached")

    async def go(self) -> None:
        """Do things, in either of at most two tabs."""
        await self.context.route("**/tap", self._lossy)
        await self.context.route("**/say", self._lossy)
        acts: list[tuple[Callable[[Page], Awaitable[object]], int]] = [
            *((self.tap, 12), (self.type, 3), (self.lose, 3), (self.find, 3)),
            *((self.reload, 3), (self.kill, 2), (self.tab, 1), (self.wait, 4)),
        ]
        for _ in range(self.chance.randint(*STEPS)):
            (act,) = self.chance.choices([each for each, _ in acts], [weight for _, weight in acts])
            page = self.chance.choice(self.context.pages)
            try:
                await act(page)
            except Error as error:  # the page went away under our hands, as pages do
                if "Timeout" in str(error):
                    raise
        self.is_calm = True
        await self.context.set_offline(False)

    async def _lossy(self, route: Route) -> None:
        dice, form = 1.0 if self.is_calm else self.chance.random(), parse_qs(route.request.post_data or "")
        post = Post(form["key"][0], str(form.get("route", form.get("text"))), form.get("revision", ["none"])[0])
        self.posts.append(post)
        try:
            if dice < LOST:
                post.became = "lost"
                await route.abort()
            elif dice < 2 * LOST:
                post.became = f"answer {(await route.fetch()).status} lost"
                await route.abort()
            elif "hx-request" not in route.request.headers:
                await route.continue_()
            else:
                answer = await route.fetch()
                # The page says so itself, in place of the next question.
                post.refused = answer.status == 409 or " data-behind" in await answer.text()
                post.became = f"answer {answer.status}"
                await route.fulfill(response=answer)
        except Error:
            with suppress(Error):  # the page may be gone
                await route.abort()

    async def tap(self, page: Page) -> None:
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            count = await page.locator("#chat button[name=route]").count()
            if count:
                which = self.chance.randrange(count)
                pressed = """(all, which) => { const one = all[which];
                    if (!one || /afmelden|sign out/i.test(one.textContent)) return false;
                    one.click(); return true }"""
                self.clicks += await page.locator("#chat button[name=route]").evaluate_all(pressed, which)

    async def type(self, page: Page) -> None:
        typed = """said => { const field = document.getElementById("regel"); if (!field) return false;
            field.value = said; field.form.requestSubmit(); return true }"""
        self.clicks += await page.evaluate(typed, self.chance.choice(("ja", "nee", "J", "iets anders", "31-12-2026")))

    async def lose(self, _: Page) -> None:
        await self.context.set_offline(True)

    async def find(self, _: Page) -> None:
        await self.context.set_offline(False)

    async def reload(self, page: Page) -> None:
        self.report.reloads += 1
        await page.reload(wait_until="domcontentloaded")

    async def kill(self, _: Page) -> None:
        self.report.kills += 1
        await self.bot.kill()
        await asyncio.sleep(self.chance.uniform(0, 0.3))
        await self.bot.start()

    async def tab(self, _: Page) -> None:
        if len(self.context.pages) < 2:
            page = await self.context.new_page()
            await page.goto(self.home, wait_until="domcontentloaded")

    async def wait(self, page: Page) -> None:
        await page.wait_for_timeout(self.chance.uniform(0, 120))

    async def settle(self) -> None:
        """Wait until nothing waits any more."""
        idle = """() => window.waiting && window.kept && document.getElementById("chat").dataset.who
            && (waiting.now(), kept.change("line", all => all).then(all => (all || []).every(item => item.why)))"""
        for page in self.context.pages:
            end = time.monotonic() + PATIENCE
            while True:
                try:
                    if await page.evaluate(idle):
                        break
                except Error:
                    pass  # it is being loaded
                if time.monotonic() > end:
                    raise TimeoutError(f"something waits for ever: {self.notes[-5:]}")
                await asyncio.sleep(0.05)

    async def examine(self, who: str, began: tuple[int, datetime]) -> None:
        """Hold what the device was told against what Meetlat took in."""
        revision, _ = await self.reached(who)
        marks = await self._marks(began[1])
        added = {note["key"]: note for note in self.notes if not note["why"]}
        ended = {note["key"]: note for note in self.notes if note["why"] not in ("", "gone")}
        gone = {note["key"]: note for note in self.notes if note["why"] == "gone"} | ended
        wrong, refused = self.report.wrong, {post.key for post in self.posts if post.refused}
        taken = {key for key in added if key in marks}
        answers = {(added[key]["screen"], added[key]["label"]) for key in taken}
        # A page that is reloaded takes its last words with it, or told of what it could not keep any more.
        wrong += [
            f"lost without a word: {note}"
            for key, note in added.items()
            if key not in gone.keys() | marks | refused and (note["screen"], note["label"]) not in answers
        ]
        # What was never sent was replaced by another tap on the same screen; the same tap twice counts once.
        wrong += [
            f"said to be taken in: {note}"
            for key, note in gone.items()
            if key in added
            and note["why"] == "gone"
            and note["tried"]
            and key not in marks | refused
            and (added[key]["screen"], added[key]["label"]) not in answers
        ]
        wrong += [f"said not to be taken in: {note}" for key, note in ended.items() if key in marks]
        # A form that went before the script was there may leave no note.
        nowhere = marks - taken - {post.key for post in self.posts}
        wrong += [f"{nowhere} came from nowhere"] if nowhere else []
        if len(marks) != revision - began[0]:
            wrong.append(f"{len(marks)} taken in, {revision - began[0]} screens further")
        if len(added) > self.clicks:
            wrong.append(f"{len(added)} kept of {self.clicks} taps")
        self.report.taps += self.clicks
        self.report.taken += len(taken)
        self.report.told += len(ended)

    async def reached(self, who: str) -> tuple[int, datetime]:
        """How far the chat is, and when."""
        async with self.storage.look() as unit:
            found = await unit.connection.execute(CHAT.select().where(CHAT.c.functionaris == who))
            return found.mappings().one()["revision"], Clock().now()

    async def _marks(self, since: datetime) -> set[str]:
        async with self.storage.look() as unit:
            found = await unit.connection.execute(GEZIEN.select().where(GEZIEN.c.op > since))
            return {row["key"] for row in found.mappings()}


async def one(browser: Browser, bot: BotProcess, storage: Storage, home: str, number: int, report: Report) -> None:
    """One run, with a browser that knows nothing."""
    chance = Random(f"{report.seed}/{number}")
    context = await browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL")
    try:
        run, who = Run(bot, storage, context, home, chance, report), f"km{number}"
        await run.sign_in(who, f"link-of-run-{number:06}")
        run.notes.clear()
        began = await run.reached(who)
        await run.go()
        await run.settle()
        before = len(report.wrong)
        await run.examine(who, began)
        if report.wrong[before:]:
            report.wrong += [str(each) for each in (*run.notes, *run.posts)]
        report.wrong[before:] = [f"run {number}: {each}" for each in report.wrong[before:]]
        report.runs += 1
    finally:
        await context.close()


async def runs(count: int, seed: int, folder: Path) -> Report:
    """So many runs, one after the other."""
    url = f"sqlite+aiosqlite:///{folder}/meetlat.db"
    report, began = Report(seed=seed), time.monotonic()
    await employ(url, count)
    port = free_port()
    settings = {
        "MEETLAT_DATABASE_URL": url,
        "MEETLAT_PORT": str(port),
        "MEETLAT_SECRET": "for bad reception only, thirty-two characters",
    }
    storage = await Storage.open(url)
    try:
        with (folder / "log").open("wb") as log:
            async with bot_process(settings, log, HURRY) as bot, launch() as browser:
                await bot.start()
                for number in range(count):
                    await one(browser, bot, storage, f"http://127.0.0.1:{port}/", number, report)
                await bot.stop()
    finally:
        await storage.close()
    report.seconds = time.monotonic() - began
    return report


def main() -> int:
    """Run, say what was found and end with the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meetlat-offline-") as folder:
        report = asyncio.run(runs(given.runs, given.seed, Path(folder)))
    for line in report.wrong:
        print(line)
    print(report)
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
