"""Which meetmomenten count, now or as was known earlier, and how a day and a position become one sortable value."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from flows.ladder import TREDEN
from flows.meetmoment import Actie, Status
from storage.tables import MEETMOMENT

_NEWER = MEETMOMENT.alias("newer")
_FINAL = Status.DEFINITIEF.value
_EPOCH = date(1900, 1, 1)


def counting(known_on: datetime | None = None) -> sa.ColumnElement[bool]:
    """The condition under which a version counts, as far as was registered by ``known_on``."""
    overtaken = sa.and_(_NEWER.c.id == MEETMOMENT.c.id, _NEWER.c.versie > MEETMOMENT.c.versie)
    overtaken &= _NEWER.c.status == _FINAL
    known: sa.ColumnElement[bool] = sa.true()
    if known_on is not None:
        overtaken &= _NEWER.c.geregistreerd <= known_on
        known = MEETMOMENT.c.geregistreerd <= known_on
    counts = MEETMOMENT.c.actie != Actie.INTREKKING.value
    return sa.and_(MEETMOMENT.c.status == _FINAL, counts, known, ~sa.exists().where(overtaken))


class Key:
    """A day with a position as one value: the highest of a group is the last meetmoment's."""

    def __init__(self, dialect: str) -> None:
        """Write it as ``dialect`` does it fastest."""
        self._text = dialect == "sqlite"

    def of(self, datum: sa.ColumnElement[Any], positie: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        """The value; SQLite keeps days as text of ten characters."""
        if self._text:
            return sa.cast(datum, sa.String).op("||")(positie)
        return (datum - sa.cast(_EPOCH, sa.Date)) * 10 + positie

    def position(self, key: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        """The position in it."""
        if self._text:
            return sa.cast(sa.func.substr(key, 11), sa.Integer)
        return sa.cast(key, sa.Integer) % 10

    def last(self, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[Any]:
        """The last of a client's meetmomenten that meet the conditions."""
        key = self.of(MEETMOMENT.c.datum, MEETMOMENT.c.positie)
        return sa.func.max(sa.case((sa.and_(*conditions), key)))


def on_a_trede() -> sa.ColumnElement[bool]:
    """Whether a meetmoment gives a trede."""
    return MEETMOMENT.c.positie.between(TREDEN[0], TREDEN[-1])
