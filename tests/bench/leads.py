"""Taps while ten people keep asking for every report, and how long those wait for their picture.

Eight of them lead a team; two are of beleid and ask about everybody, with small numbers hidden. Their reports come as
pictures from one process beside the bot. In the web chat the same report is an SVG in the page; how long the question
takes until that is there is measured apart.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from bench.municipality import on_postgres, on_sqlite
from bench.people import FIRST, Someone, Tapper
from bench.report import Row, percentile, row
from bench.scene import BOT, BOT_API_SECONDS, RATE, Scene, scene
from bench.sizes import Sizes
from support import postgres
from support.botapi import BotApi
from support.storage import opened

from bot.config.flows import configured_flows
from bot.conversation.screen import verbatim
from bot.reports import days
from bot.reports.answer import Question
from bot.reports.asking import ask
from bot.runtime.clock import Clock
from bot.texts.translations import words
from flows.people import Functionaris, Rol
from storage.reports import Eenheid, Soort

LEADS, BELEID = 8, 2
SLOWEST_TAP, SLOWEST_PICTURE = 250.0, 300.0
_A_YEAR = timedelta(days=365)
# Of a unit, on a day or since it; each of the first three is a picture.
_CHARTS = ("caseload/{unit}/{day}/g", "report/b/{unit}/{day}-{today}", "report/p/{unit}/{day}-{today}")
_TABLES = tuple(f"report/{name}/{{unit}}/{{day}}-{{today}}" for name in "civds")
_LISTS = ("lists/t", "list/t/gedaald/0", "compare/t/t")


def _routes(unit: str, *ways: str, skipped: int = 0) -> Iterator[str]:
    """The reports again and again, each time about another day, so that no picture was drawn before."""
    today = Clock().today()
    for number in count(skipped):
        day = today - _A_YEAR + timedelta(days=number)
        yield ways[number % len(ways)].format(unit=unit, day=days.written(day), today=days.written(today))


class Asker(Someone):
    """Somebody who asks for one report after the other."""

    def __init__(self, api: BotApi, number: int, routes: Iterator[str]) -> None:
        super().__init__(api, number)
        self._routes = routes
        self.waited: list[float] = []

    async def begin(self) -> None:
        """Open the caseload."""
        await self.person.send("/caseload")
        await self.changed(None)

    async def act(self) -> None:
        """Ask for the next report, and wait until it is there."""
        message, began = self.person.screen, time.monotonic()
        revision = message.rows[0][0].target.partition(".")[0]
        await self.person.tap_data(message.id, f"{revision}.{next(self._routes)}")
        await self.changed(message)
        self.waited.append((time.monotonic() - began) * 1000)

    async def keep_asking(self) -> None:
        """Ask until cancelled."""
        while True:
            await self.act()


@dataclass(slots=True)
class Figures:
    """What was measured, in ms: taps without and with reports, reports one at a time and all at once."""

    quiet: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    alone: dict[str, list[float]] = field(default_factory=dict)
    together: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    peak: float = 0.0


async def leads(sizes: Sizes, folder: Path) -> list[Row]:
    """Growing numbers of meetmomenten on both databases."""
    found: list[Row] = []
    with postgres.start(durable=True) as server:
        for size in sizes.meetmomenten:
            sqlite, address = f"sqlite:///{folder}/leads{size}.db", postgres.new_database(server)
            (await on_sqlite(sqlite, size)).close()
            found += figures(f"{size:,} meetmomenten, SQLite", await asked(sqlite, sizes))
            await (await on_postgres(address, size)).close()
            found += figures(f"{size:,} meetmomenten, PostgreSQL", await asked(address, sizes))
    return found


async def asked(url: str, sizes: Sizes) -> Figures:
    """First the taps alone, then the reports alone, then all at once."""
    await _staff(url, sizes.people)
    found = Figures()
    async with scene(BOT, Tapper, sizes.people, {"MEETLAT_DATABASE_URL": url}) as at:
        await at.begin()
        found.quiet = await at.at_rate(RATE, sizes.seconds, BOT_API_SECONDS)
        for who, number, unit in (("team", 0, "t"), ("everybody", LEADS, "a")):
            found.alone[who] = await _alone(at, sizes, number, unit)
        askers = [_asker(at, sizes.people, number) for number in range(LEADS + BELEID)]
        asking = [asyncio.create_task(_begun(each)) for each in askers]
        found.busy = await at.at_rate(RATE, sizes.seconds, BOT_API_SECONDS)
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        found.together = [waited for each in askers for waited in each.waited]
        found.peak = (await at.bot.read()).peak
    found.pages = await _drawn_on_pages(url, sizes)
    return found


async def _drawn_on_pages(url: str, sizes: Sizes) -> list[float]:
    """The charts about everybody as SVG, in this process, from the question to the picture."""
    book, said, today, waited = configured_flows(), words("nl"), Clock().today(), []
    async with opened(url) as storage:
        for number in range(sizes.repetitions + 1):
            for name in ("caseload", "beweging", "prognose"):
                began, last = time.perf_counter(), today - timedelta(days=number)
                asked = Question(Eenheid(Soort.ALLES), verbatim("alles"), last, last - _A_YEAR, masked=True)
                async with storage.look() as unit:
                    sheet = await ask(unit, name, asked, book, said, today, "groei")
                assert sheet.picture() is not None
                waited.append((time.perf_counter() - began) * 1000)
    return waited[3:]


def figures(what: str, found: Figures) -> list[Row]:
    """The rows of one database."""
    p95 = partial(percentile, share=0.95)
    rows = [
        row(f"Tap at {RATE:g} updates/s, no reports, p95: {what}", "ms", [p95(found.quiet)]),
        row(f"**Tap while ten people ask for every report, p95**: {what}", "ms", [p95(found.busy)], SLOWEST_TAP),
    ]
    for who, waited in found.alone.items():
        rows.append(row(f"**Tap to picture (PNG), {who}**: {what}", "ms", waited, SLOWEST_PICTURE))
    rows.append(row(f"**Question to picture (SVG), everybody**: {what}", "ms", found.pages, SLOWEST_PICTURE))
    if found.together:
        rows.append(row(f"Ten at once, a report after: {what}", "ms", found.together))
    return [*rows, row(f"Peak memory of the bot: {what}", "MB", [found.peak])]


async def _staff(url: str, people: int) -> None:
    """Telegram accounts for klantmanagers, leads and beleid."""
    now = datetime.now(UTC)
    async with opened(url) as storage, storage.unit() as unit:
        for number in range(people):
            await unit.people.add(Functionaris(f"tap{number}", f"Tikker {number}", Rol.KLANTMANAGER, "t0"), now)
            await unit.people.link(str(FIRST + number), f"tap{number}", now)
        teams = [team.id for team in await unit.teams.all()]
        for number in range(LEADS + BELEID):
            leading = number < LEADS
            rol, team = (Rol.TEAMLEIDER, teams[number % len(teams)]) if leading else (Rol.BELEID, None)
            await unit.people.add(Functionaris(f"vraag{number}", f"Vrager {number}", rol, team), now)
            await unit.people.link(str(FIRST + people + number), f"vraag{number}", now)


def _asker(at: Scene, people: int, number: int) -> Asker:
    ways = ("t", *_CHARTS, *_TABLES, *_LISTS) if number < LEADS else ("a", *_CHARTS, *_TABLES)
    # Not all the same report at the same moment.
    return Asker(at.api, people + number, _routes(*ways, skipped=number * 7))


async def _alone(at: Scene, sizes: Sizes, number: int, unit: str) -> list[float]:
    """The charts one at a time; the first of each is not counted."""
    asker = Asker(at.api, sizes.people + number, _routes(unit, *_CHARTS))
    await asker.begin()
    for _ in range((sizes.repetitions + 1) * len(_CHARTS)):
        await asker.act()
    return asker.waited[len(_CHARTS) :]


async def _begun(asker: Asker) -> None:
    await asker.begin()
    await asker.keep_asking()
