"""What is kept beside each other on disk can be read by the owner only."""

from __future__ import annotations

import stat
from pathlib import Path

from support.storage import found, opened

from storage.engine.alone import alone


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


async def test_every_file_of_a_new_database_is_for_the_owner_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new.db"
    with alone(url):
        async with opened(url) as storage:
            await found(storage)
            names = {f"new.db{ending}" for ending in ("", "-wal", "-shm", ".lock")}
            assert modes(tmp_path) == dict.fromkeys(names, 0o600)
