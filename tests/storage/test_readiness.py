"""A process says that it is ready when writing works, and not when only reading does."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from support.builders import NOW

from bot.runtime import readiness
from bot.runtime.clock import Clock
from bot.runtime.readiness import Readiness
from bot.runtime.tasks import Supervisor
from storage.errors import StorageError
from storage.unit import Storage

SECOND = timedelta(seconds=1)


@contextmanager
def full(path: Path) -> Iterator[None]:
    """No file of this process can grow beyond what the log of this database is now, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = Path(f"{path}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.wens("RD53")
async def test_writing_is_proved_on_both_databases(storage: Storage) -> None:
    for seconds in range(3):
        await storage.prove_writing(NOW + seconds * SECOND)
    async with storage.look() as unit:
        assert await unit.replicas.last_beat() is None


async def test_a_full_disk_is_not_ready(sqlite_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "TRY_SECONDS", 0.0)
    storage = await Storage.open(f"sqlite:///{sqlite_path}")
    ready = Readiness(storage, Clock(), Supervisor())
    try:
        assert (await ready()).serves
        with full(sqlite_path):
            async with storage.look() as unit:
                assert await unit.people.organisation() is None
            with pytest.raises(StorageError):
                await storage.prove_writing(NOW)
            assert not (await ready()).serves
        assert (await ready()).serves
    finally:
        await storage.close()
