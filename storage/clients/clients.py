"""Clients by code, and who is responsible for them from when until when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from flows.dialogue import DialogueStatus
from flows.ladder import NIET_INGEDEELD, UIT_BEELD, Groei, Stand
from flows.people import RIGHTS, Functionaris, Right, Rol
from storage.engine.once import ONCE
from storage.engine.prepared import Prepared, given
from storage.engine.session import Repository
from storage.handover.absences import away_on, stands_in
from storage.tables import AFWEZIGHEID, CLIENT, DIALOGUE, FUNCTIONARIS, MEETMOMENT, STAND, TOEWIJZING

PAGE = 8


@dataclass(frozen=True, slots=True)
class ClientCard:
    """A client as a list shows it; ``stand`` is absent when nothing was measured yet."""

    code: str
    stand: Stand | None
    datum: date | None
    gepland: date | None
    uiterste: date | None


@dataclass(frozen=True, slots=True)
class Tally:
    """A caseload in numbers: per trede, without a trede, and overdue on the day asked about."""

    treden: tuple[int, ...]
    zonder: int
    verlopen: int

    @property
    def clients(self) -> int:
        """Everyone counted."""
        return sum(self.treden) + self.zonder


_ME, _CODE = sa.bindparam("me", type_=sa.String), sa.bindparam("code", type_=sa.String)
_DAY = sa.bindparam("day", type_=sa.Date)
_SHOWN = (CLIENT.c.code, STAND.c.positie, STAND.c.groei, STAND.c.datum, STAND.c.gepland, STAND.c.uiterste)
_STANDING = CLIENT.outerjoin(STAND, STAND.c.client == CLIENT.c.code)
_DUE = sa.case((STAND.c.gepland.is_(None), date.min), else_=STAND.c.gepland)
IN_VIEW = sa.or_(STAND.c.positie.is_(None), STAND.c.positie != UIT_BEELD)


def assigned_on(day: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The condition under which an assignment holds on a day."""
    return sa.and_(TOEWIJZING.c.van <= day, sa.or_(TOEWIJZING.c.tot.is_(None), TOEWIJZING.c.tot > day))


