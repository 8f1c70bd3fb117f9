"""Who has to be measured, by whom: counted and listed as the reminders say it, for nobody else."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from support.builders import NOW, TODAY, functionaris, meetmoment, meting
from support.storage import LONG_AGO, client, found

from flows.agenda import Wishes
from flows.people import Functionaris, Rol
from flows.planning import Termijn
from flows.reminders import stage_on
from storage.tables import AFWEZIGHEID
from storage.unit import Storage, Unit

ANNA, BRAM = functionaris("anna"), functionaris("bram")
TESS = functionaris("tess", Rol.TEAMLEIDER)
ELSEWHERE = functionaris("els", Rol.TEAMLEIDER, "t2")
LAST = TODAY - timedelta(days=400)
DATES = [
    Termijn(TODAY + timedelta(days=planned), TODAY + timedelta(days=ultimate))
    for planned, ultimate in [
        (-20, -14),
        (-20, -13),
        (0, 200),
        (14, 14),
        (14, 200),
        (15, 30),
        (15, 31),
        (5, -5),
        (0, -5),
        (-10, 20),
        (-30, 40),
    ]
]


@pytest.fixture
async def ready(storage: Storage) -> Storage:
    await found(storage, ANNA, BRAM, TESS, ELSEWHERE)
    async with storage.unit() as unit:
        for number, dates in enumerate(DATES):
            await due_client(unit, f"K-{number}", dates)
        await client(unit, "K-NEW", ANNA)
        await due_client(unit, "K-BRAM", DATES[0], BRAM)
    return storage


async def due_client(unit: Unit, code: str, dates: Termijn, who: Functionaris = ANNA) -> None:
    await client(unit, code, who)
    taken = meting(3, datum=LAST, gepland=dates.gepland, uiterste=dates.uiterste)
    await unit.meetmomenten.register(meetmoment(f"m-{code}", client=code, door=who.id, meting=taken), "nl", TODAY)


async def on_leave(unit: Unit, who: str, vervanger: str, van: date, tot: date, *, withdrawn: bool = False) -> None:
    values = {"functionaris": who, "vervanger": vervanger, "van": van, "tot": tot, "door": "tess", "op": NOW}
    ended = NOW if withdrawn else None
    await unit.connection.execute(AFWEZIGHEID.insert(), {"id": f"a-{who}-{van}", "ingetrokken": ended, **values})


async def listed(unit: Unit, who: Functionaris) -> list[str]:
    first, total = await unit.duties.page(who, NOW, TODAY, 0)
    second, _ = await unit.duties.page(who, NOW, TODAY, 1)
    assert len(first) == min(total, 8)
    assert await unit.duties.count(who, NOW, TODAY) == total == len(first) + len(second)
    return [duty.code for duty in (*first, *second)]


def named(dates: Termijn) -> tuple[bool, date]:
    """The date by which a line is known, the overdue ones first: their last day, else the one that is near."""
    last = max(dates.gepland, dates.uiterste)
    if last < TODAY:
        return False, last
    near = dates.gepland <= dates.uiterste <= TODAY + timedelta(days=30)
    return True, dates.uiterste if near and dates.gepland < TODAY else dates.gepland


async def test_who_reached_a_stage_is_listed_and_the_date_on_the_line_gives_the_order(ready: Storage) -> None:
    async with ready.look() as unit:
        codes = await listed(unit, ANNA)
        duties, _ = await unit.duties.page(ANNA, NOW, TODAY, 0)
    reached = [number for number, dates in enumerate(DATES) if stage_on(dates, TODAY) is not None]
    assert codes == [f"K-{number}" for number in sorted(reached, key=lambda number: (named(DATES[number]), number))]
    assert 0 < len(reached) < len(DATES)
    assert (str(duties[0].stand), duties[0].termijn) == ("3", DATES[0])


async def test_the_longest_overdue_comes_first_whenever_it_was_planned(ready: Storage) -> None:
    overdue = {"K-A": (-300, -20), "K-B": (-200, -40), "K-C": (-250, -30), "K-D": (-15, -100)}
    async with ready.unit() as unit:
        for code, (planned, ultimate) in overdue.items():
            dates = Termijn(TODAY + timedelta(days=planned), TODAY + timedelta(days=ultimate))
            await due_client(unit, code, dates, ELSEWHERE)
        late, _ = await unit.duties.late_page(ELSEWHERE, TODAY, 0)
        assert [duty.code for duty in late] == ["K-B", "K-C", "K-A", "K-D"]
        assert await listed(unit, ELSEWHERE) == ["K-B", "K-C", "K-A", "K-D"]


async def test_a_lead_hears_of_who_is_two_weeks_late_in_the_own_team(ready: Storage) -> None:
    async with ready.look() as unit:
        late, total = await unit.duties.late_page(TESS, TODAY, 0)
        assert [duty.code for duty in late] == ["K-0", "K-BRAM"]
        assert await unit.duties.late_count(TESS, TODAY) == total == 2
        assert await unit.duties.late_count(ELSEWHERE, TODAY) == 0


async def test_during_an_absence_the_substitute_lists_and_may_measure_them(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert await unit.clients.get("K-0", BRAM, TODAY) is None
        await on_leave(unit, "anna", "bram", TODAY, TODAY + timedelta(days=7))
        await on_leave(unit, "bram", "els", TODAY, TODAY + timedelta(days=7), withdrawn=True)
        await on_leave(unit, "bram", "els", TODAY + timedelta(days=1), TODAY + timedelta(days=7))
        await on_leave(unit, "bram", "els", LONG_AGO, TODAY)
        assert set(await listed(unit, BRAM)) == {*(await listed(unit, ANNA)), "K-BRAM"}
        assert await unit.clients.get("K-0", BRAM, TODAY) is not None
        assert await unit.clients.get("K-0", BRAM, TODAY + timedelta(days=7)) is None
        assert await unit.clients.get("K-BRAM", ELSEWHERE, TODAY) is None
        assert await listed(unit, ELSEWHERE) == []
        assert set(await unit.duties.of(["K-0", "K-BRAM", "K-NEW", "K-99"], BRAM, TODAY)) == {"K-0", "K-BRAM"}
        assert set(await unit.duties.of(["K-0", "K-BRAM"], ANNA, TODAY)) == {"K-0"}
        staff = await unit.absences.staff(NOW, TODAY)
    assert [member.who for member in staff.responsible("anna")] == [BRAM]
    assert [member.who for member in staff.responsible("bram")] == [BRAM]


async def test_the_clients_of_somebody_who_left_are_for_the_lead(ready: Storage) -> None:
    async with ready.unit() as unit:
        assert await listed(unit, TESS) == []
        await unit.people.remove("bram", NOW - timedelta(minutes=1))
        assert await listed(unit, TESS) == ["K-BRAM"]
        assert await listed(unit, ELSEWHERE) == []
        staff = await unit.absences.staff(NOW, TODAY)
        assert [member.who for member in staff.responsible("bram")] == [TESS]
        assert set(await unit.duties.of_anybody(["K-BRAM", "K-99"])) == {"K-BRAM"}


async def test_wishes_are_kept_and_what_cannot_be_read_is_no_wish(ready: Storage) -> None:
    chosen = Wishes(time(10), (time(12), time(13, 30)))
    async with ready.unit() as unit:
        assert await unit.people.wishes("anna") == Wishes()
        await unit.people.wish("anna", chosen)
        assert await unit.people.wishes("anna") == chosen
        assert (await unit.absences.staff(NOW, TODAY))["anna"].wishes == chosen
        await unit.connection.exec_driver_sql("UPDATE functionaris SET voorkeur = '25:99', stil_tot = 'x'")
        assert await unit.people.wishes("anna") == Wishes()
        await unit.people.wish("anna", Wishes())
        assert await unit.people.wishes("nobody") == Wishes()
