"""The engine: how each database is set up, and its errors in our own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.engine.sqlite import DRIVER, InlineConnection
from storage.errors import ConflictError, StorageError, UnavailableError

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA recursive_triggers = ON",
)

STATEMENT_SECONDS = 60.0
# A process that hangs in the middle of a transaction, or that a broken network cut off, keeps what it locked for so
# long, and nobody waits longer than this for a lock.
_SERVER = {"idle_in_transaction_session_timeout": "5s", "lock_timeout": "10s"}

# Classes of SQLSTATE: constraints and rollbacks; connections, resources, locks, intervention and system errors.
_CONFLICTS = frozenset({"23", "40"})
_PASSING = frozenset({"08", "25", "28", "3D", "53", "55", "57", "58"})


def make_engine(url: str) -> AsyncEngine:
    """An engine for SQLite or PostgreSQL; connections go back as they are, because every unit ends itself."""
    try:
        parsed = make_url(url)
    except sa.exc.ArgumentError as error:
        raise StorageError("not the address of a database") from error
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StorageError(f"no database of ours: {parsed.get_backend_name()}")
    if parsed.get_backend_name() == "sqlite":
        _for_the_owner_only(parsed.database)
        engine = create_async_engine(parsed.set(drivername=DRIVER), pool_reset_on_return=None, hide_parameters=True)
        sa.event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        sa.event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    return create_async_engine(
        parsed.set(drivername="postgresql+asyncpg"),
        pool_reset_on_return=None,
        hide_parameters=True,
        pool_pre_ping=False,
        pool_size=10,
        connect_args={"timeout": 10, "command_timeout": STATEMENT_SECONDS, "server_settings": _SERVER},
    )


def _for_the_owner_only(name: str | None) -> None:
    """Make the file before SQLite does, so that nobody else can read it; its -wal and -shm follow it.

    What cannot be made is left for SQLite to complain about.
    """
    if name and name != ":memory:" and not name.startswith("file:"):
        with suppress(OSError):
            Path(name).touch(0o600, exist_ok=False)


def _set_up_sqlite(connection: DBAPIConnection, record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    """Take the write lock at once: a lock taken halfway loses updates or fails without waiting."""
    writing = connection.get_execution_options().get("writing", False)
    inline: object = connection.connection.dbapi_connection
    if isinstance(inline, InlineConnection):
        inline.begin("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def in_our_words(*also: type[Exception]) -> Iterator[None]:
    """Turn an exception of SQLAlchemy or a driver, or one of ``also``, into one of :mod:`storage.errors`."""
    # A statement that takes too long ends in a bare TimeoutError of asyncpg.
    ours: tuple[type[Exception], ...] = (
        *(sa.exc.SQLAlchemyError, sqlite3.Error, ConnectionError, TimeoutError),
        *also,
    )
    try:
        yield
    except ours as error:
        raise _translated(error) from error
    except Exception as error:
        if not type(error).__module__.startswith("asyncpg"):
            raise
        raise _translated(error) from error


def _translated(error: Exception) -> StorageError:
    """Constraints and lost races are conflicts; what a connection or a disk says may pass; the rest is ours."""
    cause = getattr(error, "orig", None) or error
    # A driver's further lines quote values.
    said = next(iter(str(cause).splitlines()), type(cause).__name__)
    state = str(getattr(cause, "sqlstate", None) or getattr(cause, "pgcode", None) or "")
    if getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return StorageError(said)
    if isinstance(cause, sqlite3.IntegrityError) or state[:2] in _CONFLICTS:
        return ConflictError(said)
    broken = isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated
    passing = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError, sqlite3.OperationalError, OSError)
    if broken or isinstance(error, passing) or state[:2] in _PASSING or type(cause).__name__ == "InterfaceError":
        return UnavailableError(said)
    return StorageError(said)
