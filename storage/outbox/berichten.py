"""The outbox: what nobody tapped for, claimed by one sender at a time and told at least once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from flows.ways import Way
from storage.engine.once import ONCE
from storage.engine.prepared import Prepared, given
from storage.engine.readable import UNREADABLE as BROKEN
from storage.engine.readable import readable
from storage.engine.session import Repository
from storage.tables import BERICHT, FUNCTIONARIS

# A sender that holds a bericht longer than this has died; a call to a channel may take half of it.
LEASE = timedelta(seconds=60)
LONGEST_CALL = LEASE / 2
FIRST_RETRY = timedelta(seconds=1)
LONGEST_RETRY = timedelta(minutes=10)
PATIENCE = timedelta(hours=72)
# Where there is another way, nobody waits for three days until it is tried.
GIVE_WAY = timedelta(hours=1)
# What is wrong with a bericht that cannot be read back.
UNREADABLE = "UnreadableError"


class BerichtStatus(StrEnum):
    """What became of a bericht: still to be told, told, no longer true, or given up."""

    OPEN = "open"
    VERZONDEN = "verzonden"
    VERVALLEN = "vervallen"
    DOOD = "dood"


@dataclass(frozen=True, slots=True)
class Bericht:
    """A template with its parameters for one person, not to be told before ``vanaf`` or after ``geldig_tot``.

    ``prioriteit`` is 0 for what belongs to a dialogue, 5 for notices, 9 for reminders. ``weg`` is the way it goes,
    after those in ``mislukt`` failed.
    """

    id: int
    sleutel: str
    aan: str
    sjabloon: str
    params: Mapping[str, Any]
    prioriteit: int
    vanaf: datetime
    geldig_tot: datetime | None
    status: BerichtStatus
    pogingen: int
    weg: str
    mislukt: str | None
    fout: str | None
    gemaakt: datetime
    verzonden: datetime | None
    gelezen: datetime | None

    @property
    def failed(self) -> tuple[str, ...]:
        """The ways that failed for good."""
        return tuple((self.mislukt or "").split())


_COLUMNS = tuple(BERICHT.c[each.name] for each in fields(Bericht))
_NOW = sa.bindparam("now", type_=BERICHT.c.vanaf.type)
_EARLIER = BERICHT.alias("earlier")


def _waiting(row: sa.FromClause) -> sa.ColumnElement[bool]:
    """The condition under which a bericht is due; one that is tried again later is held back by its lease."""
    return sa.and_(row.c.status == BerichtStatus.OPEN.value, row.c.vanaf <= _NOW)


_ON_THE_WAY = BERICHT.c.weg.in_(sa.bindparam("ways", expanding=True))


def _free(row: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.or_(row.c.lease_tot.is_(None), row.c.lease_tot <= _NOW)


def _order(row: sa.FromClause) -> tuple[sa.ColumnElement[Any], ...]:
    return (row.c.prioriteit, row.c.vanaf, row.c.id)


# One at a time per receiver: while one is under way the others wait, and of those that are free the first goes.
_BEFORE = sa.or_(
    sa.and_(_EARLIER.c.eigenaar.is_not(None), _EARLIER.c.lease_tot > _NOW),
    sa.and_(_free(_EARLIER), sa.tuple_(*_order(_EARLIER)) < sa.tuple_(*_order(BERICHT))),
)
_NOT_FIRST = sa.exists().where(_EARLIER.c.aan == BERICHT.c.aan, _waiting(_EARLIER), _BEFORE)
_CLAIM = (
    sa.select(*_COLUMNS)
    .where(_waiting(BERICHT), _ON_THE_WAY, _free(BERICHT), ~_NOT_FIRST)
    .order_by(*_order(BERICHT))
    .limit(sa.bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True, of=BERICHT)
)
_ONE_WAY = BERICHT.c.weg == sa.bindparam("way", type_=sa.String)
_DUE = Prepared(sa.select(BERICHT.c.id).where(_waiting(BERICHT), _ONE_WAY, _free(BERICHT)).limit(1), BERICHT.c.id)
_UNREAD = (
    sa.select(*_COLUMNS)
    .where(
        BERICHT.c.aan == sa.bindparam("aan"),
        BERICHT.c.gelezen.is_(None),
        BERICHT.c.vanaf <= _NOW,
        sa.or_(BERICHT.c.geldig_tot.is_(None), BERICHT.c.geldig_tot > _NOW),
        BERICHT.c.status != BerichtStatus.VERVALLEN.value,
    )
    .order_by(BERICHT.c.vanaf.desc(), BERICHT.c.id.desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_UNREAD_AT_ONCE = Prepared(_UNREAD, *_COLUMNS)
_REVIVE = (
    sa.update(BERICHT)
    .where(BERICHT.c.status == BerichtStatus.DOOD.value)
    .values(status=BerichtStatus.OPEN.value, pogingen=0, mislukt=None, eigenaar=None, lease_tot=None)
)
# Only a first guess, so that nobody waits at a way that is not theirs: the sender looks which ways there are.
FIRST_WAY = sa.func.coalesce(
    sa.select(FUNCTIONARIS.c.weg)
    .where(FUNCTIONARIS.c.id == sa.bindparam("aan", type_=BERICHT.c.aan.type))
    .scalar_subquery(),
    Way.TELEGRAM.value,
)
_POSTED = ("sleutel", "aan", "sjabloon", "params", "prioriteit", "vanaf", "geldig_tot", "status", "pogingen", "gemaakt")
_POST = sa.insert(BERICHT).values(**given(BERICHT, *_POSTED), weg=FIRST_WAY).ext(ONCE)


class Berichten(Repository):
    """The outbox, within one transaction; moments are the caller's, so that all of them come from one clock."""

    async def post(
        self,
        sleutel: str,
        aan: str,
        sjabloon: str,
        params: Mapping[str, Any],
        *,
        at: datetime,
        vanaf: datetime | None = None,
        geldig_tot: datetime | None = None,
        prioriteit: int = 5,
        weg: Way | None = None,
    ) -> bool:
        """Have somebody told, from ``at`` on or later; false when a bericht with this ``sleutel`` exists already."""
        row = {
            "sleutel": sleutel,
            "aan": aan,
            "sjabloon": sjabloon,
            "params": dict(params),
            "prioriteit": prioriteit,
            "vanaf": vanaf or at,
            "geldig_tot": geldig_tot,
            "status": BerichtStatus.OPEN.value,
            "pogingen": 0,
            "gemaakt": at,
        }
        insert = _POST if weg is None else _POST.values(weg=weg.value)
        return (await self._connection.execute(insert, row)).rowcount == 1

    async def known(self, sleutel: str) -> bool:
        """Whether a bericht was ever posted whose ``sleutel`` begins with these words and a colon."""
        begins = BERICHT.c.sleutel.startswith(f"{sleutel}:", autoescape=True)
        return await self._connection.scalar(sa.select(BERICHT.c.id).where(begins).limit(1)) is not None

    async def due(self, now: datetime, ways: Collection[Way] = tuple(Way)) -> bool:
        """Whether there is anything to claim on one of these ways."""
        for way in ways:
            if (await _DUE.run(self._connection, {"now": now, "way": way.value})).rows:
                return True
        return False

    async def claim(
        self, owner: str, now: datetime, most: int, ways: Collection[Way] = tuple(Way)
    ) -> tuple[Bericht, ...]:
        """Take the first bericht of at most so many people, to be settled by ``owner`` before the lease ends.

        What cannot be read is a dead letter from then on, so that the others go out.
        """
        params = {"now": now, "most": most, "ways": [way.value for way in ways]}
        claimed, broken = await readable(self._connection, _CLAIM, BERICHT.c.id, _bericht, params)
        if broken:
            dead = {"status": BerichtStatus.DOOD.value, "fout": UNREADABLE}
            await self._connection.execute(sa.update(BERICHT).where(BERICHT.c.id.in_(broken)).values(dead))
        if claimed:
            update = sa.update(BERICHT).where(BERICHT.c.id.in_([each.id for each in claimed]))
            await self._connection.execute(update.values(eigenaar=owner, lease_tot=now + LEASE))
        return claimed

    async def settle(
        self, bericht: int, owner: str, status: BerichtStatus, now: datetime, fout: str | None = None
    ) -> bool:
        """Note what became of a claimed bericht; false when its lease ended and somebody else has it."""
        told = {"verzonden": now} if status is BerichtStatus.VERZONDEN else {}
        return await self._held(bericht, owner, status=status.value, fout=fout, eigenaar=None, lease_tot=None, **told)

    async def retry(
        self, bericht: Bericht, owner: str, now: datetime, fout: str, at_least: timedelta = timedelta()
    ) -> BerichtStatus:
        """Try a claimed bericht again, later and later; given up when that has gone on for 72 hours."""
        tries = bericht.pogingen + 1
        if waited(tries) >= PATIENCE:
            await self.settle(bericht.id, owner, BerichtStatus.DOOD, now, fout)
            return BerichtStatus.DOOD
        until = now + max(pause_after(tries), at_least)
        await self._held(bericht.id, owner, pogingen=tries, fout=fout, eigenaar=None, lease_tot=until)
        return BerichtStatus.OPEN

    async def pass_on(self, bericht: Bericht, owner: str, way: Way, failed: str = "", fout: str | None = None) -> None:
        """Let a claimed bericht go another way, from the beginning; the way that ``failed`` is not tried again."""
        known = " ".join((*bericht.failed, failed)).strip() or None
        values = {"weg": way.value, "mislukt": known, "pogingen": 0, "fout": fout, "lease_tot": None}
        await self._held(bericht.id, owner, eigenaar=None, **values)

    async def reroute(self, aan: str, way: Way) -> None:
        """Let what waits for somebody go another way, unless it is under way or has failed on one."""
        theirs = (BERICHT.c.aan == aan, BERICHT.c.status == BerichtStatus.OPEN.value, BERICHT.c.mislukt.is_(None))
        update = sa.update(BERICHT).where(*theirs, BERICHT.c.eigenaar.is_(None), BERICHT.c.weg != way.value)
        await self._connection.execute(update.values(weg=way.value, pogingen=0, lease_tot=None))

    async def release(self, bericht: int, owner: str, until: datetime | None = None) -> None:
        """Give a claimed bericht back untried, for whoever comes first after ``until``."""
        await self._held(bericht, owner, eigenaar=None, lease_tot=until)

    async def cancel(self, sleutel: str) -> int:
        """Withdraw what has not been told: the bericht with this ``sleutel`` and all that begin with it and a colon."""
        theirs = sa.or_(BERICHT.c.sleutel == sleutel, BERICHT.c.sleutel.startswith(f"{sleutel}:", autoescape=True))
        update = sa.update(BERICHT).where(BERICHT.c.status == BerichtStatus.OPEN.value, theirs)
        done = await self._connection.execute(update.values(status=BerichtStatus.VERVALLEN.value))
        return int(done.rowcount)

    async def unread(self, aan: str, now: datetime, most: int) -> tuple[Bericht, ...]:
        """What stands under somebody's name and was not put away, newest first; also what a channel refused."""
        params = {"aan": aan, "now": now, "most": most}
        with suppress(*BROKEN):
            found = await _UNREAD_AT_ONCE.run(self._connection, params)
            return tuple(_bericht(row) for row in found.rows)
        return (await readable(self._connection, _UNREAD, BERICHT.c.id, _bericht, params))[0]

    async def put_away(self, bericht: int, aan: str, at: datetime) -> bool:
        """Note that the reader is done with a bericht of the own."""
        update = sa.update(BERICHT).where(BERICHT.c.id == bericht, BERICHT.c.aan == aan, BERICHT.c.gelezen.is_(None))
        return (await self._connection.execute(update.values(gelezen=at))).rowcount == 1

    async def dead(self, most: int = 100) -> tuple[Bericht, ...]:
        """The dead letters, newest first."""
        query = sa.select(*_COLUMNS).where(BERICHT.c.status == BerichtStatus.DOOD.value).order_by(BERICHT.c.id.desc())
        return (await readable(self._connection, query.limit(most), BERICHT.c.id, _bericht))[0]

    async def count_dead(self) -> int:
        """How many dead letters there are."""
        query = sa.select(sa.func.count()).where(BERICHT.c.status == BerichtStatus.DOOD.value)
        return int(await self._connection.scalar(query) or 0)

    async def revive(self, bericht: int) -> bool:
        """Try a dead letter again from the beginning; false when it is none."""
        return (await self._connection.execute(_REVIVE.where(BERICHT.c.id == bericht))).rowcount == 1

    async def revive_all(self) -> int:
        """Try all dead letters again; how many there were."""
        return int((await self._connection.execute(_REVIVE)).rowcount)

    async def forget_before(self, at: datetime) -> None:
        """Forget what was settled and is older than ``at``."""
        old = sa.delete(BERICHT).where(BERICHT.c.status != BerichtStatus.OPEN.value, BERICHT.c.gemaakt < at)
        await self._connection.execute(old)

    async def _held(self, bericht: int, owner: str, **values: Any) -> bool:
        mine = (BERICHT.c.id == bericht, BERICHT.c.eigenaar == owner, BERICHT.c.status == BerichtStatus.OPEN.value)
        return (await self._connection.execute(sa.update(BERICHT).where(*mine).values(values))).rowcount == 1


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many tries: 1, 2, 4 … 600 seconds."""
    return min(FIRST_RETRY * (1 << min(tries - 1, 16)), LONGEST_RETRY)


def waited(tries: int) -> timedelta:
    """How long so many tries take together, whatever time nobody was there to try."""
    return sum((pause_after(number) for number in range(1, tries)), timedelta())


def _bericht(row: Iterable[Any]) -> Bericht:
    found = Bericht(*row)
    return replace(found, status=BerichtStatus(found.status))
