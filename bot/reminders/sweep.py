"""Looks every minute who has to hear of which client, and bundles that in one message a day per person."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from bot.delivery.clock import DatabaseClock
from bot.planning.holidays import holiday
from bot.runtime.clock import AMSTERDAM, local_day
from bot.runtime.tasks import Supervisor
from flows.agenda import CLOSES, Wishes, is_workday, next_moment
from flows.days import begins
from flows.people import Right
from flows.receivers import Staff
from flows.reminders import due, next_after
from storage.outbox.digests import Digest
from storage.planning.termijnen import Due
from storage.unit import Storage, Unit

EVERY_SECONDS = 60.0
# A start has better things to do; to know the holidays takes half a second.
FIRST_SECONDS = 3.0
AT_ONCE = 2_000
# Nothing is sent before all that is due at one time has been bundled.
BUNDLING = timedelta(minutes=2)
TASK = "sweep"
log = structlog.get_logger()


@dataclass(slots=True)
class Round:
    """One look, on one day: who is there, and from when each of them may be written to."""

    now: datetime
    day: date
    staff: Staff
    _moments: dict[Wishes, datetime | None] = field(default_factory=dict)

    @property
    def midnight(self) -> datetime:
        """When this day began."""
        return begins(self.day)

    def moment(self, functionaris: str) -> datetime | None:
        """From when somebody may be told today; none when that is not possible any more."""
        wishes = self.staff[functionaris].wishes
        if wishes not in self._moments:
            moment = next_moment(self.now + BUNDLING, wishes, holiday, AMSTERDAM)
            self._moments[wishes] = moment if local_day(moment) == self.day else None
        return self._moments[wishes]


@dataclass(frozen=True, slots=True)
class News:
    """What is to be said of a client: to whom, and whether as one to measure or as one of the team."""

    client: str
    since: date
    next: date
    receivers: dict[str, bool]


class Sweep:
    """Every process has one; where several share a database, one at a time works."""

    def __init__(self, storage: Storage, clock: DatabaseClock) -> None:
        """Go by ``clock``."""
        self._storage = storage
        self._clock = clock

    async def run(self, supervisor: Supervisor) -> None:
        """Sweep every minute, until cancelled."""
        await supervisor.periodic("sweeping", self.once, EVERY_SECONDS, FIRST_SECONDS)

    async def once(self) -> int:
        """Have everybody told what is due, if they can still be told today; gives the number of clients."""
        found = await self._look()
        if found is None:
            return 0
        this, left_over = found
        told, last, more = 0, None, True
        while more:
            async with self._storage.unit() as unit:
                if not await unit.replicas.alone(TASK):
                    break
                rows, more = _whole(await unit.termijnen.due(this.day, AT_ONCE, last))
                told += await _tell(unit, this, rows, left_over)
            left_over, last = (), rows[-1] if rows else None
        if told:
            log.info("swept", number=told)
        return told

    async def _look(self) -> tuple[Round, tuple[str, ...]] | None:
        """The present day and whose message of an earlier day was not sent; none when there is nothing to do."""
        async with self._storage.look() as unit:
            now = await self._clock(unit)
            here = now.astimezone(AMSTERDAM)
            # In a thread: the first time takes long.
            today = local_day(now)
            if here.time() >= CLOSES or not await asyncio.to_thread(is_workday, today, holiday):
                return None
            left_over = await unit.digests.left_over(begins(today))
            if not left_over and not await unit.termijnen.anything_due(today):
                return None
            return Round(now, today, await unit.absences.staff(now, today)), left_over


def _whole(rows: Sequence[Due]) -> tuple[Sequence[Due], bool]:
    """The rows without a client of whom the next page may hold more, and whether there may be a next page."""
    if len(rows) < AT_ONCE:
        return rows, False
    last = rows[-1].client
    return [row for row in rows if row.client != last] or rows, True


async def _tell(unit: Unit, this: Round, rows: Sequence[Due], left_over: Iterable[str]) -> int:
    """Add what is to be said to everybody's digest; who cannot be told today is told tomorrow."""
    quiet: list[tuple[str, date]] = []
    news: list[News] = []
    for row in rows:
        said = due(row.termijn, row.since, this.day)
        receivers: dict[str, bool] = {}
        if said.klantmanager is not None:
            receivers |= {m.who.id: m.who.may(Right.MEASURE) for m in this.staff.responsible(row.keeper)}
        if said.teamleider is not None:
            receivers = {m.who.id: False for m in this.staff.leads(row.keeper)} | receivers
        coming = next_after(row.termijn, this.day)
        if receivers:
            news.append(News(row.client, row.since, coming, receivers))
        elif said.klantmanager is None and said.teamleider is None:
            quiet.append((row.client, coming))
    people = {who for each in news for who in each.receivers} | set(left_over)
    heard = await _bundle(unit, this, news, people) if people else []
    await unit.termijnen.said([*quiet, *((each.client, each.next) for each in heard)])
    return len(heard)


async def _bundle(unit: Unit, this: Round, news: Sequence[News], people: set[str]) -> list[News]:
    """Add the news to the digests of these people; gives what everybody it is for will hear."""
    digests, told = await unit.digests.today(people, this.day, this.midnight, this.now)
    moments = {who: moment for who in people - told if (moment := this.moment(who)) is not None}
    heard = [each for each in news if each.receivers.keys() <= moments.keys()]
    for each in heard:
        for who, own in each.receivers.items():
            digests.setdefault(who, Digest(who)).add(each.client, each.since, own=own)
    written = [(digest, moments[who]) for who, digest in sorted(digests.items()) if who in moments]
    await unit.digests.write(written, this.day, this.now)
    return heard
