"""Every report over very many meetmomenten, beside the best SQL that we can write by hand for the same question.

Both have to give the same answer; then their times are compared.
"""

from __future__ import annotations

import gc
import re
import sqlite3
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Protocol

from bench.answers import READ, Rows, must_agree
from bench.handwritten import OTHERWISE, POSTGRES, SQLITE
from bench.municipality import TODAY, on_postgres, on_sqlite
from bench.report import Row, ratio, row
from bench.sizes import Sizes
from support import postgres
from support.storage import opened

from flows.planning import add_months
from flows.reports.forecast import last_judged
from storage.reports import Eenheid, Reports, Soort

AIM = 1.5
ALL, TEAM, ONE = Eenheid(Soort.ALLES), Eenheid(Soort.TEAM, "t0"), Eenheid(Soort.FUNCTIONARIS, "km1")
VAN, PAST = add_months(TODAY, -12), add_months(TODAY, -6)
KNOWN = datetime.combine(add_months(TODAY, -5), datetime.min.time(), UTC)
_DAYS = {"van": VAN, "tot": TODAY, "year_ago": last_judged(TODAY), "known": KNOWN.replace(tzinfo=None)}
_DAY = re.compile(r"(?<!:):([a-z_]+)")
Question = Callable[[Reports], Awaitable[Any]]
OURS: dict[str, Question] = {
    "caseload today": lambda r: r.caseload(ALL, TODAY, TODAY),
    "caseload half a year ago": lambda r: r.caseload(ALL, PAST, TODAY),
    "caseload as known a month later": lambda r: r.caseload(ALL, PAST, TODAY, KNOWN),
    "movement over a year": lambda r: r.movement(ALL, VAN, TODAY),
    "forecast over a year": lambda r: r.forecast(ALL, VAN, TODAY),
    "conditions over a year": lambda r: r.conditions(ALL, VAN, TODAY),
    "partners over a year": lambda r: r.placements(ALL, VAN, TODAY, "partner"),
    "lists of a team": lambda r: r.lines(TEAM, VAN, TODAY),
    "one klantmanager today": lambda r: r.caseload(ONE, TODAY, TODAY),
}


class Bare(Protocol):
    """A bare driver."""

    def ways(self, what: str) -> tuple[tuple[str, ...], ...]:
        """The hand-written statements, in every way that we know."""

    async def ask(self, what: str, way: tuple[str, ...]) -> list[Rows]:
        """The rows of each statement."""


async def reports(sizes: Sizes, folder: Path) -> list[Row]:
    """Growing numbers of meetmomenten on both databases."""
    found: list[Row] = []
    with postgres.start(durable=True) as server:
        for size in sizes.meetmomenten:
            sqlite = f"sqlite:///{folder}/reports{size}.db"
            found += await compared("SQLite", sqlite, OnSqlite(await on_sqlite(sqlite, size)), size, sizes)
            address = postgres.new_database(server)
            found += await compared("PostgreSQL", address, OnPostgres(await on_postgres(address, size)), size, sizes)
    return found


class OnSqlite:
    """Python's own driver."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def ways(self, what: str) -> tuple[tuple[str, ...], ...]:
        """The hand-written statements, in every way that we know."""
        return SQLITE[what], *OTHERWISE.get(what, ())

    async def ask(self, what: str, way: tuple[str, ...]) -> list[Rows]:
        """The rows of each statement."""
        days = {name: str(day) for name, day in _days(what).items()}
        return [self._connection.execute(sql, days).fetchall() for sql in way]


class OnPostgres:
    """asyncpg."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def ways(self, what: str) -> tuple[tuple[str, ...], ...]:
        """The hand-written statements, in every way that we know."""
        return POSTGRES[what], *OTHERWISE.get(what, ())

    async def ask(self, what: str, way: tuple[str, ...]) -> list[Rows]:
        """The rows of each statement."""
        found = []
        for sql in way:
            names = list(dict.fromkeys(_DAY.findall(sql)))
            kinds = {name: "timestamp" if name == "known" else "date" for name in names}
            numbered = _DAY.sub(lambda m, n=names, k=kinds: f"${n.index(m[1]) + 1}::{k[m[1]]}", sql)  # type: ignore[misc]
            found.append(await self._connection.fetch(numbered, *(_days(what)[name] for name in names)))
        return found


def _days(what: str) -> dict[str, date]:
    return {**_DAYS, "tot": PAST} if what.startswith("caseload") and what != "caseload today" else _DAYS


async def compared(name: str, url: str, bare: Bare, size: int, sizes: Sizes) -> list[Row]:
    """Ours and the hand-written ones in turn, so that a busy moment of the machine hits all; they must say the same."""
    rows: list[Row] = []
    async with opened(url) as storage:
        for what, question in OURS.items():
            label, ways = f"{what}, {size:,} meetmomenten, {name}", bare.ways(what)
            async with storage.look() as unit:
                ours = await question(unit.reports)
            for way in ways:
                must_agree(label, READ[what.partition(" ")[0]], ours, await bare.ask(what, way))
            mine: list[float] = []
            hand: dict[tuple[str, ...], list[float]] = {way: [] for way in ways}
            for repetition in range(-max(1, sizes.warm_ups), sizes.repetitions):
                async with storage.look() as unit:
                    took = await _timed(partial(question, unit.reports))
                theirs = {way: await _timed(partial(bare.ask, what, way)) for way in ways}
                if repetition >= 0:
                    mine.append(took)
                    for way, seconds in theirs.items():
                        hand[way].append(seconds)
            best = min(hand.values(), key=median)
            rows.append(row(f"Report: {label}", "ms", [seconds * 1000 for seconds in mine]))
            rows.append(row(f"By hand: {label}", "ms", [seconds * 1000 for seconds in best]))
            rows.append(ratio(f"**Report ÷ hand-written SQL**: {label}", mine, best, AIM))
    return rows


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    gc.collect()
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began
