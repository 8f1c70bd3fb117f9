"""Every report over very many meetmomenten, beside the best SQL we can write by hand, and the drawing of a chart."""

from __future__ import annotations

import gc
import time
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

from bench.municipality import TODAY, on_postgres, on_sqlite
from bench.report import Row, ratio, row
from bench.sizes import Sizes
from support import postgres
from support.storage import opened

from bot.book import open_book
from bot.pictures import LIGHT, png
from bot.reports.caseload import sheet
from bot.reports.sheet import Asked
from bot.screen import verbatim
from bot.translations import words
from flows.planning import add_months
from flows.reports.caseload import caseload
from flows.reports.movement import movement
from storage.reports import Eenheid, Reports, Soort

AIM = 1.5
ALL, ONE = Eenheid(Soort.ALLES), Eenheid(Soort.FUNCTIONARIS, "km1")
VAN = add_months(TODAY, -12)
PAST = add_months(TODAY, -6)
_SPLIT = "s.positie, s.groei, s.vrijstelling_arbeidsplicht, s.instrument_lopend, s.instrument_inzet, s.inkomen"
NOW = f"SELECT {_SPLIT}, s.uiterste >= {{0}}, count(*) FROM client c LEFT JOIN stand s ON s.client = c.code GROUP BY 1, 2, 3, 4, 5, 6, 7"  # noqa: E501, S608
_FINAL = """
m.status = 'definitief' AND m.actie <> 'intrekking' AND NOT EXISTS
(SELECT 1 FROM meetmoment n WHERE n.id = m.id AND n.versie > m.versie AND n.status = 'definitief')
"""
THEN = f"""
SELECT {_SPLIT}, s.uiterste >= {{0}}, count(*) FROM (
  SELECT *, row_number() OVER (PARTITION BY client ORDER BY datum DESC) AS nth FROM meetmoment m
  WHERE m.datum <= {{0}} AND {_FINAL}) s WHERE s.nth = 1 GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608
MOVED_SQLITE = f"""
SELECT substr(van, 11), substr(naar, 11), substr(tussen, 11), count(*) FROM (
  SELECT max(CASE WHEN datum <= ?1 THEN datum || positie END) AS van, max(datum || positie) AS naar,
  max(CASE WHEN datum > ?1 AND positie BETWEEN 1 AND 6 THEN datum || positie END) AS tussen
  FROM meetmoment m WHERE datum <= ?2 AND {_FINAL} GROUP BY client) GROUP BY 1, 2, 3
"""  # noqa: S608
MOVED_POSTGRES = f"""
SELECT van % 10, naar % 10, tussen % 10, count(*) FROM (
  SELECT max(CASE WHEN datum <= $1 THEN (datum - DATE '1900-01-01') * 10 + positie END) AS van,
  max((datum - DATE '1900-01-01') * 10 + positie) AS naar,
  max(CASE WHEN datum > $1 AND positie BETWEEN 1 AND 6 THEN (datum - DATE '1900-01-01') * 10 + positie END) AS tussen
  FROM meetmoment m WHERE datum <= $2 AND {_FINAL} GROUP BY client) w GROUP BY 1, 2, 3
"""  # noqa: S608
MINE = f"""
SELECT {_SPLIT}, s.uiterste >= {{0}}, count(*) FROM toewijzing w JOIN client c ON c.code = w.client
LEFT JOIN stand s ON s.client = c.code
WHERE w.functionaris = 'km1' AND w.van <= {{0}} AND (w.tot IS NULL OR w.tot > {{0}}) GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608


async def reports(sizes: Sizes, folder: Path) -> list[Row]:
    """Growing numbers of meetmomenten on both databases, and a chart."""
    found: list[Row] = []
    with postgres.start(durable=True) as server:
        for size in sizes.clients:
            for name, url in (
                ("SQLite", f"sqlite:///{folder}/reports{size}.db"),
                ("PostgreSQL", postgres.new_database(server)),
            ):
                fill = on_sqlite if name == "SQLite" else on_postgres
                bare = await fill(url, size)
                found += await _measured(name, url, bare, size, sizes)
    return [*found, *await _drawn(sizes, folder)]


async def _measured(name: str, url: str, bare: Any, size: int, sizes: Sizes) -> list[Row]:
    async def ask(sql: str, *days: date) -> None:
        if name == "SQLite":
            bare.execute(sql.format("?1"), [str(day) for day in days]).fetchall()
        else:
            await bare.fetch(sql.format("$1::date"), *days)

    moved = MOVED_SQLITE if name == "SQLite" else MOVED_POSTGRES
    rows: list[Row] = []
    async with opened(url) as storage, storage.look() as unit:
        questions: dict[str, tuple[Callable[[Reports], Awaitable[object]], Callable[[], Awaitable[None]]]] = {
            "caseload today": (lambda r: r.caseload(ALL, TODAY, TODAY), lambda: ask(NOW, TODAY)),
            "caseload half a year ago": (lambda r: r.caseload(ALL, PAST, TODAY), lambda: ask(THEN, PAST)),
            "movement over a year": (lambda r: r.movement(ALL, VAN, TODAY), lambda: ask(moved, VAN, TODAY)),
            "one klantmanager today": (lambda r: r.caseload(ONE, TODAY, TODAY), lambda: ask(MINE, TODAY)),
        }
        for what, (ours, theirs) in questions.items():
            mine, hand = [], []
            for repetition in range(-max(1, sizes.warm_ups), sizes.repetitions):
                took = (await _timed(lambda ours=ours: ours(unit.reports)), await _timed(theirs))  # type: ignore[misc]
                if repetition >= 0:
                    mine.append(took[0])
                    hand.append(took[1])
            label = f"{what}, {size:,} meetmomenten, {name}"
            rows.append(row(f"Report: {label}", "ms", [seconds * 1000 for seconds in mine]))
            if size == max(sizes.clients):
                rows.append(ratio(f"**Report ÷ hand-written SQL**: {label}", mine, hand, AIM))
    return rows


async def _drawn(sizes: Sizes, folder: Path) -> list[Row]:
    """From the question to the PNG, as after a tap, over the middle one of the sizes."""
    size = sorted(sizes.clients)[len(sizes.clients) // 2]
    times, book, said = [], open_book(), words("nl")
    asked = Asked(ALL, verbatim("alles"), TODAY, VAN)
    async with opened(f"sqlite:///{folder}/reports{size}.db") as storage, storage.look() as unit:
        for _ in range(sizes.repetitions + 1):
            began = time.perf_counter()
            report = caseload(await unit.reports.caseload(ALL, TODAY, TODAY))
            picture = sheet(report, asked, book, said)
            assert picture.drawing is not None
            png(picture.drawing(LIGHT))
            times.append((time.perf_counter() - began) * 1000)
        movement(await unit.reports.movement(ALL, VAN, TODAY))
    return [row(f"Tap to picture (aim 300 ms), {size:,} meetmomenten, SQLite", "ms", times[1:] or times)]


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    gc.collect()
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began
