"""The statement of every report, prepared once for each kind of unit; with ``known``, as known on an earlier moment."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from flows.ladder import TREDEN, UIT_BEELD
from flows.meetmoment import KENMERKEN
from storage.engine.prepared import Prepared
from storage.reports.state import ONE, Clients, Day, Key, a_year_after, alike, counting, how_many, on_a_trede
from storage.reports.units import Kind, Soort, belongs
from storage.tables import CLIENT, MEETMOMENT, STAND

SPLIT = ("positie", "groei", "vrijstelling_arbeidsplicht", "instrument_lopend", "instrument_inzet", "inkomen")
YES_NO = tuple(name for name in KENMERKEN if name != "inkomen")
_LINE = ("positie", "groei", "instrument_lopend", "instrument_inzet", "uiterste")
_VAN: Day = sa.bindparam("van", type_=sa.Date)
_TOT: Day = sa.bindparam("tot", type_=sa.Date)
# The moment at which the day ``:tot`` is over where the people live.
_AFTER = sa.bindparam("after", type_=CLIENT.c.sinds.type)
# Whose forecast was made after this day can still come true after ``:tot``.
_YEAR_AGO: Day = sa.bindparam("year_ago", type_=sa.Date)
_HIGHEST_BUT_ONE: sa.ColumnElement[int] = sa.literal_column(str(TREDEN[-2]))
_N = sa.func.count()


@lru_cache
def caseload_now(dialect: str, kind: Kind) -> Prepared:
    """How many are alike now, and how many of them were measured in time on ``:tot``; from what is kept."""
    columns = [STAND.c[name] for name in SPLIT]
    current = _N.filter(STAND.c.uiterste >= _TOT)
    if kind.soort is not Soort.ALLES:
        joined = CLIENT.outerjoin(STAND, STAND.c.client == CLIENT.c.code)
        query = sa.select(*columns, current, _N).select_from(joined).where(belongs(kind, CLIENT.c.code, _TOT))
        return _prepared(query.group_by(*alike(dialect, columns)))
    # An index has them in this order already; who was never measured is the rest.
    measured = sa.select(*columns, current, _N).group_by(*columns)
    total = (sa.select(_N).select_from(table).scalar_subquery() for table in (CLIENT, STAND))
    never = sa.select(*(sa.null() for _ in columns), sa.literal_column("0"), next(total) - next(total))
    return Prepared(measured.union_all(never), *measured.selected_columns)


@lru_cache
def caseload_then(dialect: str, kind: Kind, known: bool, keyed: bool) -> Prepared:  # keys of the cache
    """The same of who was known by ``:tot``, worked out; each number ``keyed`` when it is to be published."""
    clients = Clients(dialect, known=known)
    state = clients.on(_TOT, "state", *SPLIT, "uiterste")
    columns = [state.c[name] for name in SPLIT]
    current = how_many(state.c.uiterste >= _TOT, keyed=keyed)
    query = sa.select(*columns, *current, *how_many(keyed=keyed)).select_from(clients.joined)
    there = sa.or_(state.c.positie.is_not(None), CLIENT.c.sinds < _AFTER)
    return _prepared(query.where(belongs(kind, CLIENT.c.code, _TOT), there).group_by(*alike(dialect, columns)))


@lru_cache
def movement(dialect: str, kind: Kind, known: bool, keyed: bool) -> Prepared:
    """How many went the same way between ``:van`` and ``:tot``."""
    if dialect != "sqlite":
        return _movement_in_one_pass(kind, known=known, keyed=keyed)
    clients = Clients(dialect, known=known)
    naar, van = clients.on(_TOT, "naar", "positie", measured=True), clients.on(_VAN, "toen", "positie")
    between = clients.last("tussen", _TOT, "positie", since=_VAN).scalar_subquery()
    # Only who left the ladder may have stood on another trede in between.
    columns = (
        van.c.positie,
        naar.c.positie,
        sa.case((on_a_trede(naar.c.positie), None), else_=between),
        *(belongs(kind, CLIENT.c.code, day) for day in (_VAN, _TOT)),
    )
    query = sa.select(*columns, *how_many(keyed=keyed)).select_from(clients.joined)
    return _prepared(query.where(belongs(kind, CLIENT.c.code, _VAN, _TOT)).group_by(*_first(len(columns))))


def _movement_in_one_pass(kind: Kind, *, known: bool, keyed: bool) -> Prepared:
    datum, trede = MEETMOMENT.c.datum, on_a_trede(MEETMOMENT.c.positie)
    ways = (
        sa.select(
            MEETMOMENT.c.client,
            Key.last(datum <= _VAN).label("toen"),
            Key.last(datum <= _TOT).label("naar"),
            Key.last(datum > _VAN, trede).label("tussen"),
        )
        .where(datum <= _TOT, counting(MEETMOMENT, "m", known=known))
        .where(belongs(kind, MEETMOMENT.c.client, _VAN, _TOT))
        .group_by(MEETMOMENT.c.client)
        .subquery("ways")
    )
    columns: list[sa.ColumnElement[Any]] = [Key.position(ways.c[name]) for name in ("toen", "naar", "tussen")]
    columns += [belongs(kind, ways.c.client, day) for day in (_VAN, _TOT)]
    found = sa.select(*columns, *how_many(keyed=keyed)).group_by(*_first(len(columns)))
    return _prepared(found.join_from(ways, CLIENT, CLIENT.c.code == ways.c.client) if keyed else found)


@lru_cache
def forecast(dialect: str, kind: Kind, known: bool, keyed: bool) -> Prepared:
    """How many with the same forecast on ``:van`` fared alike until ``:tot``."""
    clients = Clients(dialect, known=known)
    state = clients.on(_VAN, "state", "datum", "positie", "groei", "verwachte_trede", measured=True)
    after = MEETMOMENT.alias("after")
    follows = sa.and_(after.c.client == CLIENT.c.code, after.c.datum > state.c.datum, after.c.datum <= _TOT)
    follows &= counting(after, "after", known=known)
    end, trede = a_year_after(dialect, state.c.datum), on_a_trede(after.c.positie)
    said = [*(state.c[name] for name in ("positie", "groei", "verwachte_trede"))]
    whose_key = [CLIENT.c.sleutel.label("sleutel")] if keyed else []
    facts = (
        sa.func.max(after.c.positie).filter(after.c.datum <= end, trede).label("binnen"),
        sa.func.max(after.c.positie).filter(after.c.datum > end, trede).label("later"),
        sa.func.coalesce(sa.func.min(after.c.positie) == UIT_BEELD, sa.false()).label("alleen_9"),
    )
    still_open = (state.c.datum > _YEAR_AGO).label("open")
    whose = sa.and_(state.c.positie.between(ONE, _HIGHEST_BUT_ONE), belongs(kind, CLIENT.c.code, _VAN))
    if dialect == "sqlite":
        # A client has one state; SQLite has no need to be told, and then finds them in order.
        joined = clients.joined.outerjoin(after, follows)
        found = (
            sa.select(*said, *facts, still_open, *whose_key).select_from(joined).where(whose).group_by(CLIENT.c.code)
        )
    else:
        followed = sa.select(*facts).where(follows).correlate_except(after).lateral("followed")
        joined = clients.joined.join(followed, sa.true())
        found = sa.select(*said, *followed.c, still_open, *whose_key).select_from(joined).where(whose)
    fared = found.subquery("fared")
    alike_in = [each for each in fared.c if each.key != "sleutel"]
    counted = how_many(keyed=keyed, key=fared.c.sleutel) if keyed else [_N]
    return _prepared(sa.select(*alike_in, *counted).group_by(*alike_in))


@lru_cache
def conditions(dialect: str, kind: Kind, known: bool, keyed: bool) -> Prepared:
    """Of every kenmerk, how many had it on ``:van`` and on ``:tot``: nee and nee, nee and ja, ja and nee, ja and ja."""
    clients = Clients(dialect, known=known)
    now = clients.on(_TOT, "naar", *YES_NO, measured=True)
    then = clients.on(_VAN, "toen", *YES_NO, measured=True)
    counts = [
        each
        for name in YES_NO
        for a, b in CHANGES
        for each in how_many(then.c[name] == _SAID[a], now.c[name] == _SAID[b], keyed=keyed)
    ]
    return _prepared(sa.select(*counts).select_from(clients.joined).where(belongs(kind, CLIENT.c.code, _TOT)))


@lru_cache
def lines(dialect: str, kind: Kind, known: bool) -> Prepared:
    """What the lists go by, for every client on ``:tot``, with the position on ``:van``."""
    clients = Clients(dialect, known=known)
    now, then = clients.on(_TOT, "naar", *_LINE), clients.on(_VAN, "toen", "positie")
    query = sa.select(CLIENT.c.code, then.c.positie, *(now.c[name] for name in _LINE)).select_from(clients.joined)
    return _prepared(query.where(belongs(kind, CLIENT.c.code, _TOT)).order_by(CLIENT.c.code))


CHANGES = tuple((then, now) for then in ("nee", "ja") for now in ("nee", "ja"))
_SAID: dict[str, sa.ColumnElement[str]] = {said: sa.literal_column(f"'{said}'") for said in ("nee", "ja")}


def _first(number: int) -> list[sa.ColumnElement[Any]]:
    """The first columns of a statement, by their place."""
    return [sa.literal_column(str(place)) for place in range(1, number + 1)]


def _prepared(query: sa.Select[*tuple[Any, ...]]) -> Prepared:
    return Prepared(query, *query.selected_columns)
