"""A client who moves to another code: each day keeps its own, in reports and at measurements."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from support.builders import NOW, functionaris, meetmoment, meting
from support.storage import found

from flows.reports.movement import movement
from storage.clients.verhuizingen import Verhuizing
from storage.errors import StorageError
from storage.reports import Eenheid, Soort
from storage.tables import MEETMOMENT, VERHUIZING
from storage.unit import Storage, Unit

KM = functionaris("km1")
MOVED, TODAY, DAY = date(2026, 6, 15), date(2026, 11, 20), timedelta(days=1)
LONG_AGO = NOW - timedelta(days=700)


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    """Two clients in 0417, measured in May and in October; one of them moved to 0406 in between."""
    await found(storage, KM)
    async with storage.unit() as unit:
        for code in ("K-1", "K-2"):
            await unit.clients.add(code, "0417", KM, date(2025, 1, 1), LONG_AGO, int(code[-1]))
        for number, day in enumerate((date(2026, 5, 1), date(2026, 10, 1))):
            for code in ("K-1", "K-2"):
                if number:
                    await move(unit, code)
                taken = meting(3 + number, datum=day)
                await unit.meetmomenten.register(
                    meetmoment(f"m{number}-{code}", client=code, meting=taken, geregistreerd=NOW), "nl", TODAY
                )
    return storage


async def move(unit: Unit, code: str) -> None:
    if code == "K-1":
        await unit.verhuizingen.add([Verhuizing(code, "0417", "0406", MOVED)], KM.id, NOW)


async def counted(unit: Unit, soort: Soort, code: str, day: date) -> int:
    return sum(group.n for group in await unit.reports.caseload(Eenheid(soort, code), day, TODAY))


@pytest.mark.wens("RE13", "RE16")
async def test_a_report_takes_the_code_of_its_day_or_that_of_now(ready: Storage) -> None:
    async with ready.look() as unit:
        for day, laren, huizen in ((MOVED - DAY, 2, 0), (MOVED, 1, 1), (TODAY, 1, 1)):
            assert await counted(unit, Soort.GEMEENTE, "0417", day) == laren
            assert await counted(unit, Soort.GEMEENTE, "0406", day) == huizen
            assert await counted(unit, Soort.GEMEENTE_NU, "0406", day) == 1


async def test_whoever_moved_left_one_gemeente_and_came_into_the_other(ready: Storage) -> None:
    async with ready.look() as unit:
        van, tot = date(2026, 5, 31), date(2026, 10, 31)
        for code, handed in (("0417", 1), ("0406", 0)):
            ways = await unit.reports.movement(Eenheid(Soort.GEMEENTE, code), van, tot)
            assert sum(each.n for each in ways if each.toen and not each.nu) == handed
            assert movement(ways).gestegen == 1 if code == "0417" else True


async def test_a_meetmoment_has_the_code_of_its_day(ready: Storage) -> None:
    async with ready.unit() as unit:
        late = meetmoment("late", client="K-1", meting=meting(2, datum=date(2026, 6, 1)), geregistreerd=NOW)
        await unit.meetmomenten.register(late, "nl", TODAY)
        rows = (await unit.connection.execute(MEETMOMENT.select().where(MEETMOMENT.c.client == "K-1"))).all()
        assert {row.id: row.gemeentecode for row in rows} == {"m0-K-1": "0417", "m1-K-1": "0406", "late": "0417"}


async def test_a_wrong_move_is_put_right_by_another_on_the_same_day(ready: Storage) -> None:
    async with ready.unit() as unit:
        await unit.verhuizingen.add([Verhuizing("K-1", "0406", "0376", MOVED)], KM.id, NOW)
        assert [(each.oud, each.nieuw) for each in await unit.verhuizingen.of("K-1")] == [
            ("0417", "0406"),
            ("0406", "0376"),
        ]
        assert await unit.verhuizingen.code_of("K-1") == "0376"
        for code, before, after in (("0417", 2, 1), ("0406", 0, 0), ("0376", 0, 1)):
            assert await counted(unit, Soort.GEMEENTE, code, MOVED - DAY) == before
            assert await counted(unit, Soort.GEMEENTE, code, MOVED) == after


async def test_a_move_is_never_changed(ready: Storage) -> None:
    with pytest.raises(StorageError):
        async with ready.unit() as unit:
            await unit.connection.execute(VERHUIZING.delete())