def responsible_for(code: sa.ColumnElement[str], day: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The condition under which the FUNCTIONARIS of a query may see and measure a client on a day.

    A klantmanager sees the own caseload and that of whom he stands in for, a teamleider that of the team; nobody
    else sees a client.
    """
    keeper = FUNCTIONARIS.alias("keeper")
    sees_team, measures = _has(Right.SEE_TEAM), _has(Right.MEASURE)
    led = sa.and_(sees_team, keeper.c.team == FUNCTIONARIS.c.team)
    theirs = sa.or_(keeper.c.id == FUNCTIONARIS.c.id, led, stands_in(FUNCTIONARIS.c.id, keeper.c.id, day))
    kept = TOEWIJZING.join(keeper, keeper.c.id == TOEWIJZING.c.functionaris)
    found = sa.select(1).select_from(kept).where(TOEWIJZING.c.client == code, theirs, assigned_on(day))
    return sa.and_(measures, found.correlate_except(TOEWIJZING, keeper).exists())


def _has(right: Right) -> sa.ColumnElement[bool]:
    """The condition under which the role of the FUNCTIONARIS carries a right."""
    return sa.or_(*(FUNCTIONARIS.c.rol == rol.value for rol in Rol if right in RIGHTS[rol]))


def _kept(by: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """The condition under which a client is in one of the assignments that are meant on ``:day``, and still in view."""
    return sa.and_(CLIENT.c.code.in_(sa.select(TOEWIJZING.c.client).where(by, assigned_on(_DAY))), IN_VIEW)


# A client is in the caseload of who keeps it, and of who stands in for them.
_AWAY = sa.select(AFWEZIGHEID.c.functionaris).where(AFWEZIGHEID.c.vervanger == _ME, away_on(_DAY))
_MINE = TOEWIJZING.c.functionaris == _ME
_CASELOAD = _kept(sa.or_(_MINE, TOEWIJZING.c.functionaris.in_(_AWAY)))
_ADD = Prepared(sa.insert(CLIENT).values(given(CLIENT)).ext(ONCE))
_ASSIGN = Prepared(sa.insert(TOEWIJZING).values(given(TOEWIJZING, "client", "functionaris", "van")))
_GET = Prepared(
    sa.select(*_SHOWN)
    .select_from(_STANDING.join(FUNCTIONARIS, FUNCTIONARIS.c.id == _ME))
    .where(CLIENT.c.code == _CODE, responsible_for(CLIENT.c.code, _DAY)),
    *_SHOWN,
)
_LATE = sa.func.count(sa.case((STAND.c.uiterste < _DAY, 1)))
_TALLY_COLUMNS = (STAND.c.positie, sa.func.count(), _LATE)
_TALLY = Prepared(
    sa.select(*_TALLY_COLUMNS).select_from(_STANDING).where(_kept(_MINE)).group_by(STAND.c.positie), *_TALLY_COLUMNS
)
_KEEPER_COLUMNS = (TOEWIJZING.c.functionaris, TOEWIJZING.c.van)
_KEEPERS = Prepared(
    sa.select(*_KEEPER_COLUMNS)
    .where(TOEWIJZING.c.client == _CODE, sa.or_(TOEWIJZING.c.tot.is_(None), TOEWIJZING.c.tot > _DAY))
    .order_by(TOEWIJZING.c.van, TOEWIJZING.c.id),
    *_KEEPER_COLUMNS,
)
# An assignment of a client whom nobody ever measured or is measuring now.
_UNTOUCHED = sa.and_(
    *(TOEWIJZING.c.client == _CODE, _MINE, assigned_on(_DAY)),
    ~sa.exists().where(MEETMOMENT.c.client == _CODE),
    ~sa.exists().where(DIALOGUE.c.client == _CODE, DIALOGUE.c.status == DialogueStatus.OPEN.value),
)
_MAY_LET_GO = Prepared(sa.select(TOEWIJZING.c.id).where(_UNTOUCHED), TOEWIJZING.c.id)
_LET_GO = Prepared(sa.update(TOEWIJZING).where(_UNTOUCHED).values(tot=_DAY))
_HOLD = Prepared(sa.select(CLIENT.c.code).where(CLIENT.c.code == _CODE).with_for_update(), CLIENT.c.code)


def _counted(which: sa.ColumnElement[bool]) -> sa.Select[int]:
    """How many clients there are under a condition."""
    return sa.select(sa.func.count()).select_from(_STANDING).where(which)


def _paged(which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """One page of them, the longest overdue first."""
    most, skipped = (sa.bindparam(name, type_=sa.Integer) for name in ("most", "skipped"))
    page = sa.select(*_SHOWN).select_from(_STANDING).where(which).order_by(_DUE, CLIENT.c.code)
    return page.limit(most).offset(skipped)


_COUNT, _PAGE = Prepared(_counted(_CASELOAD), sa.func.count()), Prepared(_paged(_CASELOAD), *_SHOWN)
# Who waits for a first place on the ladder: never measured, or with the intake still going on.
_UNPLACED = sa.and_(_CASELOAD, sa.or_(STAND.c.positie.is_(None), STAND.c.positie == NIET_INGEDEELD))
_COUNT_UNPLACED = Prepared(_counted(_UNPLACED), sa.func.count())
_PAGE_UNPLACED = Prepared(_paged(_UNPLACED), *_SHOWN)
_THEIRS = _kept(TOEWIJZING.c.functionaris.in_(sa.bindparam("keepers", expanding=True)))
_WITH_PART = Prepared(
    sa.select(*_SHOWN)
    .select_from(_STANDING)
    .where(_CASELOAD, CLIENT.c.code.like(sa.bindparam("part", type_=sa.String)))
    .order_by(CLIENT.c.code)
    .limit(PAGE + 1),
    *_SHOWN,
)
_COUNT_THEIRS, _PAGE_THEIRS = _counted(_THEIRS), _paged(_THEIRS)
_ALL_THEIRS = sa.select(*_SHOWN).select_from(_STANDING).where(_THEIRS).order_by(_DUE, CLIENT.c.code)
_CARD_DUE = sa.bindparam("due", type_=sa.Date)
_BEFORE = sa.or_(_CARD_DUE > _DUE, sa.and_(_CARD_DUE == _DUE, CLIENT.c.code < _CODE))
_HERE = sa.func.count(sa.case((CLIENT.c.code == _CODE, 1)))
_PLACE = sa.case((_HERE > 0, sa.func.count(sa.case((_BEFORE, 1)))), else_=0)
_PAGE_WITH = Prepared(sa.select(_PLACE).select_from(_STANDING).where(_CASELOAD), _PLACE)


class Clients(Repository):
    """The clients, within one transaction; every question is asked on behalf of somebody."""

    async def add(self, code: str, gemeentecode: str, who: Functionaris, day: date, at: datetime, sleutel: int) -> bool:
        """Add a client to the caseload of ``who``, with a record key; false when the code is taken."""
        client = {"code": code, "gemeentecode": gemeentecode, "sinds": at, "sleutel": sleutel}
        if (await _ADD.run(self._connection, client)).count != 1:
            return False
        await _ASSIGN.run(self._connection, {"client": code, "functionaris": who.id, "van": day})
        return True

    async def get(self, code: str, who: Functionaris, day: date) -> ClientCard | None:
        """A client that ``who`` may see; the same none for unknown and not yours."""
        row = await _GET.first(self._connection, {"code": code, "me": who.id, "day": day})
        return None if row is None else _card(row)

    async def page(self, who: Functionaris, day: date, number: int) -> tuple[tuple[ClientCard, ...], int]:
        """One page of the caseload to look after, the longest overdue first, and how many clients there are."""
        mine = {"me": who.id, "day": day}
        found = await _PAGE.run(self._connection, mine | _only(number))
        total = await _COUNT.first(self._connection, mine)
        return tuple(_card(row) for row in found.rows), total[0] if total else 0

    async def own(self, who: Functionaris, day: date, most: int) -> tuple[ClientCard, ...]:
        """The caseload to look after, the longest overdue first."""
        found = await _PAGE.run(self._connection, {"me": who.id, "day": day, "most": most, "skipped": 0})
        return tuple(_card(row) for row in found.rows)

    async def unplaced(self, who: Functionaris, day: date, number: int) -> tuple[tuple[ClientCard, ...], int]:
        """One page of the caseload to look after without a place on the ladder, and how many clients there are."""
        mine = {"me": who.id, "day": day}
        found = await _PAGE_UNPLACED.run(self._connection, mine | _only(number))
        total = await _COUNT_UNPLACED.first(self._connection, mine)
        return tuple(_card(row) for row in found.rows), total[0] if total else 0

    async def with_part(self, part: str, who: Functionaris, day: date) -> tuple[ClientCard, ...]:
        """Clients in the caseload to look after whose code has this part in it: one page of them, and one more."""
        found = await _WITH_PART.run(self._connection, {"me": who.id, "day": day, "part": f"%{part}%"})
        return tuple(_card(row) for row in found.rows)

    async def page_with(self, card: ClientCard, who: Functionaris, day: date) -> int:
        """Which page of the caseload to look after shows a client; the first one when none does."""
        here = {"due": card.gepland or date.min, "code": card.code, "me": who.id, "day": day}
        place = await _PAGE_WITH.first(self._connection, here)
        return place[0] // PAGE if place else 0

    async def page_of(self, keepers: Collection[str], day: date, number: int) -> tuple[tuple[ClientCard, ...], int]:
        """One page of what these people keep themselves, and how many clients there are."""
        theirs = {"keepers": list(keepers), "day": day}
        rows = await self._connection.execute(_PAGE_THEIRS, theirs | _only(number))
        total = await self._connection.scalar(_COUNT_THEIRS, theirs)
        return tuple(_card(row) for row in rows), int(total or 0)

    async def all_of(self, keepers: Collection[str], day: date) -> tuple[ClientCard, ...]:
        """Everybody whom these people keep themselves, the longest overdue first."""
        rows = await self._connection.execute(_ALL_THEIRS, {"keepers": list(keepers), "day": day})
        return tuple(_card(row) for row in rows)

    async def tally_of(self, keeper: str, day: date) -> Tally:
        """What somebody keeps, without that of anybody they stand in for, in numbers."""
        found = await _TALLY.run(self._connection, {"me": keeper, "day": day})
        counted = {positie: (clients, late) for positie, clients, late in found.rows}
        return Tally(
            treden=tuple(counted.get(trede, (0, 0))[0] for trede in range(1, 7)),
            zonder=counted.get(None, (0, 0))[0] + counted.get(0, (0, 0))[0],
            verlopen=sum(late for _, late in counted.values()),
        )

    async def keepers(self, code: str, day: date) -> tuple[tuple[str, date], ...]:
        """Who keeps a client from a day on, each with since when; whoever does on that day comes first."""
        found = await _KEEPERS.run(self._connection, {"code": code, "day": day})
        return tuple((keeper, since) for keeper, since in found.rows)

    async def may_let_go(self, code: str, who: Functionaris, day: date) -> bool:
        """Whether ``who`` keeps a client whom nobody ever measured or is measuring now."""
        return await _MAY_LET_GO.first(self._connection, {"code": code, "me": who.id, "day": day}) is not None

    async def let_go(self, code: str, who: Functionaris, day: date) -> bool:
        """End the assignment of such a client on this day; its code stays taken. False when it is none any more."""
        return (await _LET_GO.run(self._connection, {"code": code, "me": who.id, "day": day})).count > 0

    async def hold(self, code: str) -> None:
        """Keep others from registering for this client until this transaction ends."""
        await _HOLD.run(self._connection, {"code": code})


def _only(number: int) -> dict[str, int]:
    """The parameters for one page."""
    return {"most": PAGE, "skipped": number * PAGE}


def _card(row: Sequence[Any]) -> ClientCard:
    code, positie, groei, datum, gepland, uiterste = row
    stand = None if positie is None else Stand(positie, None if groei is None else Groei(groei))
    return ClientCard(code, stand, datum, gepland, uiterste)
