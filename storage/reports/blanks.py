"""The statements behind the witte vlekken: what is expected of each group, and which instruments run there."""

from __future__ import annotations

from functools import lru_cache

import sqlalchemy as sa

from storage.clients.plaatsingen import runs_between
from storage.engine.prepared import Prepared
from storage.reports.state import Clients, Day, how_many, on_a_trede
from storage.reports.units import Kind, belongs
from storage.tables import CLIENT, PLAATSING

_TOT: Day = sa.bindparam("tot", type_=sa.Date)
_STATE = ("positie", "groei", "instrument_lopend", "instrument_inzet", "inkomen", "lokaal")


@lru_cache
def expected(dialect: str, kind: Kind, veld: str, known: bool, keyed: bool) -> Prepared:  # keys of the cache
    """How many of each group on ``:tot`` are alike in growth and instruments; without a ``veld`` groups are incomes."""
    clients = Clients(dialect, known=known)
    state = clients.on(_TOT, "state", *_STATE, measured=True)
    columns = [_group(state, veld), state.c.groei, state.c.instrument_lopend, state.c.instrument_inzet]
    query = sa.select(*columns, *how_many(keyed=keyed)).select_from(clients.joined)
    query = query.where(on_a_trede(state.c.positie), belongs(kind, CLIENT.c.code, _TOT)).group_by(*columns)
    return Prepared(query, *query.selected_columns)


@lru_cache
def used(dialect: str, kind: Kind, veld: str, known: bool, keyed: bool) -> Prepared:  # keys of the cache
    """How many of each group have which instrument running on ``:tot``; a client with two of one kind counts once."""
    clients = Clients(dialect, known=known)
    state = clients.on(_TOT, "state", *_STATE, measured=True)
    runs = sa.and_(PLAATSING.c.client == CLIENT.c.code, runs_between(_TOT, _TOT))
    joined = clients.joined.join(PLAATSING, runs)
    key = [CLIENT.c.sleutel.label("sleutel")] if keyed else []
    columns = [CLIENT.c.code, _group(state, veld), PLAATSING.c.instrument.label("instrument"), *key]
    found = sa.select(*columns).distinct().select_from(joined)
    found = found.where(on_a_trede(state.c.positie), belongs(kind, CLIENT.c.code, _TOT))
    placed = found.subquery("placed")
    alike = [placed.c.groep, placed.c.instrument]
    counted = how_many(keyed=True, key=placed.c.sleutel) if keyed else how_many(keyed=False)
    query = sa.select(*alike, *counted).group_by(*alike)
    return Prepared(query, *query.selected_columns)


def _group(state: sa.FromClause, veld: str) -> sa.ColumnElement[str]:
    value = state.c.lokaal[f"lokaal_{veld}"].as_string() if veld else state.c.inkomen
    return value.label("groep")
