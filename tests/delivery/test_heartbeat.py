"""After a long silence everybody whose messages may be gone hears so once, however many processes start."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from support.builders import functionaris
from support.running import until
from support.storage import found, opened

from bot.delivery.clock import own, shared
from bot.delivery.ports import MessageSender
from bot.runtime import heartbeat
from bot.runtime.clock import Clock
from bot.runtime.heartbeat import beat, keep_beating, leave
from bot.runtime.tasks import Supervisor
from flows.ways import Way
from storage.outbox.berichten import Bericht
from storage.unit import Storage

ANNA, BRAM, CAS, DAAN = (functionaris(name) for name in ("anna", "bram", "cas", "daan"))
# A Tuesday at four in the morning in Amsterdam; the next moment at which people may be written to is at eight.
BACK = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
EIGHT = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
GONE = BACK - timedelta(days=3)


@pytest.fixture
async def silent(storage: Storage) -> Storage:
    """Nobody was there for three days; Anna and Cas were active, Cas without Telegram, and Daan has left."""
    await found(storage, ANNA, BRAM, CAS, DAAN)
    async with storage.unit() as unit:
        for number, who in enumerate((ANNA, BRAM, DAAN)):
            await unit.people.link(str(number), who.id, GONE)
        for who, days in ((ANNA, 89), (BRAM, 91), (CAS, 1), (DAAN, 1)):
            await unit.audit.note("antwoord", at=GONE - timedelta(days=days), wie=who.id, kanaal="tg")
        await unit.people.remove(DAAN.id, GONE)
        await beat(unit, GONE - timedelta(minutes=1), "older", telegram=True)
        await beat(unit, GONE, "old", telegram=True)
    return storage


async def told(storage: Storage) -> list[Bericht]:
    async with storage.unit() as unit:
        return [each for who in (ANNA, BRAM, CAS, DAAN) for each in await unit.berichten.unread(who.id, EIGHT, 9)]


async def test_whoever_was_active_hears_between_when_messages_may_be_lost(silent: Storage) -> None:
    async with silent.unit() as unit:
        await beat(unit, BACK, "new", telegram=True)
        assert await unit.replicas.last_beat() == BACK
    (bericht,) = await told(silent)
    assert (bericht.aan, bericht.sjabloon, bericht.vanaf) == ("anna", "missed", EIGHT)
    assert bericht.params == {"van": GONE.isoformat(), "tot": BACK.isoformat()}


async def test_several_processes_that_start_say_it_once(silent: Storage) -> None:
    async def start(name: str, after: float) -> None:
        async with silent.unit() as unit:
            await beat(unit, BACK + timedelta(seconds=after), name, telegram=True)

    await asyncio.gather(*(start(f"p{number}", number) for number in range(3)))
    await start("late", 90)
    assert len(await told(silent)) == 1


@pytest.mark.parametrize(("silence", "telegram"), [(timedelta(hours=24), True), (timedelta(days=3), False)])
async def test_after_a_day_or_without_telegram_nothing_is_lost(
    silence: timedelta, telegram: bool, silent: Storage
) -> None:
    async with silent.unit() as unit:
        await beat(unit, GONE + silence, "new", telegram=telegram)
    assert await told(silent) == []


async def test_the_first_start_ever_tells_nobody(storage: Storage) -> None:
    await found(storage, ANNA)
    async with storage.unit() as unit:
        await beat(unit, BACK, "first", telegram=True)
    assert await told(storage) == []


async def test_a_clock_that_was_set_back_tells_nobody(silent: Storage) -> None:
    async with silent.unit() as unit:
        await beat(unit, GONE - timedelta(days=5), "old", telegram=True)
        assert await unit.replicas.last_beat() == GONE - timedelta(minutes=1)
    assert await told(silent) == []


async def test_processes_go_by_the_clock_they_share(storage: Storage) -> None:
    """Five minutes fast or slow makes no difference on PostgreSQL; SQLite has one process, with its own clock."""
    fast = Clock(lambda: datetime.now(UTC) + timedelta(minutes=5))
    async with storage.unit() as unit:
        here, there = await own(fast)(unit), await shared(fast)(unit)
    on_sqlite = unit.connection.dialect.name == "sqlite"
    assert abs(here - there - (timedelta(0) if on_sqlite else timedelta(minutes=5))) < timedelta(minutes=1)
    assert there.tzinfo is not None


async def test_what_a_process_shares_survives_it(database_url: str) -> None:
    for number in range(2):
        async with opened(database_url) as storage, storage.unit() as unit:
            assert await unit.replicas.last_beat() == (BACK if number else None)
            await unit.replicas.beat("a", BACK)


class CountedSender:
    """Hears how many processes there are."""

    way = Way.MAIL

    def __init__(self) -> None:
        self.living = 0

    def share(self, living: int) -> None:
        self.living = living


async def test_processes_know_how_many_they_are(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "EVERY_SECONDS", 0.02)
    sender, clock = CountedSender(), own(Clock())
    alone = 1 if not storage.shared else 2
    async with storage.unit() as unit:
        await beat(unit, datetime.now(UTC) - timedelta(minutes=2), "killed a while ago", telegram=False)
        await beat(unit, datetime.now(UTC), "other", telegram=False)
    beating = asyncio.create_task(keep_beating(Supervisor(), storage, clock, "this", [cast("MessageSender", sender)]))
    await until(lambda: sender.living == alone, "both of them")
    await leave(storage, clock, "other")
    await until(lambda: sender.living == 1, "this one")
    async with storage.look() as unit:
        last = await unit.replicas.last_beat()
    assert last is not None
    assert datetime.now(UTC) - last < timedelta(minutes=1), "and that somebody was there is still known"
    beating.cancel()
