"""When clients are due: kept with their position, moved by who measures them, found by the sweep."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from support.builders import NOW, TODAY, meetmoment, meting
from support.storage import client, found

from flows.ladder import Groei
from flows.planning import Termijn
from storage.termijnen import Due
from storage.unit import Storage

ANNA = "km1"
LAST, SOON, END = TODAY - timedelta(days=350), TODAY + timedelta(days=1), TODAY + timedelta(days=15)


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage)
    async with storage.unit() as unit:
        await client(unit)
    return storage


async def measure(storage: Storage, number: int, datum: date, gepland: date | None, uiterste: date | None) -> None:
    taken = meting(3 if gepland else 9, Groei.NUL if gepland else None, datum=datum, gepland=gepland, uiterste=uiterste)
    async with storage.unit() as unit:
        await unit.meetmomenten.register(meetmoment(f"m{number}", meting=taken), "nl", TODAY)


async def due(storage: Storage, day: date) -> list[Due]:
    async with storage.look() as unit:
        return list(await unit.termijnen.due(day))


async def test_a_client_is_found_from_the_day_of_the_next_reminder(ready: Storage) -> None:
    await measure(ready, 1, LAST, SOON, END)
    assert await due(ready, TODAY) == []
    assert await due(ready, SOON) == [Due("K-1", ANNA, Termijn(SOON, END), SOON)]


async def test_what_was_said_is_not_found_again(ready: Storage) -> None:
    await measure(ready, 1, LAST, SOON, END)
    async with ready.unit() as unit:
        await unit.termijnen.said([("K-1", END)])
    assert await due(ready, SOON) == []
    assert [each.since for each in await due(ready, END)] == [END]


async def test_a_new_measurement_clears_what_it_answers_and_closing_a_client_ends_it(ready: Storage) -> None:
    await measure(ready, 1, LAST, SOON, END)
    await measure(ready, 2, TODAY, TODAY + timedelta(days=180), TODAY + timedelta(days=365))
    assert await due(ready, END) == []
    await measure(ready, 3, TODAY + timedelta(days=1), None, None)
    assert await due(ready, TODAY + timedelta(days=900)) == []
    async with ready.look() as unit:
        assert await unit.termijnen.get("K-1") is None


async def test_another_plan_holds_for_this_meetmoment_only(ready: Storage) -> None:
    await measure(ready, 1, LAST, SOON, END)
    later = TODAY + timedelta(days=10)
    async with ready.unit() as unit:
        await unit.termijnen.plan("K-1", later, None, ANNA, NOW, TODAY)
        assert await unit.termijnen.get("K-1") == Termijn(later, END)
        await unit.meetmomenten.refresh("K-1", TODAY)
        assert await unit.termijnen.get("K-1") == Termijn(later, END)
    await measure(ready, 2, TODAY, TODAY + timedelta(days=90), TODAY + timedelta(days=365))
    async with ready.look() as unit:
        assert await unit.termijnen.get("K-1") == Termijn(TODAY + timedelta(days=90), TODAY + timedelta(days=365))


async def test_nothing_is_said_while_it_dozes(ready: Storage) -> None:
    await measure(ready, 1, LAST, SOON, END)
    until = SOON + timedelta(days=5)
    async with ready.unit() as unit:
        await unit.termijnen.doze("K-1", until, SOON)
    assert await due(ready, until - timedelta(days=1)) == []
    assert [each.termijn.sluimert_tot for each in await due(ready, until)] == [until]
