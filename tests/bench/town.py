"""A town of clients of whom one in a hundred is due today, put straight into the tables by the bare drivers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

import asyncpg

from storage.unit import Storage

# A working day.
TODAY = date(2027, 5, 20)
NOW = datetime(2027, 5, 20, 8, tzinfo=UTC)
CASELOAD, TEAM_SIZE = 100, 10
SHARE = 100
_DAY = timedelta(days=1)
_SINCE = datetime(2020, 1, 1)  # noqa: DTZ001  # as the tables keep it
_AT_ONCE = 20_000
# Planned and ultimate day of who is due: planned today, a week before the ultimate day, overdue for one to three weeks,
# and for the team lead.
_DUE = [(0, 180), (-150, 7), (-200, -8), (-200, -15), (-200, -22), (-200, -14)]
Rows = Iterator[tuple[Any, ...]]


def code(number: int) -> str:
    """A client."""
    return f"K-{number:07}"


def rows(clients: int) -> Iterator[tuple[str, Sequence[str], Rows]]:
    """Every table with its columns and rows."""
    keepers = -(-clients // CASELOAD)
    teams = -(-keepers // TEAM_SIZE)
    yield "organisatie", ("id", "naam", "test"), iter([("eigen", "Gemeente Meetveld", True)])
    yield "afdeling", ("id", "naam", "organisatie"), iter([("a", "Werk", "eigen")])
    yield "team", ("id", "naam", "afdeling"), ((f"t{n}", f"Team {n}", "a") for n in range(teams))
    yield "functionaris", ("id", "label", "rol", "team", "vanaf"), _people(keepers, teams)
    yield "client", ("code", "gemeentecode", "sinds"), ((code(n), "0344", _SINCE) for n in range(clients))
    kept = ((code(n), f"km{n // CASELOAD}", _SINCE.date(), None) for n in range(clients))
    yield "toewijzing", ("client", "functionaris", "van", "tot"), kept
    yield "stand", ("client", "meetmoment", "datum", "positie", "groei", "gepland", "uiterste"), _stand(clients)
    yield "termijn", ("client", "herinneren"), ((code(n), waiting(n)) for n in range(clients))


def waiting(number: int) -> date:
    """The day of the next reminder of a client."""
    return TODAY if number % SHARE == 0 else TODAY + (1 + number % 300) * _DAY


def _people(keepers: int, teams: int) -> Rows:
    yield "beheer", "Beheerder", "beheerder", None, _SINCE
    yield from ((f"tl{n}", f"Teamleider {n}", "teamleider", f"t{n}", _SINCE) for n in range(teams))
    yield from ((f"km{n}", f"Klantmanager {n}", "klantmanager", f"t{n // TEAM_SIZE}", _SINCE) for n in range(keepers))


def _stand(clients: int) -> Rows:
    for number in range(clients):
        planned, ultimate = _DUE[number // SHARE % len(_DUE)] if number % SHARE == 0 else (15 + number % 300, 330)
        last = TODAY + (ultimate - 365) * _DAY
        yield code(number), f"m{number}", last, 3, "NUL", TODAY + planned * _DAY, TODAY + ultimate * _DAY


FIND = """
SELECT t.client, w.functionaris, s.gepland, s.uiterste, t.sluimert_tot, t.herinneren
FROM termijn t JOIN stand s ON s.client = t.client
LEFT JOIN toewijzing w ON w.client = t.client AND w.van <= {0} AND (w.tot IS NULL OR w.tot > {0})
WHERE t.herinneren <= {0}
"""
TELL = """
INSERT INTO bericht (sleutel, aan, sjabloon, params, prioriteit, vanaf, status, pogingen, gemaakt)
VALUES ({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8})
"""
NEXT = "UPDATE termijn SET herinneren = {0} WHERE client = {1}"
TOLD = "SELECT sleutel, aan, sjabloon, params, prioriteit, vanaf, status, pogingen, gemaakt FROM bericht"
DUE = f"SELECT client, herinneren FROM termijn WHERE client LIKE 'K-%00' AND herinneren > '{TODAY}'"  # noqa: S608


@dataclass(slots=True)
class Outcome:
    """What a sweep leaves behind: the messages, and the next day of each client."""

    told: list[Any]
    following: list[Any]


class Town(Protocol):
    """A database with a town in it, and the bare driver beside it."""

    url: str

    async def fill(self, clients: int) -> None:
        """Put a town in."""

    async def find(self) -> int:
        """Who is due, as bare SQL; gives how many."""

    async def outcome(self) -> Outcome:
        """What the last sweep left."""

    async def undo(self, outcome: Outcome) -> None:
        """Have it be due again."""

    async def repeat(self, outcome: Outcome) -> None:
        """Find who is due and leave the same behind, as bare SQL."""

    async def aclose(self) -> None:
        """Let the bare driver go."""


class SqliteTown:
    """On a file."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = sqlite3.connect(urlsplit(url).path[1:], isolation_level=None)
        self._connection.execute("PRAGMA synchronous = FULL")

    async def fill(self, clients: int) -> None:
        """Put a town in."""
        await (await Storage.open(self.url)).close()
        run = self._connection
        run.execute("BEGIN")
        for table, columns, values in rows(clients):
            marks = ", ".join("?" * len(columns))
            run.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", map(_plain, values))  # noqa: S608
        run.execute("COMMIT")
        run.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def find(self) -> int:
        """Who is due, as bare SQL."""
        return len(self._find())

    async def outcome(self) -> Outcome:
        """What the last sweep left."""
        with closing(self._connection.cursor()) as cursor:
            return Outcome(cursor.execute(TOLD).fetchall(), cursor.execute(DUE).fetchall())

    async def undo(self, outcome: Outcome) -> None:
        """Have it be due again."""
        self._write([(str(TODAY), client) for client, _ in outcome.following], [], forget=True)

    async def repeat(self, outcome: Outcome) -> None:
        """Find who is due and leave the same behind."""
        self._find()
        self._write([(day, client) for client, day in outcome.following], outcome.told)

    async def aclose(self) -> None:
        """Let the bare driver go."""
        self._connection.close()

    def _find(self) -> list[Any]:
        return self._connection.execute(FIND.format("?"), (str(TODAY),) * 3).fetchall()

    def _write(self, following: Iterable[Any], told: Iterable[Any], *, forget: bool = False) -> None:
        run = self._connection
        run.execute("BEGIN IMMEDIATE")
        if forget:
            run.execute("DELETE FROM bericht")
        run.executemany(TELL.format(*"?" * 9), told)
        run.executemany(NEXT.format("?", "?"), following)
        run.execute("COMMIT")


