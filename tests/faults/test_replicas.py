"""One of three replicas is killed now and then while people measure; ``replicas.py`` does it as often as wished."""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom

import pytest
from faults.replicas import DELIVERIES, run_replicas
from support.storage import Databases

KILLS, PEOPLE = 3, 6


@pytest.mark.parametrize("delivery", DELIVERIES)
async def test_three_replicas_lose_nothing_and_repeat_nothing(
    delivery: str, postgres_databases: Databases, tmp_path: Path
) -> None:
    seed = SystemRandom().randrange(10**6)
    report = await run_replicas(postgres_databases.empty(), KILLS, seed, tmp_path / "log", delivery, PEOPLE)
    print(report)
    assert report.findings.all == [], f"seed {seed}"
