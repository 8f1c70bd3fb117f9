"""Every report over very many meetmomenten, beside the best SQL that we can write by hand for the same question."""

from __future__ import annotations

import gc
import re
import sqlite3
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Protocol

from bench.handwritten import POSTGRES, SQLITE
from bench.municipality import TODAY, on_postgres, on_sqlite
from bench.report import Row, ratio, row
from bench.sizes import Sizes
from support import postgres
from support.storage import opened

from flows.planning import add_months
from flows.reports.forecast import last_judged
from storage.reports import Eenheid, Reports, Soort

AIM = 1.5
ALL, TEAM, ONE = Eenheid(Soort.ALLES), Eenheid(Soort.TEAM, "t1"), Eenheid(Soort.FUNCTIONARIS, "km1")
VAN, PAST = add_months(TODAY, -12), add_months(TODAY, -6)
KNOWN = datetime.combine(add_months(TODAY, -5), datetime.min.time(), UTC)
_DAYS = {"van": VAN, "tot": TODAY, "year_ago": last_judged(TODAY), "known": KNOWN.replace(tzinfo=None)}
_DAY = re.compile(r"(?<!:):([a-z_]+)")
Question = Callable[[Reports], Awaitable[object]]
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

    async def ask(self, what: str) -> list[tuple[Any, ...]]:
        """The rows of the hand-written SQL."""


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

    async def ask(self, what: str) -> list[tuple[Any, ...]]:
        """The rows of the last statement."""
        days = {name: str(day) for name, day in _days(what).items()}
        return [self._connection.execute(sql, days).fetchall() for sql in SQLITE[what]][-1]


class OnPostgres:
    """asyncpg."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def ask(self, what: str) -> list[tuple[Any, ...]]:
        """The rows of the last statement."""
        rows = []
        for sql in POSTGRES[what]:
            names = list(dict.fromkeys(_DAY.findall(sql)))
            kinds = {name: "timestamp" if name == "known" else "date" for name in names}
            numbered = _DAY.sub(lambda m, n=names, k=kinds: f"${n.index(m[1]) + 1}::{k[m[1]]}", sql)  # type: ignore[misc]
            rows = await self._connection.fetch(numbered, *(_days(what)[name] for name in names))
        return rows


def _days(what: str) -> dict[str, date]:
    return {**_DAYS, "tot": PAST} if what.startswith("caseload") and what != "caseload today" else _DAYS


async def compared(name: str, url: str, bare: Bare, size: int, sizes: Sizes) -> list[Row]:
    """Ours and the hand-written one in turn, so that a busy moment of the machine hits both."""
    rows: list[Row] = []
    async with opened(url) as storage:
        for what, question in OURS.items():
            mine, hand = [], []
            for repetition in range(-max(1, sizes.warm_ups), sizes.repetitions):
                async with storage.look() as unit:
                    took = (await _timed(lambda q=question, r=unit.reports: q(r)),)  # type: ignore[misc]
                took = (*took, await _timed(lambda w=what: bare.ask(w)))  # type: ignore[misc, assignment]
                if repetition >= 0:
                    mine.append(took[0])
                    hand.append(took[1])  # type: ignore[misc]
            label = f"{what}, {size:,} meetmomenten, {name}"
            rows.append(row(f"Report: {label}", "ms", [seconds * 1000 for seconds in mine]))
            rows.append(row(f"By hand: {label}", "ms", [seconds * 1000 for seconds in hand]))
            rows.append(ratio(f"**Report ÷ hand-written SQL**: {label}", mine, hand, AIM))
    return rows


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    gc.collect()
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began
