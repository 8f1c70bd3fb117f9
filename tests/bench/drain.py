"""A backlog of digests that goes out at the rate Telegram permits, while people tap.

Everybody of the backlog has one client who is due, and one digest of that, made by the sweep. How fast calls may go is
left at what the settings say; the taps come first, and the digests get what they leave.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from time import monotonic

import sqlalchemy as sa
from bench.people import SHOWING, Tapper
from bench.report import Row, percentile, row
from bench.scene import BOT_API_SECONDS, Scene, scene
from bench.seed import seed
from bench.sizes import Sizes
from bench.town import NOW, TODAY
from support import postgres
from support.storage import opened, owe

from bot.config.environment import read_settings
from bot.delivery.clock import own
from bot.reminders.sweep import Sweep
from bot.runtime.clock import Clock
from bot.runtime.logs import set_up_logs
from storage.outbox.berichten import BerichtStatus
from storage.tables import ACCOUNT, BERICHT, FUNCTIONARIS
from storage.unit import Storage

BOT = "bench.morning_bot"
TAPS = 20.0
SLOWEST = 1_000.0
RECEIVER = 1_000_000
PERMITTED = read_settings({})
PACED = {
    "MEETLAT_MESSAGES_PER_SECOND": str(PERMITTED.messages_per_second),
    "MEETLAT_MESSAGES_PER_CHAT": str(PERMITTED.messages_per_chat),
}
_LEFT = sa.select(sa.func.count()).where(BERICHT.c.status == BerichtStatus.OPEN.value)


@dataclass(slots=True)
class Drained:
    """Taps in ms, without and with a backlog; what became of the backlog, and what the bot took."""

    quiet: list[float]
    busy: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    sent: int = 0
    most: int = 0
    peak: float = 0.0


async def drain(sizes: Sizes, folder: Path) -> list[Row]:
    """On both databases."""
    set_up_logs("warning")
    found: list[Row] = []
    with postgres.start(durable=True) as server:
        for name, url in (("SQLite", f"sqlite:///{folder}/drain.db"), ("PostgreSQL", postgres.new_database(server))):
            found += _figures(name, sizes.backlog, await _drained(url, sizes))
    return found


async def _drained(url: str, sizes: Sizes) -> Drained:
    await seed(url, sizes.tappers)
    async with opened(url) as storage:
        await _owe(storage, sizes.backlog)
        async with scene(BOT, Tapper, sizes.tappers, {**PACED, "MEETLAT_DATABASE_URL": url}) as at:
            await at.begin()
            for number in range(sizes.backlog):
                at.api.account().opened(RECEIVER + number, {"type": "private", "first_name": "P"})
            drained = Drained(await at.at_rate(TAPS, sizes.quiet_seconds, BOT_API_SECONDS))
            async with storage.unit() as unit:
                await unit.connection.execute(sa.update(BERICHT).values(vanaf=NOW))
            left = sizes.backlog
            while left:
                await _tapped(at, drained, sizes.drain_seconds)
                async with storage.look() as unit:
                    left = int(await unit.connection.scalar(_LEFT) or 0) if sizes.drain_all else 0
            drained.peak = (await at.bot.read()).peak
    return drained


async def _owe(storage: Storage, people: int) -> None:
    """Make the backlog, by the sweep of an hour from now: nothing of it is due yet."""
    since = NOW - timedelta(days=900)
    to = [f"r{number}" for number in range(people)]
    receivers = [{"id": who, "label": who, "rol": "klantmanager", "team": "t1", "vanaf": since} for who in to]
    accounts = [{"address": str(RECEIVER + n), "functionaris": who, "sinds": since} for n, who in enumerate(to)]
    async with storage.unit() as unit:
        await unit.connection.execute(sa.insert(FUNCTIONARIS), receivers)
        await unit.connection.execute(sa.insert(ACCOUNT), accounts)
        await owe(unit, to, 1, TODAY)
    assert await Sweep(storage, own(Clock(lambda: NOW + timedelta(hours=1)))).once() == people


async def _tapped(at: Scene, drained: Drained, seconds: float) -> None:
    """Let people tap for so long, and add up what went out meanwhile."""
    before, began = await at.bot.read(), monotonic()
    drained.busy += await at.at_rate(TAPS, seconds, BOT_API_SECONDS)
    took = monotonic() - began
    drained.seconds += took
    drained.cpu += (await at.bot.read()).cpu - before.cpu
    calls = [call for call in at.api.calls if call.method in SHOWING]
    drained.sent += sum(call.params["chat_id"] >= RECEIVER and call.time < began + took for call in calls)
    per_second = [sum(moment <= call.time - began < moment + 1 for call in calls) for moment in range(int(took))]
    drained.most = max([drained.most, *per_second])


def _figures(name: str, backlog: int, drained: Drained) -> list[Row]:
    what = f"{TAPS:g} taps/s, {name}, Bot API 80 ms away"
    rows = []
    for during, waited in (("no backlog", drained.quiet), (f"{backlog:,} digests to send", drained.busy)):
        rows.append(row(f"{what}, {during}: p50", "ms", [percentile(waited, 0.5)]))
        aim = SLOWEST if waited is drained.busy else None
        rows.append(row(f"**{what}, {during}: p95**", "ms", [percentile(waited, 0.95)], aim))
    meanwhile = f"Meanwhile, {name}"
    return [
        *rows,
        row(f"{meanwhile}: digests sent, {drained.sent:,} in {drained.seconds:.0f} s", "/s", [_rate(drained)]),
        row(f"{meanwhile}: most screens and digests in one second", "", [drained.most]),
        row(f"{meanwhile}: CPU of the bot, share of one core", "%", [drained.cpu / drained.seconds * 100]),
        row(f"{meanwhile}: peak memory", "MB", [drained.peak]),
    ]


def _rate(drained: Drained) -> float:
    return drained.sent / drained.seconds
