"""Targets in ladder terms, as a municipality sets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zlib import crc32

from flows.ladder import TREDEN, Groei
from flows.table import Table

_DAY = timedelta(days=1)
_ANY = "ALLE"
_SOURCES = ("a", "b", "c", "d")
_LONGEST_AHEAD = 366


@dataclass(frozen=True, slots=True)
class Doel:
    """Of a group of clients so many (``aantal``), or such a part of them (``procent``), rise in a period.

    The group is who stood on ``trede`` with ``groei`` when the period began, none of both being any; with ``waarde`` in
    the local field ``veld``, with this source of income (``inkomen``), or placed in ``instrument`` during the period.
    Without ``van`` and ``tot`` the target is for every calendar year. ``herinneren`` are the days before the end on
    which those who steer by it are told.
    """

    trede: int | None
    groei: Groei | None
    procent: int | None = None
    aantal: int | None = None
    van: date | None = None
    tot: date | None = None
    veld: str = ""
    waarde: str = ""
    inkomen: str = ""
    instrument: str = ""
    herinneren: tuple[int, ...] = ()

    @property
    def tag(self) -> str:
        """What tells it from other targets; on which days it is told of makes no other one of it."""
        return f"{crc32(repr(replace(self, herinneren=())).encode()):08x}"

    def period(self, day: date) -> tuple[date, date]:
        """The first and the last day; without days of its own, of the year in which ``day`` falls."""
        if self.van is None or self.tot is None:
            return date(day.year, 1, 1), date(day.year, 12, 31)
        return self.van, self.tot

    def needed(self, totaal: int) -> int:
        """How many of so many have to rise: a part of a client is a whole one."""
        return self.aantal if self.aantal is not None else -(-(self.procent or 0) * totaal // 100)

    def reminder(self, day: date) -> int | None:
        """So many days before the end it has to be told on ``day``; what was not told within a week is left out."""
        last = self.period(day)[1]
        due = [days for days in self.herinneren if timedelta() <= day - (last - days * _DAY) < 7 * _DAY and day <= last]
        return min(due, default=None)


def stand_before(van: date) -> date:
    """The day whose positions a period begins with: the one before its first."""
    return van - _DAY


def read_target(table: Table, velden: Mapping[str, Mapping[str, str]], instrumenten: Sequence[str]) -> Doel:
    """A target as a municipality wrote it; ``velden`` are the values of each local field with their ids."""
    van, tot = _days(table)
    veld, waarde = _group(table, velden)
    procent, aantal = _number(table, "procent", range(1, 101)), _number(table, "aantal", range(1, 1_000_000))
    if (table.raw("procent") is None) == (table.raw("aantal") is None):
        table.fault("one_of", one="procent", other="aantal")
    groei = _one_of(table, "groei", [*(str(each) for each in Groei), _ANY]) or Groei.PLUS
    found = Doel(
        trede=_number(table, "trede", TREDEN[:-1]),
        groei=None if groei == _ANY else Groei(groei),
        procent=procent,
        aantal=aantal,
        van=van,
        tot=tot,
        veld=veld,
        waarde=waarde,
        inkomen=_one_of(table, "inkomen", _SOURCES),
        instrument=_one_of(table, "instrument", instrumenten),
        herinneren=tuple(_ahead(table)),
    )
    table.done()
    return found


def _number(table: Table, name: str, permitted: Sequence[int]) -> int | None:
    value = table.raw(name)
    if value is None or (type(value) is int and value in permitted):
        return value
    table.fault("not_permitted", field=name, value=str(value), choices=f"{permitted[0]} … {permitted[-1]}")
    return None


def _one_of(table: Table, name: str, permitted: Sequence[str]) -> str:
    value = table.text(name)
    if value and value not in permitted:
        table.fault("not_permitted", field=name, value=value, choices=", ".join(permitted) or "–")
        return ""
    return value


def _days(table: Table) -> tuple[date | None, date | None]:
    """The first and the last day; both, or none for every calendar year."""
    van, tot = table.day("van"), table.day("tot")
    if (table.raw("van") is None) != (table.raw("tot") is None):
        table.fault("missing", field="van" if table.raw("van") is None else "tot")
    if van is None or tot is None:
        return None, None
    if van >= tot:
        table.fault("backwards", first="van", last="tot")
    return van, tot


def _group(table: Table, velden: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """The local field and the id of its value; none for everybody."""
    veld = _one_of(table, "veld", list(velden))
    values = velden.get(veld, {})
    waarde = _one_of(table, "waarde", list(values)) if veld else table.text("waarde")
    if bool(veld) != bool(waarde) and not (veld and table.raw("waarde")) and not (waarde and table.raw("veld")):
        table.fault("missing", field="waarde" if veld else "veld")
    return (veld, values[waarde]) if waarde in values else ("", "")


def _ahead(table: Table) -> Iterator[int]:
    days = table.raw("herinneren")
    if days is None:
        return
    if not isinstance(days, list):
        table.fault("wrong_type", field="herinneren")
        return
    for each in days:
        if type(each) is int and 0 <= each <= _LONGEST_AHEAD:
            yield each
        else:
            table.fault("not_permitted", field="herinneren", value=str(each), choices=f"0 … {_LONGEST_AHEAD}")
