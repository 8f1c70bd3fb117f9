"""Measure at random without a signal, reload, kill the server in between, and see whether all arrives once.

``python tests/outdoors/runs.py --runs 200 --seed 1`` prints one closing line of figures.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[level]) for level in (1, 2)]

from faults.kills import settings_for  # noqa: E402  # found only now, when run as a program
from outdoors.phone import AT_WORK, HEADING, PHONE  # noqa: E402
from playwright.async_api import BrowserContext, Error, Page, expect  # noqa: E402
from support.botapi import BotApi  # noqa: E402
from support.browser import launch  # noqa: E402
from support.ports import free_port  # noqa: E402
from support.process import BotProcess, bot_process  # noqa: E402

from bot.clients.codes import new_code  # noqa: E402
from bot.config.flows import configured_flows  # noqa: E402
from bot.people.links import hashed  # noqa: E402
from bot.runtime.clock import Clock  # noqa: E402
from flows.meetmoment import conclude  # noqa: E402
from flows.people import Functionaris, Rol  # noqa: E402
from storage.people.people import Invite  # noqa: E402
from storage.unit import Storage  # noqa: E402

ANNA = Functionaris("anna", "Klantmanager 1", Rol.KLANTMANAGER, "t1")
LIST = "Voor wie is de meting?"
DONE = "Klaar, leg vast"
MOST_TAPS = 200
# Presses a button that takes the measurement anywhere but out of the page, and waits until the page drew again.
_PRESS = """async ([dice, done]) => {
  const main = document.getElementById("chat");
  const not = ["Naar de lijst", "Weggooien", "Terug naar het gesprek", "Begrepen", "Opnieuw"];
  const all = [...main.querySelectorAll("button")].filter((each) => !not.includes(each.textContent));
  const forward = all.filter((each) => !["Terug", "Uitleg", "Iets wijzigen"].includes(each.textContent));
  const from = dice < 0.85 && forward.length ? forward : all;
  const ready = all.find((each) => each.textContent === done);
  // Most people are placed on the ladder.
  const first = all.some((each) => each.textContent === "Nog niet ingedeeld") && dice < 0.7;
  const button = ready && dice < 0.6 ? ready : from[first ? 0 : Math.floor(dice * 7919) % from.length];
  const drawn = new Promise((resolve) => {
    new MutationObserver(resolve).observe(main, { childList: true });
    setTimeout(resolve, 1000);
  });
  button.click();
  await drawn;
  return button.textContent;
}"""
_STORE = """async () => {
  const script = document.querySelector("script[type=module]").src;
  return (await import(script.replace("outdoors.js", "outdoors-store.js"))).look();
}"""


@dataclass
class Report:
    """The figures of one run, with what was found wrong."""

    seed: int
    runs: int = 0
    taps: int = 0
    reloads: int = 0
    kills: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.runs} measurements without a signal, {self.taps} taps, {self.reloads} reloads, {self.kills} kills;"
            f" {len(self.wrong)} lost, doubled or otherwise wrong; {self.seconds:.0f} s, seed {self.seed}"
        )


@dataclass
class Outing:
    """One phone and one server, and what was measured so far: by client, the answers."""

    server: BotProcess
    context: BrowserContext
    page: Page
    chance: Random
    report: Report
    home: str
    measured: dict[str, dict[str, str]] = field(default_factory=dict)

    async def measure(self, code: str) -> None:
        """Answer at random until this client's measurement is ready, with a reload now and then."""
        await self.choose(f"{code} · nog niet gemeten")
        for _ in range(MOST_TAPS):
            if self.chance.random() < 0.06:
                await self.reload()
            if await self.page.locator(HEADING).inner_text() == LIST:
                await self.choose(f"Verder met {code}")
            pressed = await self.page.evaluate(_PRESS, [self.chance.random(), DONE])
            self.report.taps += 1
            if pressed == DONE:
                break
        else:
            raise AssertionError(f"{code} was not ready after {MOST_TAPS} taps")
        await expect(self.page.locator(HEADING)).to_have_text(LIST)
        if self.chance.random() < 0.3:
            await self.reload()
        found = await self.on_device()
        self.measured[code] = found[code]["answers"]

    async def choose(self, label: str) -> None:
        """Leave the list for a measurement."""
        await self.page.get_by_role("button", name=label, exact=True).click()
        await expect(self.page.locator(HEADING)).not_to_have_text(LIST)

    async def reload(self) -> None:
        """Open the page again."""
        self.report.reloads += 1
        await self.page.reload()
        await self.page.wait_for_function("() => document.querySelector('#chat .answers')")

    async def on_device(self) -> dict[str, Any]:
        """What is kept on the phone, by client."""
        kept: dict[str, Any] = await self.page.evaluate(_STORE)
        return {item["client"]: item for item in kept["items"]}

    async def come_back(self) -> None:
        """Find the signal again, with a server that may be killed at any moment; wait until all is told."""
        before = set(await self.on_device())
        await self.context.set_offline(False)
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            await asyncio.sleep(self.chance.uniform(0, 0.4))
            await self.server.kill()
            self.report.kills += 1
            if self.chance.random() < 0.3:
                await self.reload()
            await self.server.start()
        await self.page.evaluate("window.dispatchEvent(new Event('online'))")
        await expect(self.page.get_by_role("button", name="Begrepen")).to_have_count(len(before), timeout=120_000)
        for code, item in (await self.on_device()).items():
            before.discard(code)
            if item["told"]["what"] != "recorded":
                self.report.wrong.append(f"{code} was told {item['told']}")
        self.report.wrong += [f"{code} vanished from the phone" for code in before]
        while await (read := self.page.get_by_role("button", name="Begrepen")).count():
            with suppress(Error):
                await read.first.click(timeout=2000)


