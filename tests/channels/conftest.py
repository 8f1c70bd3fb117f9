"""A Meetlat of one's own for every test, on SQLite unless a test asks for both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from support.running import Meetlat, meetlat_on
from support.storage import Databases

from bot.tg import repainting


@pytest.fixture(scope="package", autouse=True)
def _chats_are_looked_at_often() -> Iterator[None]:
    """So that no test waits seconds for what is drawn again."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(repainting, "LOOK_SECONDS", 0.5)
        yield


@pytest.fixture
async def meetlat(sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with meetlat_on(await sqlite_databases.ready()) as meetlat:
        yield meetlat


@pytest.fixture
async def either_meetlat(databases: Databases) -> AsyncIterator[Meetlat]:
    """A Meetlat on SQLite, and one on PostgreSQL."""
    async with meetlat_on(await databases.clean()) as meetlat:
        yield meetlat
