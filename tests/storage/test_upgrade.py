"""A database that an earlier version left, with rows in every table, opens with all of them and works on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from support.builders import NOW, TODAY
from support.storage import Databases, opened

import storage as package
from flows.meetmoment import Actie
from storage import models
from storage.engine.database import make_engine
from storage.errors import StorageError
from storage.unit import Unit

LEFT = sorted(Path(__file__).with_name("databases").glob("*.sql"))
MIGRATIONS = Path(package.__file__).with_name("migrations")
Rows = dict[str, list[dict[str, object]]]


async def left_by(url: str, dump: Path) -> Rows:
    """Make a database as the version with the schema of ``dump`` left it; gives its rows."""
    engine = make_engine(url)
    async with engine.connect() as connection:
        await connection.execution_options(writing=True)
        async with connection.begin():
            await connection.run_sync(build, dump)
            rows = await connection.run_sync(everything)
    await engine.dispose()
    return rows


def build(connection: sa.Connection, dump: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, dump.stem)
    for statement in dump.read_text(encoding="utf-8").split(";\n"):
        connection.exec_driver_sql(statement or "SELECT 1")
    if connection.dialect.name == "postgresql":
        for table in reflected(connection):
            if "id" in table.c and isinstance(table.c.id.type, sa.Integer):
                # The rows were written down, not how far their numbers had come.
                numbers = sa.func.pg_get_serial_sequence(table.name, "id")
                connection.execute(sa.select(sa.func.setval(numbers, sa.func.max(table.c.id))))


def reflected(connection: sa.Connection) -> list[sa.Table]:
    metadata = sa.MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def everything(connection: sa.Connection) -> Rows:
    """Every row of every table, as the database has it."""
    found = {table.name: connection.execute(sa.select(table)).mappings() for table in reflected(connection)}
    return {name: sorted((dict(row) for row in rows), key=repr) for name, rows in found.items()}


def those(columns: Rows, rows: Rows) -> Rows:
    """The values of ``rows`` in the columns that these rows have."""
    return {
        name: sorted(({key: row[key] for key in columns[name][0]} for row in rows[name]), key=repr) for name in columns
    }


async def all_rows(unit: Unit) -> Rows:
    return await unit.connection.run_sync(everything)


@pytest.mark.parametrize("dump", LEFT, ids=lambda dump: dump.stem)
async def test_an_older_database_keeps_every_row(databases: Databases, dump: Path) -> None:
    url = databases.empty()
    before = await left_by(url, dump)
    assert {name for name, rows in before.items() if rows} == set(before)
    async with opened(url) as storage, storage.look() as unit:
        assert those(before, await all_rows(unit)) == before


@pytest.mark.parametrize("dump", LEFT, ids=lambda dump: dump.stem)
async def test_an_older_database_can_be_worked_with(databases: Databases, dump: Path) -> None:
    url = databases.empty()
    await left_by(url, dump)
    async with opened(url) as storage:
        async with storage.unit() as unit:
            one, two = [each for each in await unit.meetmomenten.history("K-7Q4FNP") if each.id == "m1"]
            assert (one.actie, two.actie, two.reden) == (Actie.NIEUW, Actie.CORRECTIE, "verkeerde_knop")
            withdrawn = replace(two, versie=3, actie=Actie.INTREKKING, reden="anders", geregistreerd=NOW)
            await unit.meetmomenten.register(withdrawn, "nl", TODAY)
            await unit.audit.note("ingetrokken", at=NOW, wie="km1", kanaal="web", client="K-7Q4FNP", bij="m1")
        with pytest.raises(StorageError, match="append-only"):
            async with storage.unit() as unit:
                await unit.connection.execute(sa.delete(models.Meetmoment.__table__))
        async with storage.look() as unit:
            assert [each.versie for each in await unit.meetmomenten.history("K-7Q4FNP")] == [1, 2, 3]
            assert await unit.meetmomenten.last("K-7Q4FNP") is None
