"""A whole Meetlat behind the tests of delivery; what waits for seconds in production waits for hundredths here."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from support.running import Meetlat, meetlat_on
from support.storage import Databases

from bot.tg import channel, marks, verdicts


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same schedule of retries, a hundred times as fast; a shutdown that waits for nobody."""
    monkeypatch.setattr(verdicts, "FIRST_RETRY", 0.01)
    monkeypatch.setattr(channel, "DRAIN_SECONDS", 0.05)
    monkeypatch.setattr(marks, "FLUSH_SECONDS", 0.02)


@pytest.fixture
async def meetlat(hasty: None, sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        yield meetlat
