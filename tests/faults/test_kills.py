"""The bot is killed at random moments while fifty people measure; ``kills.py`` does it as often as wished."""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom

from faults.kills import run
from support.storage import Databases

KILLS = 4


async def test_kills_lose_nothing_and_repeat_nothing(databases: Databases, tmp_path: Path) -> None:
    seed = SystemRandom().randrange(10**6)
    report = await run(databases.empty(), KILLS, seed, tmp_path / "log")
    print(report)
    assert report.findings.all == [], f"seed {seed}"
