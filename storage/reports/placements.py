"""The statements about placements in an instrument: where clients stood when they began, and when they ended."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import sqlalchemy as sa

from flows.reports.partner import MEASURED_WITHIN_DAYS
from storage.clients.plaatsingen import over_on, runs_between
from storage.engine.prepared import Prepared
from storage.reports.state import NO, ONE, Day, counting
from storage.reports.units import Kind, belongs
from storage.tables import CLIENT, MEETMOMENT, PLAATSING

_VAN: Day = sa.bindparam("van", type_=sa.Date)
_TOT: Day = sa.bindparam("tot", type_=sa.Date)


@lru_cache
def went(dialect: str, kind: Kind, by: str, known: bool, keyed: bool) -> Prepared:  # keys of the cache
    """How many placements with the same partner or instrument began and ended alike; ``keyed`` those of each client."""
    name, began, ended = PLAATSING.c[by], PLAATSING.c.van, PLAATSING.c.tot
    before = MEETMOMENT.alias("before")
    since = _days_from(dialect, began, -MEASURED_WITHIN_DAYS)
    begin = _one(before, "before", before.c.datum.between(since, began), before.c.datum.desc(), known=known)
    running = MEETMOMENT.alias("running")
    within = sa.and_(running.c.datum > began, running.c.datum <= _TOT)
    last = _one(running, "running", within, running.c.datum.desc(), known=known)
    after = MEETMOMENT.alias("after")
    until = _days_from(dialect, ended, MEASURED_WITHIN_DAYS)
    first = _one(after, "after", after.c.datum.between(ended, until), after.c.datum, known=known)
    eind, runs = sa.case((over_on(_TOT), first), else_=last), sa.case((over_on(_TOT), NO), else_=ONE)
    fared = (name.label("naam"), begin.label("begin"), eind.label("eind"), runs.label("loopt"))
    whose = [CLIENT.c.code, CLIENT.c.sleutel] if keyed else []
    placed = sa.select(*fared, *whose).where(_meant(kind, by))
    if keyed:
        placed = placed.join_from(PLAATSING, CLIENT, CLIENT.c.code == PLAATSING.c.client)
    found = placed.subquery()
    query = sa.select(*found.c, sa.func.count()).group_by(*found.c)
    return Prepared(query, *query.selected_columns)


@lru_cache
def clients(dialect: str, kind: Kind, by: str) -> Prepared:  # the cache is of one database
    """How many clients each partner or instrument had."""
    name = PLAATSING.c[by]
    query = sa.select(name, sa.func.count(PLAATSING.c.client.distinct())).where(_meant(kind, by)).group_by(name)
    return Prepared(query, *query.selected_columns)


def _meant(kind: Kind, by: str) -> sa.ColumnElement[bool]:
    """The condition under which a placement ended after ``:van`` or still ran, up to and with ``:tot``."""
    named = PLAATSING.c[by].is_not(None)
    return sa.and_(runs_between(_VAN, _TOT), named, belongs(kind, PLAATSING.c.client, _TOT))


def _one(
    moment: sa.FromClause,
    name: str,
    within: sa.ColumnElement[bool],
    order: sa.ColumnElement[date],
    *,
    known: bool,
) -> sa.ScalarSelect[int]:
    """The position of the first meetmoment of the client in this order."""
    query = sa.select(moment.c.positie).where(
        moment.c.client == PLAATSING.c.client, within, counting(moment, name, known=known)
    )
    return query.order_by(order).limit(ONE).correlate_except(moment).scalar_subquery()


def _days_from(dialect: str, day: sa.ColumnElement[date], days: int) -> sa.ColumnElement[date]:
    if dialect == "sqlite":
        return sa.type_coerce(sa.func.date(day, sa.literal_column(f"'{days:+} days'")), sa.Date)
    return sa.type_coerce(day + sa.literal_column(str(days), sa.Integer), sa.Date)
