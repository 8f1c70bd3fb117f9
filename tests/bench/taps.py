"""One tap through Telegram, end to end, beside a stock bot that only echoes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.people import Chooser, Someone, Tapper, Writer
from bench.report import Row, percentile, ratio, row
from bench.scene import BOT, ECHO, Scene, delivered, scene
from bench.seed import seed
from bench.sizes import Sizes
from support import postgres

SQLITE, WEBHOOK, POSTGRES = "Tap, SQLite, polling", "Tap, SQLite, webhook", "Tap, PostgreSQL, polling"
EDITING, SENDING = "Stock PTB echo, edit + answer", "Stock PTB echo, one message"
AIMS = {SQLITE: 0.5, WEBHOOK: 0.5, POSTGRES: 1.0}
BOT_API_SECONDS = 0.08
RATE = 20.0
# It waits for each call before the next update, so that it cannot take more than six a second.
ECHO_RATE = 4.0


@dataclass(slots=True)
class Measured:
    """What one bot took, repetition by repetition."""

    scene: Scene
    rate: float
    alone: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)


async def taps(sizes: Sizes, folder: Path) -> list[Row]:
    """All bots in turn, again and again, so that a busy moment of the machine hits every one of them."""
    async with bots(sizes, folder) as measured:
        for repetition in range(-sizes.warm_ups, sizes.repetitions):
            for each in measured.values():
                alone = await each.scene.round(sizes.taps, 1)
                together = await each.scene.round(sizes.taps, sizes.people)
                if repetition >= 0:
                    each.alone.append(alone.cpu)
                    each.together.append(together.cpu)
                    each.per_second.append(together.rate)
        for each in measured.values():
            each.waited = await each.scene.at_rate(each.rate, sizes.seconds, BOT_API_SECONDS)
    return [*_figures(measured, sizes), *_ratios(measured, sizes)]


@asynccontextmanager
async def bots(sizes: Sizes, folder: Path) -> AsyncIterator[dict[str, Measured]]:
    """All bots, running, with people who have begun."""
    with postgres.start(durable=True) as server:
        urls = {SQLITE: f"sqlite:///{folder}/polling.db", WEBHOOK: f"sqlite:///{folder}/webhook.db"}
        urls[POSTGRES] = postgres.new_database(server)
        async with AsyncExitStack() as stack:
            found = {}

            async def add(name: str, module: str, kind: type[Someone], settings: dict[str, str]) -> None:
                opened = await stack.enter_async_context(scene(module, kind, sizes.people, settings))
                found[name] = Measured(opened, RATE if kind is Tapper else ECHO_RATE)

            for name, url in urls.items():
                await seed(url, sizes.people)
                extra = delivered() if name == WEBHOOK else {}
                await add(name, BOT, Tapper, {"MEETLAT_DATABASE_URL": url, **extra})
            await add(EDITING, ECHO, Chooser, {})
            await add(SENDING, ECHO, Writer, {})
            for each in found.values():
                await each.scene.begin()
            yield found


def _figures(measured: dict[str, Measured], sizes: Sizes) -> list[Row]:
    rows = []
    for name, each in measured.items():
        delay = f"{name}: Bot API 80 ms away, {each.rate:g} updates/s"
        rows += [
            row(f"{name}: CPU per update, one at a time", "ms", each.alone),
            row(f"{name}: CPU per update, {sizes.people} chats at once", "ms", each.together),
            row(f"{name}: updates/s, load generator on the same machine", "/s", each.per_second),
            row(f"{delay}, p50", "ms", [percentile(each.waited, 0.5)]),
            row(f"{delay}, p99", "ms", [percentile(each.waited, 0.99)]),
        ]
    return rows


def _ratios(measured: dict[str, Measured], sizes: Sizes) -> list[Row]:
    rows = []
    for name, aim in AIMS.items():
        for echo in (EDITING, SENDING):
            ours, theirs = measured[name], measured[echo]
            what = f"**{name} ÷ {echo}**"
            rows.append(ratio(f"{what}: CPU, one at a time", ours.alone, theirs.alone, aim))
            rows.append(ratio(f"{what}: CPU, {sizes.people} chats at once", ours.together, theirs.together, aim))
    return rows
