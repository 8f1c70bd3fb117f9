"""Which meetmomenten count, now or as was known earlier, and which of a client's is the last one up to a day.

Each database finds that one its own way: SQLite by the number of its row, PostgreSQL with a lateral join. Both walk
an index on client and day backwards, so that a client costs one or two rows however long the history is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from typing import Any

import sqlalchemy as sa

from flows.ladder import TREDEN
from flows.meetmoment import Actie, Status
from storage.engine.prepared import written_out
from storage.models.types import Instant
from storage.tables import CLIENT, MEETMOMENT

# There is an index for what is definitive and not the first version.
_FINAL = written_out(Status.DEFINITIEF)
_EPOCH, _TEN = sa.literal_column("DATE '1900-01-01'", sa.Date), sa.literal_column("10", sa.Integer)
_NONE: sa.ColumnElement[str] = sa.literal_column("'-'")
_KNOWN = sa.bindparam("known", type_=Instant)
_NO_KEYS = sa.literal_column("0", sa.BigInteger)
ONE = sa.literal_column("1", sa.Integer)
Day = sa.BindParameter[date]


def counting(moment: sa.FromClause, name: str, *, known: bool) -> sa.ColumnElement[bool]:
    """The condition under which a version counts; with ``known`` as far as was registered by ``:known``."""
    newer = MEETMOMENT.alias(f"{name}_newer")
    overtaken = sa.and_(newer.c.id == moment.c.id, newer.c.versie > moment.c.versie, newer.c.versie > ONE)
    overtaken &= newer.c.status == _FINAL
    counts = sa.and_(moment.c.status == _FINAL, moment.c.actie != Actie.INTREKKING.value)
    if known:
        overtaken &= newer.c.geregistreerd <= _KNOWN
        counts &= moment.c.geregistreerd <= _KNOWN
    return counts & ~sa.exists().where(overtaken).correlate_except(newer)


def on_a_trede(positie: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Whether a position is a trede."""
    return positie.between(sa.literal_column(str(TREDEN[0])), sa.literal_column(str(TREDEN[-1])))


class Clients:
    """The clients, each beside the meetmoment that gave their position on one day or more."""

    def __init__(self, dialect: str, *, known: bool) -> None:
        """Join as ``dialect`` does it fastest; with ``known`` as far as was registered by ``:known``."""
        self.joined: sa.FromClause = CLIENT
        self._by_row, self._known = dialect == "sqlite", known

    def on(self, day: Day, name: str, *columns: str, measured: bool = False) -> sa.FromClause:
        """Their state on a day; ``measured`` leaves out who has none."""
        if self._by_row:
            state: sa.FromClause = MEETMOMENT.alias(name)
            meets: sa.ColumnElement[bool] = _row(name) == self.last(f"{name}_last", day, "rowid").scalar_subquery()
        else:
            state, meets = self.last(f"{name}_last", day, *columns).lateral(name), sa.true()
        self.joined = self.joined.join(state, meets, isouter=not measured)
        return state

    def last(self, name: str, day: Day, *columns: str, since: Day | None = None) -> sa.Select[Any]:
        """The last meetmoment of a client up to a day; with ``since`` only on a trede, and after that day."""
        moment = MEETMOMENT.alias(name)
        conditions = [moment.c.client == CLIENT.c.code, moment.c.datum <= day]
        if since is not None:
            conditions += [moment.c.datum > since, on_a_trede(moment.c.positie)]
        wanted = [_row(name) if column == "rowid" else moment.c[column] for column in columns]
        query = sa.select(*wanted).where(*conditions, counting(moment, name, known=self._known))
        return query.order_by(moment.c.datum.desc()).limit(ONE).correlate_except(moment)


class Key:
    """A day with a position as one number: the highest of a group is the last meetmoment's."""

    @staticmethod
    def last(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        """The last of a client's meetmomenten that meet the conditions."""
        key = (MEETMOMENT.c.datum - _EPOCH) * _TEN + MEETMOMENT.c.positie
        return sa.type_coerce(sa.func.max(key).filter(*conditions), sa.Integer)

    @staticmethod
    def position(key: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
        """The position in it."""
        return sa.type_coerce(key % _TEN, sa.Integer)


def how_many(
    *only: sa.ColumnElement[bool], keyed: bool, key: sa.ColumnElement[int] = CLIENT.c.sleutel
) -> list[sa.ColumnElement[int]]:
    """How many of a group meet the conditions; with ``keyed`` also the sum of their record keys."""
    counted = sa.func.count().filter(*only) if only else sa.func.count()
    if not keyed:
        return [counted]
    keys = sa.func.sum(key).filter(*only) if only else sa.func.sum(key)
    return [counted, sa.cast(sa.func.coalesce(keys, _NO_KEYS), sa.BigInteger)]


def alike(dialect: str, columns: Sequence[sa.ColumnElement[Any]]) -> list[sa.ColumnElement[Any]]:
    """What to group rows by that are alike in these columns; SQLite sorts on one value faster than on many."""
    if dialect != "sqlite":
        return list(columns)
    return [reduce(lambda one, other: one.op("||")(other), (sa.func.coalesce(each, _NONE) for each in columns))]


def a_year_after(dialect: str, datum: sa.ColumnElement[date]) -> sa.ColumnElement[date]:
    """Twelve months later; of 29 February that is the end of the month, which SQLite compares as a text."""
    if dialect == "sqlite":
        year = sa.cast(sa.func.substr(datum, 1, 4), sa.Integer) + ONE
        return sa.type_coerce(sa.cast(year, sa.String).op("||")(sa.func.substr(datum, 5)), sa.Date)
    return sa.cast(datum + sa.text("interval '12 months'"), sa.Date)


def _row(name: str) -> sa.ColumnElement[int]:
    return sa.literal_column(f"{name}.rowid", sa.Integer)
