"""How long nobody fetches updates after the process that did is killed, or stands still.

Every process has a stand-in for the Bot API of its own, which shows who it is that fetches.
"""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from time import monotonic

from bench.report import Row, row
from bench.scene import TOKEN, telegram
from bench.seed import seed
from bench.sizes import Sizes
from support import postgres
from support.botapi import BotApi
from support.process import BotProcess, replicas

REPLICAS = 3
AIM = 15.0
PATIENCE = 60.0
GLANCE = 0.01
# It comes at any moment of the look at the lead, which the others take every second and a half.
MOMENTS = Random(1)
PROLOGUE = "import os; os.environ['MEETLAT_TELEGRAM_BASE_URL'] = line.strip()"
WAYS = {"killed (kill -9)": signal.SIGKILL, "standing still (SIGSTOP)": signal.SIGSTOP}


async def failover(sizes: Sizes, folder: Path) -> list[Row]:
    """Both ways to be gone, several times."""
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    with postgres.start(durable=True) as server, (folder / "failover.log").open("wb") as log:
        url = postgres.new_database(server)
        await seed(url, 1)
        async with AsyncExitStack() as stack:
            apis = [await stack.enter_async_context(BotApi({TOKEN})) for _ in range(REPLICAS)]
            settings = {**telegram(apis[0]), "MEETLAT_DATABASE_URL": url}
            bots = await stack.enter_async_context(replicas(REPLICAS, settings, log, PROLOGUE))
            await asyncio.gather(*(bot.start(api.base_url) for bot, api in zip(bots, apis, strict=True)))
            leader, _ = await _fetching(apis, 0.0)
            for way, times in zip(WAYS, (sizes.kills, sizes.freezes), strict=True):
                for _ in range(times):
                    await asyncio.sleep(MOMENTS.uniform(1.5, 3.0))
                    leader, seconds = await _without(leader, bots, apis, WAYS[way])
                    found[way].append(seconds)
    what = f"Until another one of {REPLICAS} fetches, leader"
    return [
        each
        for way, times in found.items()
        for each in (
            row(f"{what} {way}", "s", times),
            row(f"**{what} {way}, longest of {len(times)}**", "s", [max(times)], AIM),
        )
    ]


async def _without(leader: int, bots: list[BotProcess], apis: list[BotApi], way: signal.Signals) -> tuple[int, float]:
    """Take the leader away until another one fetches, and bring it back; gives that one, and how long it took."""
    for api in apis:
        api.calls.clear()
    began = monotonic()
    os.kill(bots[leader].pid, way)
    other, at = await _fetching(apis, began, leader)
    await bots[leader].kill()
    await bots[leader].start(apis[leader].base_url)
    return other, at - began


async def _fetching(apis: list[BotApi], since: float, gone: int = -1) -> tuple[int, float]:
    """Who fetches first, and when; the one that is ``gone`` does not count."""
    async with asyncio.timeout(PATIENCE):
        while True:
            for number, api in enumerate(apis):
                times = [call.time for call in api.calls if call.method == "getUpdates" and call.time > since]
                if times and number != gone:
                    return number, times[0]
            await asyncio.sleep(GLANCE)
