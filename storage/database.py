"""The engine: how each database is set up, and its errors in the house's own words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.errors import ConflictError, StorageError, UnavailableError
from storage.sqlite import DRIVER, InlineConnection

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


def make_engine(url: str) -> AsyncEngine:
    """An engine for SQLite or PostgreSQL; connections go back as they are, because every unit ends itself."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_async_engine(parsed.set(drivername=DRIVER), pool_reset_on_return=None)
        sa.event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        sa.event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    return create_async_engine(
        parsed.set(drivername="postgresql+asyncpg"),
        pool_reset_on_return=None,
        pool_pre_ping=False,
        pool_size=10,
        connect_args={"timeout": 10, "command_timeout": 60},
    )


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
def in_our_words() -> Iterator[None]:
    """Turn a driver's exception into one of :mod:`storage.errors`."""
    try:
        yield
    except sa.exc.IntegrityError as error:
        raise ConflictError(str(error.orig)) from error
    except (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError, OSError) as error:
        raise UnavailableError(str(error)) from error
    except sa.exc.DBAPIError as error:
        if error.connection_invalidated:
            raise UnavailableError(str(error)) from error
        raise StorageError(str(error.orig)) from error
