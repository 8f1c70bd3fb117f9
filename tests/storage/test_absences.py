"""An absence holds from its first day to its last, for the substitute too, and withdrawn it was never there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from support.builders import NOW, TODAY, dialogue, functionaris
from support.storage import client, found

from flows.absence import Afwezigheid
from flows.people import Functionaris, Rol
from storage.unit import Storage, Unit

DAY = timedelta(days=1)
ANNA, BRAM, CARLA = functionaris("anna"), functionaris("bram"), functionaris("carla", team="t2")
LEIDER = functionaris("leider", Rol.TEAMLEIDER)
EVERYONE = (ANNA, BRAM, CARLA, LEIDER)
AWAY = Afwezigheid("a1", "anna", "bram", TODAY + DAY, TODAY + 3 * DAY)
DAYS = [TODAY + number * DAY for number in range(5)]


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, *EVERYONE)
    async with storage.unit() as unit:
        await client(unit, "K-1", ANNA)
        await client(unit, "K-2", BRAM)
        await unit.absences.add(AWAY, "anna", NOW)
    return storage


async def sees(unit: Unit, who: Functionaris, code: str = "K-1") -> list[bool]:
    return [await unit.clients.get(code, who, day) is not None for day in DAYS]


async def clients_of(unit: Unit, who: Functionaris, days: Sequence[date] = DAYS) -> list[int]:
    return [(await unit.clients.page(who, day, 0))[1] for day in days]


async def test_a_substitute_sees_and_counts_the_clients_on_the_days_of_the_absence_only(ready: Storage) -> None:
    async with ready.look() as unit:
        assert await sees(unit, BRAM) == [False, True, True, False, False]
        assert await sees(unit, ANNA) == [True] * 5
        assert await sees(unit, CARLA) == [False] * 5
        assert await clients_of(unit, BRAM) == [1, 2, 2, 1, 1]
        assert await clients_of(unit, ANNA) == [1] * 5
        assert await sees(unit, ANNA, "K-2") == [False] * 5


async def test_a_substitute_takes_up_a_measurement_and_loses_it_with_the_leave(ready: Storage) -> None:
    """The one statement of every tap goes by it too."""
    async with ready.unit() as unit:
        await unit.people.link("111", "bram", NOW)
        await unit.dialogues.open(dialogue("d1", functionaris="bram"), NOW)
        chat = await unit.chats.open("tg", "111", BRAM, "nl", "home")
        await unit.connection.exec_driver_sql("UPDATE chat SET dialogue = 'd1'")
        shown = [await unit.chats.present("tg", "111", NOW, day) for day in DAYS]
    assert chat.id
    assert [each is not None and each.dialogue is not None for each in shown] == [False, True, True, False, False]


async def test_an_absence_that_has_not_begun_is_withdrawn(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert await unit.absences.end(AWAY, TODAY, NOW)
        assert not await unit.absences.end(AWAY, TODAY, NOW)
        assert await sees(unit, BRAM) == [False] * 5
        assert await unit.absences.get("a1") is None
        assert await unit.absences.over(TODAY) == ()


async def test_an_absence_that_has_begun_ends_today_and_stays_in_the_past(ready: Storage) -> None:
    today = TODAY + 2 * DAY
    async with ready.unit() as unit:
        assert await unit.absences.end(AWAY, today, NOW)
        assert await sees(unit, BRAM) == [False, True, False, False, False]
        absence = await unit.absences.get("a1")
        assert absence is not None
        assert (absence.van, absence.tot, absence.last) == (AWAY.van, today, TODAY + DAY)
        assert not await unit.absences.end(absence, today, NOW)


async def test_an_absence_that_is_over_cannot_be_ended(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert not await unit.absences.end(AWAY, AWAY.tot, NOW)


async def test_leaves_are_found_by_day_and_by_substitute(ready: Storage) -> None:
    other = Afwezigheid("a2", "carla", "bram", TODAY, TODAY + 2 * DAY)
    async with ready.unit() as unit:
        await unit.absences.hold("carla", "bram")
        await unit.absences.add(other, "leider", NOW)
        assert await unit.absences.over(TODAY) == (other, AWAY)
        assert await unit.absences.over(TODAY, TODAY + DAY) == (other,)
        assert await unit.absences.over(TODAY + 2 * DAY) == (AWAY,)
        assert await unit.absences.substituting("bram", TODAY + DAY) == (other, AWAY)
        assert await unit.absences.substituting("bram", TODAY + 3 * DAY) == ()
        assert await unit.absences.get("a2") == other
