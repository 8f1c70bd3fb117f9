"""A house of one's own for every test, on SQLite unless a test asks for both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from support.house import House, housed
from support.storage import Databases


@pytest.fixture
async def house(sqlite_databases: Databases) -> AsyncIterator[House]:
    async with housed(await sqlite_databases.ready()) as house:
        yield house


@pytest.fixture
async def either_house(databases: Databases) -> AsyncIterator[House]:
    """A house on SQLite, and one on PostgreSQL."""
    async with housed(await databases.clean()) as house:
        yield house
