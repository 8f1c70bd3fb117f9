"""The outbox: each bericht once per key, one at a time per receiver, held by one sender, given up after 72 hours."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest
from support.builders import NOW, functionaris
from support.storage import Databases, found, opened

from storage.outbox.berichten import LEASE, Bericht, BerichtStatus, pause_after, waited
from storage.unit import Storage

ANNA, BRAM = functionaris("anna"), functionaris("bram")
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, ANNA, BRAM)
    return storage


async def post(storage: Storage, sleutel: str, aan: str = "anna", **others: Any) -> bool:
    given: dict[str, Any] = {"vanaf": NOW, "at": NOW} | others
    async with storage.unit() as unit:
        return await unit.berichten.post(sleutel, aan, "missed", {"van": "x", "rows": [["K-1", 2]]}, **given)


async def claim(storage: Storage, owner: str = "a", now: datetime = NOW, most: int = 10) -> tuple[Bericht, ...]:
    async with storage.unit() as unit:
        return await unit.berichten.claim(owner, now, most)


async def settle(
    storage: Storage, bericht: Bericht, owner: str = "a", status: BerichtStatus = BerichtStatus.VERZONDEN
) -> bool:
    async with storage.unit() as unit:
        return await unit.berichten.settle(bericht.id, owner, status, NOW)


def keys(found: tuple[Bericht, ...]) -> list[str]:
    return [bericht.sleutel for bericht in found]


async def test_a_key_is_posted_once_whatever_became_of_it(ready: Storage) -> None:
    assert await post(ready, "digest:anna:1")
    assert not await post(ready, "digest:anna:1")
    (bericht,) = await claim(ready)
    assert bericht.params == {"van": "x", "rows": [["K-1", 2]]}
    assert await settle(ready, bericht)
    assert not await post(ready, "digest:anna:1", "bram")
    assert await claim(ready) == ()


async def test_what_was_rolled_back_was_never_posted(ready: Storage) -> None:
    with pytest.raises(RuntimeError):
        async with ready.unit() as unit:
            await unit.berichten.post("k", "anna", "missed", {}, vanaf=NOW, at=NOW)
            raise RuntimeError
    assert await claim(ready) == ()


async def test_one_at_a_time_per_receiver_by_priority_and_then_by_age(ready: Storage) -> None:
    await post(ready, "reminder", prioriteit=9, vanaf=NOW - timedelta(days=1))
    await post(ready, "second", vanaf=NOW)
    await post(ready, "first", vanaf=NOW - timedelta(hours=1))
    await post(ready, "bram", "bram", prioriteit=9)
    for expected in (["first", "bram"], ["second"], ["reminder"], []):
        claimed = await claim(ready)
        assert keys(claimed) == expected
        assert await claim(ready, "b") == (), "while one is under way the next one waits"
        for bericht in claimed:
            assert await settle(ready, bericht)


async def test_what_is_due_later_keeps_nobody_waiting(ready: Storage) -> None:
    await post(ready, "next year", prioriteit=0, vanaf=NOW + timedelta(days=365))
    await post(ready, "now")
    async with ready.look() as unit:
        assert await unit.berichten.due(NOW)
        assert not await unit.berichten.due(NOW - timedelta(seconds=1))
    assert keys(await claim(ready)) == ["now"]
    assert keys(await claim(ready, now=NOW + timedelta(days=366))) == ["next year"]


async def test_what_is_tried_again_later_keeps_nobody_waiting(ready: Storage) -> None:
    await post(ready, "first")
    await post(ready, "second")
    (first,) = await claim(ready)
    async with ready.unit() as unit:
        assert await unit.berichten.retry(first, "a", NOW, "NetworkError") is BerichtStatus.OPEN
    assert keys(await claim(ready)) == ["second"]
    assert keys(await claim(ready, now=NOW + LEASE)) == ["first"]


async def test_no_more_are_taken_than_were_asked_for(ready: Storage) -> None:
    for number in range(5):
        await post(ready, f"k{number}", "anna" if number % 2 else "bram")
    assert len(await claim(ready, most=1)) == 1
    assert len(await claim(ready, "b")) == 1


async def test_a_lease_that_ended_lets_somebody_else_go_on(ready: Storage) -> None:
    await post(ready, "k")
    (bericht,) = await claim(ready, "dead")
    assert await claim(ready, "b", NOW + LEASE - timedelta(seconds=1)) == ()
    (again,) = await claim(ready, "b", NOW + LEASE)
    assert again.id == bericht.id
    assert not await settle(ready, bericht, "dead"), "who came back too late has no say any more"
    async with ready.unit() as unit:
        await unit.berichten.release(bericht.id, "dead")
        await unit.berichten.retry(bericht, "dead", NOW, "late")
    assert await claim(ready, "c", NOW + LEASE) == ()
    assert await settle(ready, bericht, "b")


async def test_what_is_given_back_is_taken_at_once(ready: Storage) -> None:
    await post(ready, "k")
    for until, taken in ((None, 1), (LATER, 0)):
        (bericht,) = await claim(ready)
        async with ready.unit() as unit:
            await unit.berichten.release(bericht.id, "a", until)
        async with ready.look() as unit:
            assert await unit.berichten.due(NOW) == bool(taken)
    assert bericht.pogingen == 0
    assert keys(await claim(ready, now=LATER)) == ["k"]


async def test_trying_goes_on_for_72_hours_of_trying(ready: Storage) -> None:
    assert [pause_after(n).total_seconds() for n in (1, 2, 3, 10, 11, 1000)] == [1, 2, 4, 512, 600, 600]
    last = next(tries for tries in range(1, 1000) if waited(tries + 1) >= timedelta(hours=72))
    await post(ready, "k")
    (bericht,) = await claim(ready)
    async with ready.unit() as unit:
        before = Bericht(**{name: getattr(bericht, name) for name in Bericht.__slots__} | {"pogingen": last - 1})
        assert await unit.berichten.retry(before, "a", NOW, "NetworkError") is BerichtStatus.OPEN
    (bericht,) = await claim(ready, now=NOW + timedelta(minutes=10))
    assert bericht.pogingen == last
    async with ready.unit() as unit:
        assert await unit.berichten.retry(bericht, "a", NOW, "TimedOut") is BerichtStatus.DOOD
        (dead,) = await unit.berichten.dead()
    assert (dead.status, dead.fout) == (BerichtStatus.DOOD, "TimedOut")


async def test_a_dead_letter_is_tried_again_from_the_beginning(ready: Storage) -> None:
    await post(ready, "k")
    (bericht,) = await claim(ready)
    await settle(ready, bericht, status=BerichtStatus.DOOD)
    async with ready.unit() as unit:
        assert keys(await unit.berichten.dead()) == ["k"]
        assert await unit.berichten.revive(bericht.id)
        assert not await unit.berichten.revive(bericht.id)
        assert await unit.berichten.dead() == ()
    assert keys(await claim(ready)) == ["k"]


async def test_what_was_not_told_yet_can_be_withdrawn(ready: Storage) -> None:
    for sleutel in ("nudge:d1", "nudge:d1:2", "nudge:d10", "nudge_d1:x"):
        await post(ready, sleutel)
    async with ready.unit() as unit:
        assert await unit.berichten.cancel("nudge:d1") == 2
        assert await unit.berichten.cancel("nudge:d1") == 0
        assert keys(await unit.berichten.unread("anna", NOW, 9)) == ["nudge_d1:x", "nudge:d10"]


async def test_the_reader_finds_what_is_due_valid_and_not_put_away(ready: Storage) -> None:
    await post(ready, "old", vanaf=NOW - timedelta(days=2))
    await post(ready, "new")
    await post(ready, "over", geldig_tot=NOW)
    await post(ready, "tomorrow", vanaf=LATER)
    await post(ready, "refused", vanaf=NOW - timedelta(days=3))
    await post(ready, "bram", "bram")
    (refused, _) = await claim(ready)
    await settle(ready, refused, status=BerichtStatus.DOOD)
    async with ready.unit() as unit:
        new, old, dead = await unit.berichten.unread("anna", NOW, 9)
        assert keys((new, old, dead)) == ["new", "old", "refused"]
        assert len(await unit.berichten.unread("anna", NOW, 1)) == 1
        assert not await unit.berichten.put_away(new.id, "bram", NOW)
        assert await unit.berichten.put_away(new.id, "anna", NOW)
        assert not await unit.berichten.put_away(new.id, "anna", NOW)
        assert keys(await unit.berichten.unread("anna", NOW, 9)) == ["old", "refused"]


async def test_only_what_is_settled_is_forgotten(ready: Storage) -> None:
    for sleutel in ("told", "open"):
        await post(ready, sleutel)
    (told,) = await claim(ready)
    await settle(ready, told)
    async with ready.unit() as unit:
        await unit.berichten.forget_before(NOW)
        assert len(await unit.berichten.unread("anna", NOW, 9)) == 2
        await unit.berichten.forget_before(LATER)
        assert keys(await unit.berichten.unread("anna", NOW, 9)) == ["open"]


async def test_many_senders_at_once_take_each_bericht_once_and_in_order(databases: Databases) -> None:
    async with opened(url := await databases.clean()) as first, opened(url) as second:
        people = [functionaris(f"p{number}") for number in range(6)]
        await found(first, *people)
        for number in range(30):
            await post(first, f"{number:02}", f"p{number % 6}", vanaf=NOW + timedelta(seconds=number))
        told: list[Bericht] = []

        async def send(storage: Storage, owner: str) -> None:
            while len(told) < 30:
                for bericht in await claim(storage, owner, LATER, 4):
                    assert await settle(storage, bericht, owner)
                    told.append(bericht)

        await asyncio.gather(*(send(storage, f"s{n}") for n, storage in enumerate((first, second) * 2)))
        assert sorted(keys(tuple(told))) == [f"{number:02}" for number in range(30)]
        for who in people:
            mine = [bericht.sleutel for bericht in told if bericht.aan == who.id]
            assert mine == sorted(mine)


async def test_a_claim_costs_the_same_however_many_wait(sqlite_databases: Databases) -> None:
    """Counted in steps of SQLite, which works on the thread that also answers taps."""
    steps: dict[int, int] = {}
    for waiting in (100, 2_000):
        async with opened(await sqlite_databases.clean()) as storage:
            await found(storage, *(functionaris(f"p{number}") for number in range(waiting)))
            async with storage.unit() as unit:
                for number in range(waiting):
                    await unit.berichten.post(f"{number}", f"p{number}", "missed", {}, vanaf=NOW, at=NOW)
                driver: Any = (await unit.connection.get_raw_connection()).driver_connection
                counted: list[int] = []
                driver.set_progress_handler(lambda counted=counted: counted.append(100), 100)
                assert len(await unit.berichten.claim("a", LATER, 10)) == 10
                driver.set_progress_handler(None, 0)
            steps[waiting] = sum(counted)
    assert 0 < steps[2_000] < 2 * steps[100]
