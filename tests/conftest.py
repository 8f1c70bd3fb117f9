"""What every folder of tests may lean on: a real database of each kind, and one pace for Hypothesis."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from support import postgres
from support.compiled import make_engine
from support.memory import in_memory
from support.storage import Databases

from bot.reminders import sweep
from bot.web import parts
from storage import unit
from storage.unit import Storage

_SLOW = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture)
settings.register_profile("meetlat", deadline=None, max_examples=60, suppress_health_check=_SLOW)
settings.register_profile("thorough", deadline=None, max_examples=2_000, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("MEETLAT_HYPOTHESIS", "meetlat"))
# Their tests take seconds each: begun first, they leave no process alone with them at the end.
LONG = frozenset({"web", "bench", "faults", "masking", "delivery", "model"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders of long tests, each file as a whole."""
    items.sort(key=lambda item: not LONG.intersection(item.path.parts))


@pytest.fixture(scope="session", autouse=True)
def _nobody_sweeps() -> Iterator[None]:
    """Who is due is told when a test says so, and not by itself."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sweep, "FIRST_SECONDS", 86_400.0)
        yield


@pytest.fixture(scope="session", autouse=True)
def _everybody_may_sign_in() -> Iterator[None]:
    """However fast the tests of one server are, all from one address; the limit has a test of its own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(parts, "MOST_SIGN_INS", 100_000)
        yield


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> Iterator[None]:
    """However many databases a run opens."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(unit, "make_engine", make_engine)
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """One PostgreSQL for the whole run."""
    with postgres.start() as base:
        yield base


@pytest.fixture(scope="session")
def sqlite_databases() -> Iterator[Databases]:
    """SQLite files that are ready for use."""
    with TemporaryDirectory(prefix="meetlat-sqlite-", dir=in_memory()) as folder:
        yield Databases("sqlite", folder)


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: str) -> Databases:
    """PostgreSQL databases that are ready for use."""
    return Databases("postgresql", postgres_server)


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Databases of one kind; a test that asks for them runs once per kind."""
    name = {"sqlite": "sqlite_databases", "postgresql": "postgres_databases"}[request.param]
    found = request.getfixturevalue(name)
    assert isinstance(found, Databases)
    return found


@pytest.fixture
async def database_url(databases: Databases) -> str:
    """A database with the schema in it and nothing else."""
    return await databases.clean()


@pytest.fixture
async def storage(databases: Databases, database_url: str) -> AsyncIterator[Storage]:
    """An empty database that is open; on SQLite and on PostgreSQL."""
    async with databases.opened() as storage:
        yield storage


@pytest.fixture
def sqlite_path(tmp_path: Path) -> Path:
    """Where an SQLite file may come."""
    return tmp_path / "meetlat.db"
