"""A few random runs of bad reception; ``offline.py`` does as many as wished."""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom

from web.offline import runs

RUNS = 2


async def test_bad_reception_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    seed = SystemRandom().randrange(10**6)
    report = await runs(RUNS, seed, tmp_path)
    print(report)
    assert report.wrong == [], f"seed {seed}"
