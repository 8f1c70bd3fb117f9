"""Every message that is due arrives, none early and none to somebody removed; ``exactness.py`` does it in the large."""

from __future__ import annotations

from pathlib import Path
from random import SystemRandom

from delivery.exactness import run
from support.storage import Databases


async def test_every_message_arrives_whatever_fails(postgres_databases: Databases, tmp_path: Path) -> None:
    seed = SystemRandom().randrange(10**6)
    figures = await run(await postgres_databases.ready(), 60, 2, seed, tmp_path / "log", lease=6.0, spread=2.0)
    print(figures)
    assert figures.sound, figures
