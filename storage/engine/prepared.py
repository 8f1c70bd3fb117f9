"""Statements of every tap, compiled once per database and handed straight to its driver.

SQLAlchemy writes the SQL and knows the types; going through its execution for statements that never
change would cost ten times what the database does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine.sqlite import InlineConnection

Convert = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class Done:
    """The rows a statement gave and how many it touched."""

    rows: list[tuple[Any, ...]]
    count: int


def given(table: sa.Table, *names: str) -> dict[str, sa.BindParameter[Any]]:
    """A parameter for each of these columns of a table, or for all; to be the values of a statement."""
    return {name: sa.bindparam(name, type_=table.c[name].type) for name in names or table.c.keys()}


def written_out(word: str) -> sa.ColumnElement[str]:
    """A word of our own within a statement.

    SQLite plans a statement anew each time whose parameter decides whether an index on a part of a table can be used.
    """
    return sa.literal_column(f"'{word}'", sa.String)


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    binds: tuple[tuple[str, Convert], ...]
    constants: Mapping[str, Any]
    results: tuple[tuple[int, Callable[[Any], Any]], ...]

    def arguments(self, params: Mapping[str, Any]) -> list[Any]:
        values = {**self.constants, **params} if self.constants else params
        return [convert(values[name]) if convert else values[name] for name, convert in self.binds]

    def row(self, values: Any) -> tuple[Any, ...]:
        row = list(values)
        for number, convert in self.results:
            row[number] = convert(row[number])
        return tuple(row)


class Prepared:
    """A statement whose values are all single bind parameters; a list, as in IN, cannot be one."""

    def __init__(self, statement: sa.Executable, *columns: sa.ColumnElement[Any]) -> None:
        """Prepare ``statement``; ``columns`` are what its rows consist of."""
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    async def run(self, connection: AsyncConnection, params: Mapping[str, Any], *, aside: bool = False) -> Done:
        """Run within the transaction of ``connection``; what takes long on SQLite, ``aside`` in a thread."""
        compiled, driver = self._for(connection), _driver(connection)
        arguments = compiled.arguments(params)
        if connection.dialect.name == "sqlite":
            if aside:
                rows = await _inline(connection).fetched(compiled.sql, arguments)
                return Done([compiled.row(row) for row in rows], 0)
            cursor = driver.execute(compiled.sql, arguments)
            return Done([compiled.row(row) for row in cursor.fetchall()], cursor.rowcount)
        await _begun(connection, driver)
        if self._columns:
            return Done([compiled.row(row) for row in await driver.fetch(compiled.sql, *arguments)], 0)
        status = await driver.execute(compiled.sql, *arguments)
        return Done([], int(status.rpartition(" ")[2]))

    async def first(self, connection: AsyncConnection, params: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """The first row, within the transaction of ``connection``."""
        found = (await self.run(connection, params)).rows
        return found[0] if found else None

    async def many(self, connection: AsyncConnection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run once for every row, within the transaction of ``connection``."""
        compiled, driver = self._for(connection), _driver(connection)
        arguments = [compiled.arguments(params) for params in rows]
        if connection.dialect.name == "sqlite":
            driver.executemany(compiled.sql, arguments)
        else:
            await _begun(connection, driver)
            await driver.executemany(compiled.sql, arguments)

    def _for(self, connection: AsyncConnection) -> _Compiled:
        name = connection.dialect.name
        compiled = self._compiled.get(name)
        if compiled is None:
            compiled = self._compiled[name] = self._compile(connection.dialect)
        return compiled

    def _compile(self, dialect: sa.Dialect) -> _Compiled:
        compiled: Any = self._statement.compile(dialect=dialect)  # type: ignore[attr-defined]  # every statement has it
        constants = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        binds = tuple(
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup
        )
        results = []
        for number, column in enumerate(self._columns):
            convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
            if convert is not None:
                results.append((number, convert))
        return _Compiled(str(compiled), binds, constants, tuple(results))


async def command(connection: AsyncConnection, sql: str) -> None:
    """Run a statement without values or rows, within the transaction of ``connection``."""
    driver = _driver(connection)
    if connection.dialect.name == "sqlite":
        driver.execute(sql)
    else:
        await _begun(connection, driver)
        await driver.execute(sql)


async def _begun(connection: AsyncConnection, driver: Any) -> None:
    """SQLAlchemy opens the driver's transaction with the first statement that it runs itself."""
    if not driver.is_in_transaction() and _is_writing(connection):
        await connection.execute(sa.select(1))


def _driver(connection: AsyncConnection) -> Any:
    """The driver's own connection; the way there is short, because a unit has already begun."""
    inner = connection.sync_connection
    return None if inner is None else inner.connection.driver_connection


def _inline(connection: AsyncConnection) -> InlineConnection:
    inner: Any = connection.sync_connection
    inline: InlineConnection = inner.connection.dbapi_connection
    return inline


def _is_writing(connection: AsyncConnection) -> bool:
    inner = connection.sync_connection
    return inner is not None and bool(inner.get_execution_options().get("writing"))
