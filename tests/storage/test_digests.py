"""The bundled reminders in the outbox: one a day per person, added to until it is sent."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from support.builders import NOW, TODAY, functionaris, meetmoment, meting
from support.storage import client, found

from storage.outbox.berichten import Bericht, BerichtStatus
from storage.outbox.digests import OWN, TEAM, Digest, lines_of
from storage.tables import BERICHT
from storage.unit import Storage, Unit

ANNA, BRAM = functionaris("anna"), functionaris("bram")
MIDNIGHT = datetime(2026, 11, 19, 23, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, ANNA, BRAM)
    return storage


async def write(unit: Unit, *digests: Digest, day: date = TODAY, now: datetime = NOW) -> None:
    await unit.digests.write([(digest, now) for digest in digests], day, now)


async def today(unit: Unit, now: datetime = NOW, days: int = 0) -> tuple[dict[str, Digest], set[str]]:
    return await unit.digests.today(["anna", "bram"], TODAY + days * DAY, MIDNIGHT + days * DAY, now)


async def claimed(unit: Unit, now: datetime = NOW) -> Bericht:
    (bericht,) = await unit.berichten.claim("sender", now, 10)
    return bericht


def digest(**lines: int) -> Digest:
    made = Digest("anna")
    for code, days in lines.items():
        made.add(f"K-{code}", TODAY + days * DAY, own=True)
    return made


async def test_what_is_unsent_is_added_to_and_the_earlier_day_of_a_client_is_kept(ready: Storage) -> None:
    async with ready.unit() as unit:
        await write(unit, digest(A=0, B=0))
        unsent, told = await today(unit)
        assert (list(unsent), told) == (["anna"], set())
        unsent["anna"].add("K-A", TODAY + DAY, own=True)
        unsent["anna"].add("K-C", TODAY, own=False)
        await write(unit, unsent["anna"], now=NOW + timedelta(minutes=5))
        bericht = await claimed(unit)
    assert (bericht.sleutel, bericht.vanaf, bericht.prioriteit) == (f"digest:anna:{TODAY}", NOW, 9)
    assert lines_of(bericht.params, OWN) == {"K-A": TODAY, "K-B": TODAY}
    assert lines_of(bericht.params, TEAM) == {"K-C": TODAY}


async def test_nobody_is_told_twice_on_a_day(ready: Storage) -> None:
    async with ready.unit() as unit:
        await write(unit, digest(A=0))
        bericht = await claimed(unit)
        assert await today(unit) == ({}, {"anna"}), "it is being sent right now"
        later = NOW + timedelta(minutes=2)
        assert (await today(unit, later))[1] == set(), "the sender died"
        await unit.berichten.settle(bericht.id, "sender", BerichtStatus.VERZONDEN, NOW)
        assert await today(unit, later) == ({}, {"anna"})
        assert await today(unit, NOW + DAY, 1) == ({}, set())


async def test_a_digest_of_which_nothing_was_left_is_the_one_of_that_day(ready: Storage) -> None:
    async with ready.unit() as unit:
        await write(unit, digest(A=0))
        await unit.berichten.settle((await claimed(unit)).id, "sender", BerichtStatus.VERVALLEN, NOW)
        assert await today(unit) == ({}, {"anna"})
        assert await today(unit, NOW + DAY, 1) == ({}, set())


async def test_what_was_left_over_is_told_on_the_day_it_is_sent(ready: Storage) -> None:
    async with ready.unit() as unit:
        await write(unit, digest(A=0))
        assert await unit.digests.left_over(MIDNIGHT) == ()
        assert await unit.digests.left_over(MIDNIGHT + DAY) == ("anna",)
        unsent, _ = await today(unit, NOW + DAY, 1)
        assert unsent["anna"].vanaf is None, "it gets a new moment"
        await write(unit, unsent["anna"], day=TODAY + DAY, now=NOW + DAY)
        assert await unit.digests.left_over(MIDNIGHT + DAY) == ()
        assert await unit.berichten.claim("sender", NOW, 10) == ()
        bericht = await claimed(unit, NOW + DAY)
        assert bericht.sleutel == f"digest:anna:{TODAY + DAY}"
        await unit.berichten.settle(bericht.id, "sender", BerichtStatus.VERZONDEN, NOW + DAY)
        assert await today(unit, NOW + DAY, 1) == ({}, {"anna"})


async def test_a_new_digest_takes_the_place_of_those_that_were_read_or_not(ready: Storage) -> None:
    async with ready.unit() as unit:
        for number in range(3):
            at = NOW + number * DAY
            await write(unit, digest(A=number), Digest("bram"), day=TODAY + number * DAY, now=at)
            for bericht in await unit.berichten.claim("sender", at, 10):
                await unit.berichten.settle(bericht.id, "sender", BerichtStatus.VERZONDEN, at)
            (seen,) = await unit.berichten.unread("anna", at, 20)
            assert lines_of(seen.params, OWN) == {"K-A": TODAY + number * DAY}


async def test_after_a_clock_was_set_back_nobody_is_told_twice_on_the_day_it_had_shown(ready: Storage) -> None:
    async with ready.unit() as unit:
        await write(unit, digest(A=0), day=TODAY + 7 * DAY, now=NOW + 7 * DAY)
        await unit.berichten.settle((await claimed(unit, NOW + 7 * DAY)).id, "sender", BerichtStatus.VERZONDEN, NOW)
        await write(unit, digest(B=0), now=NOW + DAY, day=TODAY + DAY)
        assert await today(unit, NOW + 7 * DAY, 7) == ({}, {"anna"})


@pytest.mark.parametrize("params", [{}, {"own": 3, "team": []}, {"own": [["K-A", "x"]], "team": []}, [], [None]])
async def test_a_digest_that_cannot_be_read_is_left_to_the_sender(params: Any, ready: Storage) -> None:
    async with ready.unit() as unit:
        key = f"digest:anna:{TODAY}"
        await unit.berichten.post(key, "anna", "digest", {}, vanaf=NOW, at=NOW)
        await unit.connection.execute(BERICHT.update().values(params=params))
        assert await today(unit) == ({}, {"anna"})
        await unit.digests.take_back("anna")


async def test_what_somebody_who_left_was_not_told_is_said_to_who_takes_over(ready: Storage) -> None:
    async with ready.unit() as unit:
        for code in ("K-A", "K-B"):
            await client(unit, code, ANNA)
            taken = meting(3, datum=TODAY - 350 * DAY, gepland=TODAY, uiterste=TODAY + 100 * DAY)
            await unit.meetmomenten.register(
                meetmoment(f"m{code}", client=code, door="anna", meting=taken), "nl", TODAY
            )
        rows = await unit.termijnen.due(TODAY, 10)
        made = Digest("anna", {"K-A": TODAY}, {"K-B": TODAY})
        await write(unit, made)
        await unit.termijnen.said([(row.client, TODAY + 70 * DAY) for row in rows])
        assert await unit.termijnen.due(TODAY, 10) == []
        await unit.people.remove("anna", NOW)
        assert {row.client for row in await unit.termijnen.due(TODAY, 10)} == {"K-A", "K-B"}
        assert await unit.berichten.claim("sender", NOW, 10) == ()
