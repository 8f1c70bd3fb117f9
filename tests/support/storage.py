"""Databases for the tests: made once with the schema, then copied or emptied for each test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from flows.aanmelden import Wijze
from flows.people import Functionaris
from storage.engine.database import make_engine
from storage.engine.writer import Writer
from storage.models import metadata
from storage.people.sessions import Session
from storage.tables import CLIENT, STAND, TERMIJN, TOEWIJZING
from storage.unit import Storage, Unit
from support import postgres
from support.builders import NOW, TODAY, functionaris

LONG_AGO = date(2020, 1, 1)
_EMPTY = ";".join(("SET session_replication_role = replica", *(str(each.delete()) for each in metadata.sorted_tables)))


class Databases:
    """Makes databases of one kind: ``empty`` ones, and ``ready`` ones that are copies of a migrated one."""

    def __init__(self, kind: str, place: str) -> None:
        """Make them in ``place``: a folder for SQLite, the address of a server for PostgreSQL."""
        self.kind = kind
        self._place = place
        self._template: str | None = None
        self._used = ""
        self._engine: AsyncEngine | None = None

    def empty(self) -> str:
        """The address of a database without a schema."""
        if self.kind == "postgresql":
            return postgres.new_database(self._place)
        return f"sqlite+aiosqlite:///{self._file()}"

    async def ready(self) -> str:
        """The address of a database with the schema in it."""
        if self._template is None:
            url = self.empty()
            await (await Storage.open(url)).close()
            self._template = urlsplit(url).path.lstrip("/")
        if self.kind == "postgresql":
            return postgres.new_database(self._place, template=self._template)
        return f"sqlite+aiosqlite:///{self._copy(self._file())}"

    async def clean(self) -> str:
        """The address of a database with the schema and no rows; always the same one, emptied."""
        if not self._used:
            self._used = await self.ready()
        elif self.kind == "postgresql":
            connection = await asyncpg.connect(self._used.replace("+asyncpg", ""))
            await connection.execute(_EMPTY)
            await connection.close()
        else:
            self._copy(Path(urlsplit(self._used).path[1:]))
        return self._used

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Storage]:
        """The database of :meth:`clean`, open; with an engine that compiled the statements of the tests before."""
        engine = self._engine = self._engine or make_engine(self._used)
        storage = Storage(engine, await Writer.open(engine) if self.kind == "sqlite" else None)
        try:
            yield storage
        finally:
            await storage.close()

    def _copy(self, to: Path) -> Path:
        """Copy the template, in the place of what may be there."""
        for ending in ("", "-wal", "-shm"):
            Path(f"{to}{ending}").unlink(missing_ok=True)
        return Path(shutil.copyfile(f"/{self._template}", to))

    def _file(self) -> Path:
        return Path(self._place) / f"{uuid4().hex}.db"


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Storage]:
    """A database that is closed again whatever happens."""
    storage = await Storage.open(url)
    try:
        yield storage
    finally:
        await storage.close()


async def found(storage: Storage, *people: Functionaris, teams: Iterable[str] = ("t1", "t2")) -> None:
    """An organisation with teams and these people; without any, one klantmanager."""
    async with storage.unit() as unit:
        await unit.people.found("Gemeente Voorbeeld", test=True)
        for team in teams:
            await unit.people.add_team(team, f"Team {team}", "Werk")
        for who in people or (functionaris(),):
            await unit.people.add(who, NOW)


async def client(unit: Unit, code: str = "K-1", who: Functionaris | None = None, since: date = LONG_AGO) -> str:
    """A client in somebody's caseload."""
    assert await unit.clients.add(code, "0344", who or functionaris(), since, NOW, 1)
    return code


async def owe(unit: Unit, keepers: Iterable[str], each: int, day: date) -> dict[str, str]:
    """Give everybody so many clients whose measurement is planned on ``day``, left unsaid; gives who keeps whom."""
    kept = {f"K-{number:07}": who for number, who in enumerate(who for who in keepers for _ in range(each))}
    measured = {"datum": day - timedelta(days=185), "positie": 3, "groei": "NUL"}
    planned = {"gepland": day, "uiterste": day + timedelta(days=180)}
    since = datetime.combine(LONG_AGO, time(), UTC)
    rows: dict[sa.Table, list[dict[str, object]]] = {
        CLIENT: [{"code": code, "gemeentecode": "0344", "sinds": since} for code in kept],
        TOEWIJZING: [{"client": code, "functionaris": who, "van": LONG_AGO} for code, who in kept.items()],
        STAND: [{"client": code, "meetmoment": f"m-{code}", **measured, **planned} for code in kept],
        TERMIJN: [{"client": code, "herinneren": day} for code in kept],
    }
    for table, given in rows.items():
        await unit.connection.execute(sa.insert(table), given)
    return kept


async def sign_in(unit: Unit, token: str, who: str, until: timedelta = timedelta(hours=1), **more: Any) -> Session:
    """Begin a session under a hash, which ends after ``until`` whether or not it is used."""
    end = NOW + until
    session = Session(token, who, NOW, NOW, end, end, Wijze.LINK, **more)
    await unit.sessions.begin(session)
    return session


async def assign(unit: Unit, code: str, who: Functionaris, since: date = TODAY, until: date | None = None) -> None:
    """Make somebody responsible for a client during a period."""
    values = {"client": code, "functionaris": who.id, "van": since, "tot": until}
    await unit.connection.execute(TOEWIJZING.insert(), values)


async def unassign(unit: Unit, code: str, until: date) -> None:
    """End every assignment of a client on a day."""
    await unit.connection.execute(TOEWIJZING.update().where(TOEWIJZING.c.client == code).values(tot=until))


async def look_at(url: str, question: sa.Select[Any]) -> list[tuple[Any, ...]]:
    """What a database holds, also while a bot serves it."""
    engine = make_engine(url)
    try:
        async with engine.connect() as connection:
            await connection.execution_options(writing=False)
            return [tuple(row) for row in await connection.execute(question)]
    finally:
        await engine.dispose()
