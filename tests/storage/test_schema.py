"""The schema that migrations build is the schema the tables describe, and it is brought up to date with care."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from support.builders import NOW
from support.storage import Databases, opened

from storage.engine import sqlite
from storage.engine.database import make_engine
from storage.engine.migrate import HEAD, migrate
from storage.errors import SchemaError, UnavailableError
from storage.models import metadata
from storage.unit import Storage, Unit

TRIGGERS = {
    "sqlite": "SELECT lower(name), tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}


async def described(url: str, *, migrated: bool) -> tuple[object, ...]:
    """What a database has been made of."""
    engine = make_engine(url)
    try:
        if migrated:
            await migrate(engine)
        else:
            async with engine.begin() as connection:
                await connection.run_sync(metadata.create_all)
        async with engine.connect() as connection:
            return await connection.run_sync(_described)
    finally:
        await engine.dispose()


def _described(connection: sa.Connection) -> tuple[object, ...]:
    inspector = sa.inspect(connection)
    tables = sorted(name for name in inspector.get_table_names() if name != "alembic_version")
    columns = [(t, c["name"], str(c["type"]), c["nullable"]) for t in tables for c in inspector.get_columns(t)]
    indexes = sorted((t, i["name"], tuple(i["column_names"])) for t in tables for i in inspector.get_indexes(t))
    keys = [(t, tuple(inspector.get_pk_constraint(t)["constrained_columns"])) for t in tables]
    unique = [(t, tuple(u["column_names"])) for t in tables for u in inspector.get_unique_constraints(t)]
    foreign = sorted(
        (t, f["constrained_columns"][0], f["referred_table"]) for t in tables for f in inspector.get_foreign_keys(t)
    )
    triggers = sorted(tuple(row) for row in connection.execute(sa.text(TRIGGERS[connection.dialect.name])))
    return tables, columns, indexes, keys, unique, foreign, triggers


async def test_a_schema_that_was_built_equals_one_that_was_migrated_once_or_twice(databases: Databases) -> None:
    built = await described(databases.empty(), migrated=False)
    url = databases.empty()
    assert await described(url, migrated=True) == built
    assert await described(url, migrated=True) == built
    assert sorted({table for _, table in built[-1]}) == ["audit", "instelling", "meetmoment", "planning", "verhuizing"]  # type: ignore[attr-defined]  # rows


async def test_the_migrations_leave_nothing_for_alembic_to_add(databases: Databases) -> None:
    engine = make_engine(await databases.ready())
    async with engine.connect() as connection:
        found = await connection.run_sync(lambda c: compare_metadata(MigrationContext.configure(c), metadata))
    await engine.dispose()
    assert found == []


async def test_several_may_open_a_new_database_at_the_same_moment(databases: Databases) -> None:
    url = databases.empty()
    storages = await asyncio.gather(*(Storage.open(url) for _ in range(4)))
    await asyncio.gather(*(storage.prove_writing(NOW) for storage in storages))
    await asyncio.gather(*(storage.close() for storage in storages))


async def test_a_schema_from_the_future_is_refused_and_left_alone(databases: Databases) -> None:
    url = await databases.ready()
    engine = make_engine(url)
    async with engine.begin() as connection:
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match=f"schema 9999, this version knows {HEAD}"):
        await Storage.open(url)
    async with engine.begin() as connection:
        assert await connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == "9999"
    await engine.dispose()


async def test_every_sqlite_connection_is_set_up_for_safety(sqlite_path: Path) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}

    async def pragmas(unit: Unit) -> dict[str, object]:
        return {name: await unit.connection.scalar(sa.text(f"PRAGMA {name}")) for name in wanted}

    async with opened(f"sqlite:///{sqlite_path}") as storage:
        async with storage.look() as first, storage.look() as second, storage.look() as third:
            assert [await pragmas(unit) for unit in (first, second, third)] == [wanted] * 3
        async with storage.unit() as unit:
            assert await pragmas(unit) == wanted


async def test_a_unit_takes_the_write_lock_before_it_reads_anything(
    sqlite_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    address = f"sqlite:///{sqlite_path}"
    async with opened(address) as first, opened(address) as second, first.unit():
        with pytest.raises(UnavailableError, match="locked"):
            async with second.unit():
                pass
        async with second.look() as unit:
            assert await unit.people.organisation() is None
