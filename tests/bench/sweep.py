"""The sweep for reminders over very many clients, beside the bare SQL that asks and notes the same.

One in a hundred clients is due. The bare SQL finds the same rows with one statement, and inserts the same messages
and the same next days, worked out beforehand, in one transaction. Both work in the process that measures.
"""

from __future__ import annotations

import gc
import sys
import time
from asyncio.subprocess import PIPE, create_subprocess_exec
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.report import Row, ratio, row
from bench.sizes import Sizes
from bench.subject import ROOT, environment
from bench.town import NOW, SHARE, TODAY, PostgresTown, SqliteTown, Town
from support import postgres
from support.storage import opened

from bot.delivery.clock import own
from bot.reminders.sweep import AT_ONCE, Sweep
from bot.runtime.clock import Clock
from bot.runtime.logs import set_up_logs
from storage.planning.termijnen import Due
from storage.unit import Storage

AIM = 3.0
IDLE_LOOKS = 100
CLOCK = Clock(lambda: NOW)


@dataclass(slots=True)
class Times:
    """What was measured in one town: seconds, repetition by repetition, and megabytes once."""

    found: list[float] = field(default_factory=list)
    bare_found: list[float] = field(default_factory=list)
    swept: list[float] = field(default_factory=list)
    bare_swept: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


async def sweep(sizes: Sizes, folder: Path) -> list[Row]:
    """Towns of growing size on both databases."""
    set_up_logs("warning")
    found: list[Row] = []
    with postgres.start(durable=True) as server:
        for clients in sizes.clients:
            largest = clients == max(sizes.clients)
            for name, town in (
                ("SQLite", SqliteTown(f"sqlite:///{folder}/town{clients}.db")),
                ("PostgreSQL", PostgresTown(postgres.new_database(server))),
            ):
                async with aclosing(town):
                    await town.fill(clients)
                    found += _figures(name, clients, await measured(town, clients // SHARE, sizes), judged=largest)
    return found


async def measured(town: Town, due: int, sizes: Sizes) -> Times:
    """Ours and the bare one in turn, so that a busy moment of the machine hits both."""
    times = Times()
    async with opened(town.url) as storage:
        sweep = Sweep(storage, own(CLOCK))
        # As the bot does after its start.
        gc.freeze()
        for repetition in range(-max(1, sizes.warm_ups), sizes.repetitions):
            found, bare_found = await _timed(partial(_find, storage)), await _timed(town.find)
            swept = await _timed(sweep.once, due)
            idle = await _timed(partial(_look, sweep))
            outcome = await town.outcome()
            assert len(outcome.following) == due
            await town.undo(outcome)
            bare = await _timed(partial(town.repeat, outcome))
            await town.undo(outcome)
            if repetition >= 0:
                times.found.append(found)
                times.bare_found.append(bare_found)
                times.swept.append(swept)
                times.bare_swept.append(bare)
                times.idle.append(idle / IDLE_LOOKS)
        gc.unfreeze()
    times.memory.append(await _memory(town.url))
    await town.undo(await town.outcome())
    return times


async def _find(storage: Storage) -> None:
    """Every client that is due, a page at a time, as the sweep asks."""
    last: Due | None = None
    more = True
    while more:
        async with storage.unit() as unit:
            rows = await unit.termijnen.due(TODAY, AT_ONCE, last)
            more, last = len(rows) == AT_ONCE, rows[-1] if rows else None


async def _memory(url: str) -> float:
    """What a sweep takes in a process of its own, where nothing was freed that it could use again."""
    command = (sys.executable, "-m", "bench.sweeper", url)
    process = await create_subprocess_exec(*command, stdout=PIPE, cwd=ROOT, env=environment({}))
    said, _ = await process.communicate()
    return float(said)


async def _look(sweep: Sweep) -> None:
    for _ in range(IDLE_LOOKS):
        assert await sweep.once() == 0


async def _timed(work: Callable[[], Awaitable[object]], expected: object = None) -> float:
    gc.collect()
    began = time.perf_counter()
    done = await work()
    took = time.perf_counter() - began
    assert expected is None or done == expected, done
    return took


def _figures(name: str, clients: int, times: Times, *, judged: bool) -> list[Row]:
    what = f"{clients // SHARE:,} due among {clients:,} clients, {name}"
    of_each = [
        ("the sweep", times.swept),
        ("the same reads and writes as bare SQL", times.bare_swept),
        ("finding them", times.found),
        ("finding them with one bare statement", times.bare_found),
        ("a look when nothing is due", times.idle),
    ]
    rows = [row(f"{what}: {part}", "ms", [seconds * 1000 for seconds in values]) for part, values in of_each]
    rows.append(row(f"{what}: memory of the sweep", "MB", times.memory))
    if judged:
        rows.append(ratio(f"**Sweep ÷ bare SQL**, {what}", times.swept, times.bare_swept, AIM))
        rows.append(ratio(f"**Finding ÷ bare SQL**, {what}", times.found, times.bare_found, AIM))
    return rows
