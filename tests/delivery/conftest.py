"""A whole Meetlat that looks into its outbox all the time; what waits for seconds in production hardly waits here."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from support.running import Meetlat, meetlat_on
from support.storage import Databases

from bot.delivery import worker as sender
from bot.reminders import sweep
from bot.runtime import background as room
from bot.tg import channel, marks, verdicts
from storage.outbox import berichten


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same schedules, a hundred times as fast; a shutdown that waits for nobody, and sweeps when a test says so."""
    monkeypatch.setattr(verdicts, "FIRST_RETRY", 0.01)
    monkeypatch.setattr(channel, "DRAIN_SECONDS", 0.05)
    monkeypatch.setattr(marks, "FLUSH_SECONDS", 0.02)
    monkeypatch.setattr(room, "DRAIN_SECONDS", 0.05)
    monkeypatch.setattr(sweep, "FIRST_SECONDS", 3600.0)
    monkeypatch.setattr(sender, "LOOK_SECONDS", 0.06)
    monkeypatch.setattr(sender, "BUSY_SECONDS", 0.02)
    monkeypatch.setattr(berichten, "FIRST_RETRY", timedelta(0))


@pytest.fixture
async def meetlat(hasty: None, sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        yield meetlat


@pytest.fixture
async def either_meetlat(hasty: None, databases: Databases) -> AsyncIterator[Meetlat]:
    """A Meetlat on SQLite, and one on PostgreSQL."""
    async with meetlat_on(await databases.clean()) as meetlat:
        yield meetlat