async def run(folder: Path, runs: int, seed: int) -> Report:
    """Measure so many clients."""
    report, chance, began = Report(seed), Random(seed), time.monotonic()
    url = f"sqlite+aiosqlite:///{folder}/meetlat.db"
    codes = await _employ(url, runs, chance)
    port = free_port()
    with (folder / "log").open("wb") as log:
        async with BotApi({"123:TEST"}) as api, launch() as browser:
            settings = settings_for(url, api) | {"MEETLAT_PORT": str(port)}
            async with bot_process(settings, log) as server:
                await server.start()
                context = await browser.new_context(viewport=PHONE, locale="nl-NL", reduced_motion="reduce")
                outing = Outing(server, context, await context.new_page(), chance, report, server.address)
                await _walk(outing, codes)
                await server.stop()
    await _examine(url, outing.measured, report)
    report.runs, report.seconds = len(outing.measured), time.monotonic() - began
    return report


async def _walk(outing: Outing, codes: list[str]) -> None:
    page, chance = outing.page, outing.chance
    await page.goto(f"{outing.home}in/only-for-this-run-of-tests")
    await page.get_by_role("button", name="Aanmelden").click()
    await page.wait_for_function(AT_WORK)
    await page.goto(f"{outing.home}onderweg")
    await expect(page.locator(HEADING)).to_have_text(LIST)
    waiting = list(codes)
    while waiting:
        await outing.context.set_offline(True)
        for code in [waiting.pop() for _ in range(min(len(waiting), chance.randint(1, 4)))]:
            await outing.measure(code)
        await outing.come_back()


async def _employ(url: str, clients: int, chance: Random) -> list[str]:
    now, storage = Clock().now(), await Storage.open(url)
    codes: list[str] = []
    try:
        async with storage.unit() as unit:
            await unit.people.found("Gemeente Voorbeeld", test=True)
            await unit.people.add_team("t1", "Team Werk", "Werk")
            await unit.people.add(ANNA, now)
            token = hashed("only-for-this-run-of-tests")
            await unit.people.invite(token, Invite(ANNA.rol, functionaris=ANNA.id), now + timedelta(hours=1), None)
            while len(codes) < clients:
                code = new_code("K", chance)
                if await unit.clients.add(code, "0344", ANNA, Clock().today(), now, chance.getrandbits(40)):
                    codes.append(code)
    finally:
        await storage.close()
    return codes


async def _examine(url: str, measured: Mapping[str, Mapping[str, str]], report: Report) -> None:
    """Whether exactly what was answered stands in the database, once."""
    flows, storage = configured_flows(), await Storage.open(url)
    try:
        async with storage.look() as unit:
            for code, answers in measured.items():
                history = await unit.meetmomenten.history(code)
                wanted = conclude(flows.newest("stroomschema"), answers, Clock().today(), flows.gemeente.options)
                if [each.meting for each in history] != [wanted]:
                    report.wrong.append(f"{code}: {[each.meting for each in history]} instead of {wanted}")
    finally:
        await storage.close()


def main() -> int:
    """Run once, say what was found and end with the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="meetlat-outdoors-") as folder:
        report = asyncio.run(run(Path(folder), given.runs, given.seed))
    for line in report.wrong:
        print(line)
    print(report)
    return 1 if report.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
