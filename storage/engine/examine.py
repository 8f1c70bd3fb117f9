"""Looks at a database without changing or making it: whose it is, whether it is whole, and its schema."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import make_url

from storage.engine.database import in_our_words, make_engine
from storage.errors import DamagedError, ForeignError
from storage.tables import ORGANISATIE

VERSION = "alembic_version"
_REVISION = re.compile(r"[0-9]{4}")


def is_address(url: str) -> bool:
    """Whether this is the address of a database that can be used here."""
    try:
        return make_url(url).get_backend_name() in ("sqlite", "postgresql")
    except (sa.exc.ArgumentError, ValueError):
        return False


async def schema_of(url: str) -> str | None:
    """The schema a database has now; none when there is none yet.

    Raises :class:`ForeignError` for one of another program and :class:`DamagedError` for a file that is not whole.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        with in_our_words(OSError):
            return _schema_of_file(Path(parsed.database or ":memory:"))
    engine = make_engine(url)
    try:
        with in_our_words(OSError, TypeError, ValueError):
            async with engine.connect() as connection:
                return await connection.run_sync(schema_now)
    finally:
        await engine.dispose()


def schema_now(connection: sa.Connection) -> str | None:
    """The schema of an open database; raises :class:`ForeignError` for one of another program."""
    tables = sa.inspect(connection).get_table_names()
    found = None
    if VERSION in tables:
        found = connection.execute(sa.text(f"SELECT version_num FROM {VERSION}")).scalar()  # noqa: S608
    return _ours(None if found is None else str(found), tables, alone=connection.dialect.name == "sqlite")


def _schema_of_file(path: Path) -> str | None:
    if not path.exists():
        return None
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        tables = [name for (name,) in rows]
        if [row for row in connection.execute("PRAGMA quick_check(1)") if row != ("ok",)]:
            raise DamagedError("not whole")
        found = connection.execute(f"SELECT version_num FROM {VERSION}").fetchone() if VERSION in tables else None  # noqa: S608
    return _ours(None if found is None else str(found[0]), tables, alone=True)


def _ours(version: str | None, tables: list[str], *, alone: bool) -> str | None:
    """The version, when these are tables of Meetlat, which is ``alone`` in an SQLite file."""
    if version is None and not (alone and tables):
        return None
    if version is None or not _REVISION.fullmatch(version) or ORGANISATIE.name not in tables:
        raise ForeignError("a database of another program")
    return version
