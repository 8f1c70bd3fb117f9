"""Everything that is measured, in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import replace
from pathlib import Path

import uvloop
from bench.card import card
from bench.crowd import crowd
from bench.drain import drain
from bench.engine import engine
from bench.failover import failover
from bench.leads import leads
from bench.notices import notices
from bench.report import Row, as_data, table
from bench.reporting import reports
from bench.sizes import FULL, QUICK, Sizes
from bench.speed import speed
from bench.start import starts
from bench.sweep import sweep
from bench.visit import visit
from bench.webtap import webtap

LEGEND = """
CPU is that of the bot's process alone, from getrusage; the simulator of the Bot API, the load and PostgreSQL run in
other processes. A whole measurement goes from /start to the receipt, in as many updates as that takes; a tap is one
question that is deduplicated, authorised, answered and committed, then shown with editMessageText and
answerCallbackQuery. The echo is python-telegram-bot as its own examples use it (Application, polling, httpx), without
state or database. aiogram asks the same questions and forgets them. "One at a time": the next update comes after the
reply. Latency runs from when an update is due until the bot's call with the new screen arrives; p50 and p99 are of
one run.
"""


async def _engine(sizes: Sizes, _: Path) -> list[Row]:
    return engine(sizes)


PARTS = {
    "engine": _engine,
    "speed": speed,
    "web": webtap,
    "visit": visit,
    "card": card,
    "start": starts,
    "crowd": crowd,
    "drain": drain,
    "notices": notices,
    "failover": failover,
    "sweep": sweep,
    "reports": reports,
    "leads": leads,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="measure these parts")
    parser.add_argument("--quick", action="store_true", help="only see that it works; the figures mean nothing")
    parser.add_argument("--drain-all", action="store_true", help="until the backlog is gone: a third of an hour, twice")
    parser.add_argument("--meetmomenten", nargs="+", type=int, metavar="N", help="reports over so many of them")
    parser.add_argument("--clients", nargs="+", type=int, metavar="N", help="client cards among so many of them")
    parser.add_argument("--repetitions", type=int, metavar="N", help="fewer than in full")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    chosen = parser.parse_args()
    # An end from outside, too, goes through the blocks that stop what was started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    began, load = time.monotonic(), os.getloadavg()[0]
    sizes = replace(QUICK if chosen.quick else FULL, drain_all=chosen.drain_all)
    if chosen.meetmomenten:
        sizes = replace(sizes, meetmomenten=tuple(chosen.meetmomenten))
    if chosen.repetitions:
        sizes = replace(sizes, repetitions=chosen.repetitions)
    if chosen.clients:
        sizes = replace(sizes, cards=tuple(chosen.clients))
    rows, failed = uvloop.run(measure(chosen.only, sizes))
    print(f"\n{table(rows)}\n{LEGEND}")
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{time.monotonic() - began:.0f} s; load of others at the start {load:.1f}"
    )
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(as_data(rows), indent=2), "utf-8")
    if failed:
        sys.exit(f"not measured: {', '.join(failed)}")


async def measure(parts: list[str], sizes: Sizes) -> tuple[list[Row], list[str]]:
    """The parts asked for, one after the other, and which of them failed."""
    rows: list[Row] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="meetlat-bench-") as name:
        for part in parts:
            print(f"measuring {part} …", file=sys.stderr, flush=True)
            try:
                rows += await PARTS[part](sizes, Path(name))
            except Exception:  # noqa: BLE001  # what the other parts measured took a quarter of an hour
                traceback.print_exc()
                failed.append(part)
    return rows, failed