class PostgresTown:
    """On a server."""

    def __init__(self, url: str) -> None:
        self.url = url
        where = urlsplit(url)
        self._where = {"host": parse_qs(where.query)["host"][0], "database": where.path[1:], "user": "postgres"}
        self._connection: Any = None

    async def fill(self, clients: int) -> None:
        """Put a town in."""
        await (await Storage.open(self.url)).close()
        self._connection = run = await asyncpg.connect(**self._where)
        # The rows are known to refer to each other.
        await run.execute("SET session_replication_role = replica")
        for table, columns, values in rows(clients):
            while chunk := list(islice(values, _AT_ONCE)):
                await run.copy_records_to_table(table, records=chunk, columns=columns)
        await run.execute("SET session_replication_role = origin")
        await run.execute("VACUUM ANALYZE")

    async def find(self) -> int:
        """Who is due, as bare SQL."""
        return len(await self._connection.fetch(FIND.format("$1::date"), TODAY))

    async def outcome(self) -> Outcome:
        """What the last sweep left."""
        told, following = await self._connection.fetch(TOLD), await self._connection.fetch(DUE)
        return Outcome([tuple(row) for row in told], [tuple(row) for row in following])

    async def undo(self, outcome: Outcome) -> None:
        """Have it be due again."""
        async with self._connection.transaction():
            await self._connection.execute("DELETE FROM bericht")
            await self._connection.executemany(
                NEXT.format("$1", "$2"), [(TODAY, client) for client, _ in outcome.following]
            )

    async def repeat(self, outcome: Outcome) -> None:
        """Find who is due and leave the same behind."""
        async with self._connection.transaction():
            await self.find()
            await self._connection.executemany(TELL.format(*(f"${n}" for n in range(1, 10))), outcome.told)
            await self._connection.executemany(
                NEXT.format("$1", "$2"), [(day, client) for client, day in outcome.following]
            )

    async def aclose(self) -> None:
        """Let the bare driver go."""
        await self._connection.close()


def _plain(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Days and moments as SQLite keeps them."""
    return tuple(
        f"{value:%Y-%m-%d %H:%M:%S.%f}"
        if isinstance(value, datetime)
        else str(value)
        if isinstance(value, date)
        else value
        for value in values
    )
