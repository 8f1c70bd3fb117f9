"""The statement behind targets: who stood where when a period began, and when they were first seen to rise."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import sqlalchemy as sa

from flows.ladder import TREDEN, UIT_BEELD
from storage.clients.plaatsingen import runs_between
from storage.engine.prepared import Prepared
from storage.reports.state import ONE, Clients, Day, counting, how_many, on_a_trede
from storage.reports.units import Kind, belongs
from storage.tables import CLIENT, MEETMOMENT, PLAATSING

_VAN: Day = sa.bindparam("van", type_=sa.Date)
_TOT: Day = sa.bindparam("tot", type_=sa.Date)
_HIGHEST_BUT_ONE: sa.ColumnElement[int] = sa.literal_column(str(TREDEN[-2]))


class Group(NamedTuple):
    """What a target asks beside trede and growth: a value of a local field, a source of income, an instrument."""

    veld: str = ""
    inkomen: bool = False
    instrument: bool = False


@lru_cache
def followed(dialect: str, kind: Kind, group: Group, known: bool, keyed: bool) -> Prepared:  # keys of the cache
    """How many who stood alike on ``:van`` rose on the same day up to ``:tot``, or were measured, or left."""
    clients = Clients(dialect, known=known)
    state = clients.on(_VAN, "state", "positie", "groei", "inkomen", "lokaal", measured=True)
    after = MEETMOMENT.alias("after")
    follows = sa.and_(after.c.client == CLIENT.c.code, after.c.datum > _VAN, after.c.datum <= _TOT)
    follows &= counting(after, "after", known=known)
    trede = on_a_trede(after.c.positie)
    facts = (
        sa.func.min(after.c.datum).filter(trede, after.c.positie > state.c.positie).label("gestegen"),
        (sa.func.count(after.c.positie).filter(trede) >= ONE).label("gemeten"),
        sa.func.coalesce(sa.func.min(after.c.positie) == UIT_BEELD, sa.false()).label("weg"),
    )
    said = [state.c.positie, state.c.groei]
    key = [CLIENT.c.sleutel.label("sleutel")] if keyed else []
    whose = sa.and_(
        state.c.positie.between(ONE, _HIGHEST_BUT_ONE), belongs(kind, CLIENT.c.code, _VAN), _of(group, state)
    )
    if dialect == "sqlite":
        joined = clients.joined.outerjoin(after, follows)
        found = sa.select(*said, *facts, *key).select_from(joined).where(whose).group_by(CLIENT.c.code)
    else:
        later = sa.select(*facts).where(follows).correlate_except(after).lateral("followed")
        found = sa.select(*said, *later.c, *key).select_from(clients.joined.join(later, sa.true())).where(whose)
    fared = found.subquery("fared")
    alike = [each for each in fared.c if each.key != "sleutel"]
    counted = how_many(keyed=True, key=fared.c.sleutel) if keyed else how_many(keyed=False)
    query = sa.select(*alike, *counted).group_by(*alike)
    return Prepared(query, *query.selected_columns)


def _of(group: Group, state: sa.FromClause) -> sa.ColumnElement[bool]:
    """The condition under which a client is of the group."""
    conditions: list[sa.ColumnElement[bool]] = [sa.true()]
    if group.veld:
        conditions.append(state.c.lokaal[f"lokaal_{group.veld}"].as_string() == sa.bindparam("waarde", type_=sa.String))
    if group.inkomen:
        conditions.append(state.c.inkomen == sa.bindparam("inkomen", type_=sa.String))
    if group.instrument:
        named = PLAATSING.c.instrument == sa.bindparam("instrument", type_=sa.String)
        during = sa.and_(PLAATSING.c.client == CLIENT.c.code, named, runs_between(_VAN, _TOT))
        conditions.append(sa.exists().where(during).correlate_except(PLAATSING))
    return sa.and_(*conditions)
