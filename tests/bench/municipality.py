"""A municipality with five yearly meetmomenten per client, put straight into the tables by the bare drivers.

One in twenty meetmomenten was corrected, one client in fifty was never measured, and one in five was placed with a
partner, one in ten without end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg

from flows.meetmoment import KENMERKEN
from storage.unit import Storage

TODAY = date(2027, 5, 20)
YEARS, CASELOAD, TEAM_SIZE = 5, 80, 12
CORRECTED, PLACED, PARTNERS, UNMEASURED = 20, 5, 12, 50
CORRECTED_AFTER = timedelta(days=40)
_SINCE = datetime(2020, 1, 1)  # noqa: DTZ001  # as the tables keep it
_AT_ONCE = 20_000
_INCOME = ("a", "b", "c", "d")
_YES_NO = tuple(name for name in KENMERKEN if name != "inkomen")
_MOMENT = (
    "id", "versie", "client", "datum", "geregistreerd", "actie", "status", "positie", "groei", "verwachte_trede",
    "inkomen", *_YES_NO, "lokaal", "antwoorden", "gepland",
    "uiterste", "methode", "regelversie", "taal", "door", "team", "gemeentecode",
)  # fmt: skip
_STAND = (
    "client", "meetmoment", "datum", "positie", "groei", "gepland", "uiterste", "inkomen",
    "vrijstelling_arbeidsplicht", "instrument_lopend", "instrument_inzet",
)  # fmt: skip
_PLACING = ("id", "client", "instrument", "partner", "van", "tot", "genoteerd", "door", "op")
Rows = Iterator[tuple[Any, ...]]


def rows(meetmomenten: int) -> Iterator[tuple[str, Sequence[str], Rows]]:
    """Every table with its columns and rows."""
    clients = meetmomenten // YEARS
    keepers = -(-clients // CASELOAD)
    yield "organisatie", ("id", "naam", "test"), iter([("eigen", "Gemeente Meetveld", True)])
    yield "afdeling", ("id", "naam", "organisatie"), iter([("a", "Werk", "eigen")])
    teams = -(-keepers // TEAM_SIZE)
    yield "team", ("id", "naam", "afdeling"), ((f"t{n}", f"Team {n}", "a") for n in range(teams))
    people = ((f"km{n}", f"Klantmanager {n}", "klantmanager", f"t{n // TEAM_SIZE}", _SINCE) for n in range(keepers))
    yield "functionaris", ("id", "label", "rol", "team", "vanaf"), people
    yield "client", ("code", "gemeentecode", "sinds"), ((f"K-{n:07}", "0344", _SINCE) for n in range(clients))
    kept = ((f"K-{n:07}", f"km{n % keepers}", _SINCE.date(), None) for n in range(clients))
    yield "toewijzing", ("client", "functionaris", "van", "tot"), kept
    # In the order in which they are registered: year by year.
    known = [n for n in range(clients) if measured(n)]
    taken = ((n, year) for year in range(YEARS) for n in known)
    yield "meetmoment", _MOMENT, (version for each in taken for version in _versions(*each, keepers))
    yield "stand", _STAND, (_stand(n, keepers) for n in known)
    yield "plaatsing", _PLACING, (_placing(n, keepers) for n in range(0, clients, PLACED))


def measured(number: int) -> bool:
    """Whether a client ever was."""
    return number % UNMEASURED != UNMEASURED - 1


def _versions(number: int, year: int, keepers: int) -> Rows:
    """A meetmoment; one that was corrected with the position that it had first."""
    moment = _moment(number, year, keepers)
    if (number * YEARS + year) % CORRECTED:
        yield moment
        return
    first = dict(zip(_MOMENT, moment, strict=True))
    later = {"versie": 2, "actie": "correctie", "geregistreerd": first["geregistreerd"] + CORRECTED_AFTER}
    yield tuple({**first, "positie": 1 + first["positie"] % 6}.values())
    yield tuple({**first, **later}.values())


def _placing(number: int, keepers: int) -> tuple[Any, ...]:
    began = TODAY - timedelta(days=60 + number % 700)
    ended = None if number % 10 == 0 else began + timedelta(days=30 + number % 200)
    partner, instrument = f"Partner {number // PLACED % PARTNERS}", ("taal", "stage")[number // PLACED % 2]
    return f"p{number}", f"K-{number:07}", instrument, partner, began, ended, ended, f"km{number % keepers}", _SINCE


def _moment(number: int, year: int, keepers: int) -> tuple[Any, ...]:
    day = TODAY - timedelta(days=365 * (YEARS - 1 - year) + number % 360)
    positie = 1 + (number * 7 + year * (number % 3)) % 6
    growth = "PLUS" if (number + year) % 3 == 0 and positie < 6 else "NUL"
    last = day + timedelta(days=365)
    return (
        *(f"m{number}-{year}", 1, f"K-{number:07}", day, datetime.combine(day, datetime.min.time()), "nieuw"),
        *("definitief", positie, growth, None, _INCOME[number % 4]),
        *("ja" if (number * (shift + 3) + year * shift) % 4 == 0 else "nee" for shift in range(len(_YES_NO))),
        *("{}", "{}", last, last, "stroomschema", "1", "nl", f"km{number % keepers}", None, "0344"),
    )


def _stand(number: int, keepers: int) -> tuple[Any, ...]:
    moment = dict(zip(_MOMENT, _moment(number, YEARS - 1, keepers), strict=True))
    return tuple(moment["id"] if name == "meetmoment" else moment[name] for name in _STAND)


async def on_sqlite(url: str, meetmomenten: int) -> sqlite3.Connection:
    """Fill a file; gives a bare connection to it."""
    await (await Storage.open(url)).close()
    run = sqlite3.connect(urlsplit(url).path[1:], isolation_level=None)
    run.execute("BEGIN")
    for table, columns, values in rows(meetmomenten):
        marks = ", ".join("?" * len(columns))
        plain = (tuple(str(v) if isinstance(v, date) else v for v in row) for row in values)
        run.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", plain)  # noqa: S608
    run.execute("COMMIT")
    run.execute("ANALYZE")
    return run


async def on_postgres(url: str, meetmomenten: int) -> Any:
    """Fill a database; gives a bare connection to it."""
    await (await Storage.open(url)).close()
    where = urlsplit(url)
    run = await asyncpg.connect(host=parse_qs(where.query)["host"][0], database=where.path[1:], user="postgres")
    for table, columns, values in rows(meetmomenten):
        while chunk := list(islice(values, _AT_ONCE)):
            await run.copy_records_to_table(table, records=chunk, columns=columns)
    await run.execute("VACUUM ANALYZE")
    return run
