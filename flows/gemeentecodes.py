"""Gemeentecodes of CBS with their names, how long each is valid, and the code that came in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from csv import DictReader
from dataclasses import dataclass
from datetime import date

from flows.table import Table

CODE = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Gemeentecode:
    """A code, valid from ``van`` until the day before ``tot``; without a day there is no such end."""

    code: str
    naam: str = ""
    van: date | None = None
    tot: date | None = None
    opvolger: str = ""

    def valid(self, day: date) -> bool:
        """Whether somebody can live in this gemeente on a day."""
        return (self.van is None or self.van <= day) and (self.tot is None or day < self.tot)


def read_list(text: str) -> Mapping[str, Gemeentecode]:
    """The list that comes with the program: table 33 of the Landelijke Tabellen, from 2009 on, kept up with by hand."""
    return {each.code: each for each in map(_of_row, DictReader(text.splitlines(), delimiter=";"))}


def read_codes(tables: Iterator[Table]) -> Iterator[Gemeentecode]:
    """Codes that a municipality describes itself, because the list does not know them yet or calls them otherwise."""
    for table in tables:
        found = Gemeentecode(
            _code(table, "code", table.text("code", required=True)),
            table.text("naam", required=True),
            table.day("van"),
            table.day("tot"),
            _code(table, "opvolger", table.text("opvolger")),
        )
        table.readable("naam", found.naam)
        if found.van is not None and found.tot is not None and found.tot <= found.van:
            table.fault("unknown_value", field="tot", value=found.tot.isoformat())
        table.done()
        yield found


def _of_row(row: Mapping[str, str]) -> Gemeentecode:
    van, tot = (date.fromisoformat(row[name]) if row[name] else None for name in ("van", "tot"))
    return Gemeentecode(row["code"], row["naam"], van, tot, row["opvolger"])


def _code(table: Table, name: str, code: str) -> str:
    if code and not CODE.fullmatch(code):
        table.fault("unknown_value", field=name, value=code)
    return code
