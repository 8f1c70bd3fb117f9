"""SQLite for an async engine without a thread hop per statement.

A statement on a local file takes microseconds, far less than handing it to a thread and back. What can
wait is the disk and another writer: committing, and beginning when the lock is taken, go to a thread. So do the
questions of reports, which may go over all rows there are.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import AdaptedConnection
from sqlalchemy.util.concurrency import await_

from storage.engine.waiting import Waiter

BUSY_SECONDS = 30.0
DRIVER = "sqlite+inline"


class _AtOnce:
    """An awaitable that is ready: SQLAlchemy insists that an async driver awaits something."""

    def __await__(self) -> Iterator[None]:
        return iter(())


_AT_ONCE: Any = _AtOnce()


class InlineCursor(sqlite3.Cursor):
    """A plain cursor that shows SQLAlchemy it may be awaited."""

    def execute(self, *given: Any) -> InlineCursor:
        """Run one statement, here and now."""
        await_(_AT_ONCE)
        return super().execute(*given)

    def executemany(self, *given: Any) -> InlineCursor:
        """Run one statement for many rows, here and now."""
        await_(_AT_ONCE)
        return super().executemany(*given)

    async def _async_soft_close(self) -> None:
        """Nothing is pending: rows are read from the file as they are asked for."""


class InlineConnection(AdaptedConnection):
    """A plain connection whose slow calls are awaited in a thread."""

    __slots__ = ("_waiter",)

    _connection: Any

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Wrap a connection that any thread may use, one at a time."""
        self._connection = connection
        self._waiter = Waiter()

    def cursor(self, server_side: bool = False) -> sqlite3.Cursor:
        """A plain cursor."""
        return self._driver.cursor(InlineCursor)

    async def begun(self, how: str) -> None:
        """Begin at once when nobody is in the way; wait for another writer in the thread."""
        try:
            self._driver.execute(how)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            await self._waiter.wait_for(lambda: self._wait_and_begin(how))

    async def fetched(self, sql: str, arguments: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a statement that takes long in the thread; gives its rows."""
        rows: list[tuple[Any, ...]] = []
        await self._waiter.wait_for(lambda: rows.extend(self._driver.execute(sql, arguments).fetchall()))
        return rows

    async def committed(self) -> None:
        """Commit and wait until it is on disk."""
        await self._waiter.wait_for(self._driver.commit)

    def begin(self, how: str) -> None:
        """Begin for SQLAlchemy, or join what has begun already."""
        if self._driver.in_transaction:
            return
        try:
            await_(self.begun(how))
        except asyncio.CancelledError:
            self._driver.rollback()
            raise

    def commit(self) -> None:
        """Commit for SQLAlchemy."""
        await_(self.committed())

    def rollback(self) -> None:
        """Forget the transaction."""
        self._driver.rollback()

    def close(self) -> None:
        """Close the file."""
        await_(self._waiter.wait_for(self._driver.close))
        self._waiter.stop()

    def create_function(self, *given: Any, **named: Any) -> None:
        """Pass on what the dialect defines."""
        self._driver.create_function(*given, **named)

    @property
    def _driver(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = self._connection
        return connection

    def _wait_and_begin(self, how: str) -> None:
        self._driver.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        try:
            self._driver.execute(how)
        finally:
            self._driver.execute("PRAGMA busy_timeout = 0")


class _Module:
    """The standard library's module, with connections of ours."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)

    def connect(self, *given: Any, **named: Any) -> InlineConnection:
        named |= {"check_same_thread": False, "isolation_level": None, "timeout": 0}
        return InlineConnection(sqlite3.connect(*given, **named))


class InlineDialect(SQLiteDialect_pysqlite):
    """SQLAlchemy's own dialect for SQLite on :class:`InlineConnection`."""

    driver = "inline"
    is_async = True
    supports_statement_cache = True

    @classmethod
    def import_dbapi(cls) -> Any:
        """The module that connects."""
        return _Module(sqlite3)

    @classmethod
    def get_pool_class(cls, url: sa.URL) -> type[sa.Pool]:
        """Connections are kept and handed out again."""
        return sa.AsyncAdaptedQueuePool

    def get_driver_connection(self, connection: Any) -> Any:
        """The plain connection."""
        return connection._connection


registry.register("sqlite.inline", __name__, "InlineDialect")
