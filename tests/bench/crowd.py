"""Many open dialogues at once: what they take in memory, and how long a tap takes among them."""

from __future__ import annotations

from pathlib import Path

from bench.people import Tapper
from bench.report import Row, percentile, row
from bench.scene import BOT, BOT_API_SECONDS, scene
from bench.seed import seed
from bench.sizes import Sizes

TAPS = 100.0
SLOWEST = 250.0
MOST_MEMORY = 115.0


async def crowd(sizes: Sizes, folder: Path) -> list[Row]:
    """Everybody opens a dialogue, then they tap in turn."""
    url = f"sqlite:///{folder}/crowd.db"
    await seed(url, sizes.crowd)
    async with scene(BOT, Tapper, sizes.crowd, {"MEETLAT_DATABASE_URL": url}) as opened:
        await opened.begin()
        waited = await opened.at_rate(TAPS, sizes.crowd_seconds, BOT_API_SECONDS)
        peak = (await opened.bot.read()).peak
    what = f"Tap at {TAPS:g} updates/s, SQLite, Bot API 80 ms away"
    return [
        row(f"{what}, p50", "ms", [percentile(waited, 0.5)]),
        row(f"**{what}, p95**", "ms", [percentile(waited, 0.95)], SLOWEST),
        row(f"{what}, p99", "ms", [percentile(waited, 0.99)]),
        row(f"**Peak memory with {sizes.crowd:,} open dialogues**", "MB", [peak], MOST_MEMORY),
    ]
