"""When clients are due: kept with their position, moved by who measures them, found by the sweep."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from support.builders import NOW, TODAY, meetmoment, meting
from support.storage import client, found

from flows.ladder import Groei
from flows.meetmoment import Actie, Status
from flows.planning import Termijn
from storage.planning.termijnen import Due
from storage.unit import Storage

ANNA = "km1"
HOUR = timedelta(hours=1)
LAST, SOON, END = TODAY - timedelta(days=350), TODAY + timedelta(days=1), TODAY + timedelta(days=15)
LATER = TODAY + timedelta(days=10)


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage)
    async with storage.unit() as unit:
        await client(unit)
    return storage


async def measure(
    storage: Storage, number: int, datum: date, gepland: date | None, uiterste: date | None, **version: Any
) -> None:
    taken = meting(3 if gepland else 9, Groei.NUL if gepland else None, datum=datum, gepland=gepland, uiterste=uiterste)
    async with storage.unit() as unit:
        await unit.meetmomenten.register(meetmoment(f"m{number}", meting=taken, **version), "nl", TODAY)


async def correct(storage: Storage, gepland: date, uiterste: date, *, after: timedelta) -> None:
    """A correction of the first meetmoment."""
    again = {"versie": 2, "actie": Actie.CORRECTIE, "reden": "anders", "geregistreerd": NOW + after}
    await measure(storage, 1, LAST, gepland, uiterste, **again)


async def termijn(storage: Storage) -> Termijn | None:
    async with storage.look() as unit:
        return await unit.termijnen.get("K-1")


async def due(storage: Storage, day: date) -> list[Due]:
    async with storage.look() as unit:
        found = list(await unit.termijnen.due(day, 10))
        assert await unit.termijnen.anything_due(day) == bool(found)
        return found


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
    async with ready.unit() as unit:
        await unit.termijnen.plan("K-1", LATER, None, ANNA, NOW, TODAY)
        assert await unit.termijnen.get("K-1") == Termijn(LATER, END)
        await unit.meetmomenten.refresh("K-1", TODAY)
        assert await unit.termijnen.get("K-1") == Termijn(LATER, END)
    await measure(ready, 2, TODAY, TODAY + timedelta(days=90), TODAY + timedelta(days=365))
    async with ready.look() as unit:
        assert await unit.termijnen.get("K-1") == Termijn(TODAY + timedelta(days=90), TODAY + timedelta(days=365))


async def test_a_correction_that_leaves_the_dates_alone_tells_nobody_again(ready: Storage) -> None:
    await measure(ready, 1, LAST, LAST, TODAY - HOUR * 48)
    async with ready.unit() as unit:
        await unit.termijnen.said([("K-1", END)])
        await unit.termijnen.doze("K-1", TODAY + timedelta(days=3), TODAY)
    (before,) = await due(ready, END)
    await correct(ready, LAST, TODAY - HOUR * 48, after=HOUR)
    assert await due(ready, END) == [before]
    await correct_again(ready)
    (told_anew,) = await due(ready, TODAY)
    assert told_anew.termijn == Termijn(LAST, TODAY - timedelta(days=1)), "with another date it begins anew, awake"


async def correct_again(storage: Storage) -> None:
    again = {"versie": 3, "actie": Actie.CORRECTIE, "reden": "anders", "geregistreerd": NOW + HOUR * 2}
    await measure(storage, 1, LAST, LAST, TODAY - timedelta(days=1), **again)


@pytest.mark.parametrize(
    ("gepland", "uiterste", "after", "expected"),
    [
        pytest.param(SOON, END, HOUR, Termijn(LATER, END), id="dates-left-alone-later"),
        pytest.param(SOON, END, -HOUR, Termijn(LATER, END), id="dates-left-alone-earlier"),
        pytest.param(TODAY, END, HOUR, Termijn(TODAY, END), id="changed-after-the-plan"),
        pytest.param(TODAY, END, -HOUR, Termijn(LATER, END), id="changed-before-the-plan"),
        pytest.param(SOON, SOON, HOUR, Termijn(SOON, SOON), id="a-plan-against-another-ultimate-date"),
    ],
)
async def test_of_a_plan_and_a_correction_of_the_dates_the_later_one_holds(
    ready: Storage, gepland: date, uiterste: date, after: timedelta, expected: Termijn
) -> None:
    await measure(ready, 1, LAST, SOON, END, geregistreerd=NOW - HOUR * 24)
    if after < timedelta(0):
        await correct(ready, gepland, uiterste, after=after)
    async with ready.unit() as unit:
        await unit.termijnen.plan("K-1", LATER, None, ANNA, NOW, TODAY)
    if after > timedelta(0):
        await correct(ready, gepland, uiterste, after=after)
    assert await termijn(ready) == expected
    async with ready.unit() as unit:
        await unit.meetmomenten.refresh("K-1", TODAY)
    assert await termijn(ready) == expected


async def test_a_correction_that_waits_for_a_check_changes_no_date(ready: Storage) -> None:
    await measure(ready, 1, LAST, SOON, END)
    waiting = {"versie": 2, "actie": Actie.CORRECTIE, "status": Status.TE_CONTROLEREN}
    await measure(ready, 1, LAST, TODAY, TODAY, **waiting)
    assert await termijn(ready) == Termijn(SOON, END)


async def test_a_client_who_was_closed_is_neither_planned_nor_silenced(ready: Storage) -> None:
    await measure(ready, 1, LAST, None, None)
    async with ready.unit() as unit:
        await unit.termijnen.doze("K-1", END, TODAY)
        await unit.termijnen.wake("K-1", TODAY)
        await unit.termijnen.plan("K-2", END, None, ANNA, NOW, TODAY)
    assert await due(ready, TODAY + timedelta(days=900)) == []


async def test_who_is_woken_is_spoken_of_at_the_next_stage(ready: Storage) -> None:
    await measure(ready, 1, LAST, SOON, END)
    async with ready.unit() as unit:
        await unit.termijnen.doze("K-1", SOON + timedelta(days=5), SOON)
        await unit.termijnen.wake("K-1", SOON)
        assert await unit.termijnen.get("K-1") == Termijn(SOON, END)
    week_before = END - timedelta(days=7)
    assert await due(ready, week_before - timedelta(days=1)) == []
    assert [each.since for each in await due(ready, week_before)] == [week_before]


async def test_what_nobody_heard_is_said_again_but_never_later(ready: Storage) -> None:
    await measure(ready, 1, LAST, SOON, END)
    async with ready.unit() as unit:
        await unit.termijnen.said([("K-1", END)])
        await unit.termijnen.unsaid([("K-1", SOON), ("K-1", END + HOUR * 24), ("K-9", SOON)])
    assert [each.since for each in await due(ready, SOON)] == [SOON]


async def test_the_due_come_in_pages_and_each_of_them_once(ready: Storage) -> None:
    async with ready.unit() as unit:
        for number in range(2, 9):
            await client(unit, f"K-{number}")
            taken = meting(3, datum=LAST, gepland=SOON - timedelta(days=number % 3), uiterste=END)
            await unit.meetmomenten.register(meetmoment(f"m{number}", client=f"K-{number}", meting=taken), "nl", TODAY)
    seen: list[Due] = []
    async with ready.unit() as unit:
        while page := await unit.termijnen.due(SOON, 3, seen[-1] if seen else None):
            assert len(page) <= 3
            seen += page
    assert seen == sorted(seen, key=lambda each: (each.since, each.client))
    assert len({each.client for each in seen}) == len(seen) == 7


async def test_nothing_is_said_while_it_dozes(ready: Storage) -> None:
    await measure(ready, 1, LAST, SOON, END)
    until = SOON + timedelta(days=5)
    async with ready.unit() as unit:
        await unit.termijnen.doze("K-1", until, SOON)
    assert await due(ready, until - timedelta(days=1)) == []
    assert [each.termijn.sluimert_tot for each in await due(ready, until)] == [until]
