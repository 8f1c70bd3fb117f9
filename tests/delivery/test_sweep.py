"""The sweep by itself, day by day against a naive oracle; with clocks that jump and with others beside it."""

from __future__ import annotations

import asyncio
import os
import time as timing
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from support.builders import functionaris, meetmoment, meting
from support.running import MovableClock
from support.storage import Databases, client, found, opened

from bot.config.flows import configured_flows
from bot.conversation.context import AppContext
from bot.delivery.clock import own
from bot.delivery.ports import Answer
from bot.delivery.writing import Written, write
from bot.planning.holidays import holiday
from bot.reminders import sweep
from bot.reminders.sweep import Sweep
from bot.routes import ROUTES
from bot.runtime.clock import AMSTERDAM, Clock, Ids
from flows.agenda import Wishes, is_workday
from flows.people import Functionaris, Rol
from flows.planning import Termijn
from storage.outbox.berichten import BerichtStatus
from storage.tables import AFWEZIGHEID, BERICHT
from storage.unit import Storage, Unit

START = date(2027, 1, 4)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ANNA, BRAM = functionaris("anna"), functionaris("bram")
TESS, BEA = functionaris("tess", Rol.TEAMLEIDER), functionaris("bea", Rol.BEHEERDER, None)
NIGHT = time(0, 1)
THOROUGH = os.environ.get("MEETLAT_HYPOTHESIS") == "thorough"
BOOK = configured_flows()
Told = dict[tuple[date, str], set[str]]


@dataclass
class Scene:
    """A database with people, and a clock; what is claimed is written out and counts as sent."""

    storage: Storage
    clock: MovableClock = field(default_factory=MovableClock)
    told: Told = field(default_factory=dict)
    messages: list[tuple[datetime, str]] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.clock()

    def at(self, day: date, clock: time = NIGHT) -> None:
        self.clock.moment = datetime.combine(day, clock, tzinfo=AMSTERDAM).astimezone(UTC)

    async def sweep(self) -> int:
        return await Sweep(self.storage, own(Clock(self.clock))).once()

    async def send(self) -> None:
        """Tell everybody who may be told now."""
        meetlat = AppContext(ROUTES, BOOK, Clock(self.clock), Ids(), b"")
        async with self.storage.unit() as unit:
            for bericht in await unit.berichten.claim("x", self.now, 100):
                written = await write(unit, meetlat, bericht, self.now)
                if isinstance(written, Answer) and written.seconds:
                    await unit.berichten.release(bericht.id, "x", self.now + timedelta(seconds=written.seconds))
                    continue
                sent = isinstance(written, Written)
                status = BerichtStatus.VERZONDEN if sent else BerichtStatus.VERVALLEN
                assert await unit.berichten.settle(bericht.id, "x", status, self.now)
                if isinstance(written, Written):
                    self._note(written)

    def _note(self, written: Written) -> None:
        here = self.now.astimezone(AMSTERDAM)
        assert is_workday(here.date(), holiday)
        assert time(8) <= here.time() < time(17)
        key = here.date(), written.to.who.id
        assert key not in self.told, "one message a day"
        routes = [button.route for row in written.letter.screen.rows for button in row]
        self.told[key] = {route.partition("/")[2] for route in routes if route.startswith(("start/", "client/"))}
        self.messages.append((self.now, written.to.who.id))


@asynccontextmanager
async def scene(url: str, start: date = START) -> AsyncIterator[Scene]:
    async with opened(url) as storage:
        await found(storage, ANNA, BRAM, TESS, BEA)
        made = Scene(storage)
        made.at(start)
        yield made


async def register(unit: Unit, code: str, dates: Termijn, today: date, who: Functionaris = ANNA) -> None:
    """A client who is known to be due on these days from ``today`` on."""
    await client(unit, code, who)
    await measure(unit, code, dates, dates.uiterste - 400 * DAY, today)


async def measure(unit: Unit, code: str, dates: Termijn, datum: date, today: date) -> None:
    taken = meting(3, datum=datum, gepland=dates.gepland, uiterste=dates.uiterste)
    version = meetmoment(f"{code}-{datum}", client=code, door="anna", meting=taken)
    await unit.meetmomenten.register(version, "nl", today)


def stages(dates: Termijn) -> set[date]:
    """The days on which whoever measures has something to hear, by hand."""
    end = max(dates.gepland, dates.uiterste)
    found = {dates.gepland, *(end + DAY + week * 7 * DAY for week in range(120))}
    if dates.gepland <= dates.uiterste:
        found |= {dates.gepland - 14 * DAY, dates.uiterste - 30 * DAY, dates.uiterste - 7 * DAY}
    return found


@dataclass
class Oracle:
    """Every client looked at on every day somebody is at work and Meetlat runs."""

    clients: dict[str, Termijn]
    leave: tuple[date, date]
    known: dict[str, date] = field(default_factory=dict)

    def day(self, today: date) -> dict[str, set[str]]:
        told: dict[str, set[str]] = {}
        for code, dates in self.clients.items():
            since = self.known.get(code, START if dates.gepland > START else date.min)
            if any(since < stage <= today for stage in stages(dates)):
                away = self.leave[0] <= today < self.leave[1]
                told.setdefault("bram" if away else "anna", set()).add(code)
            if since < max(dates.gepland, dates.uiterste) + 14 * DAY <= today:
                told.setdefault("tess", set()).add(code)
            self.known[code] = today
        return told

    def measured(self, today: date) -> dict[str, Termijn]:
        """Who is measured on a day: the latest three weeks after it should have been."""
        late = [code for code, dates in self.clients.items() if max(dates.gepland, dates.uiterste) + 21 * DAY <= today]
        new = {code: Termijn(today + 180 * DAY, today + 365 * DAY) for code in late}
        self.clients |= new
        self.known |= dict.fromkeys(new, today)
        return new


def some_dates(dice: Random) -> Termijn:
    planned, between = dice.randint(-200, 500), dice.randint(-30, 300)
    return Termijn(START + planned * DAY, START + (planned + between) * DAY)


def period(dice: Random) -> tuple[date, date]:
    begins = dice.randint(0, 700)
    return START + begins * DAY, START + (begins + dice.randint(1, 40)) * DAY


@pytest.mark.parametrize("seed", range(40 if THOROUGH else 1))
async def test_two_years_day_by_day_as_the_oracle_tells_it(seed: int, sqlite_databases: Databases) -> None:
    """Weekends, holidays, a leave, weeks without anybody at the switch; nothing is lost and nothing comes twice."""
    dice = Random(seed)
    clients = {f"K-{number}": some_dates(dice) for number in range(6)}
    leave, down = period(dice), [period(dice) for _ in range(3)]
    async with scene(await sqlite_databases.ready()) as made:
        oracle = Oracle(clients, leave)
        async with made.storage.unit() as unit:
            for code, dates in oracle.clients.items():
                await register(unit, code, dates, START)
            values = {"id": "a", "functionaris": "anna", "vervanger": "bram", "door": "tess", "op": made.now}
            await unit.connection.execute(AFWEZIGHEID.insert(), values | {"van": leave[0], "tot": leave[1]})
        expected: Told = {}
        for today in (START + number * DAY for number in range(730)):
            if any(van <= today < tot for van, tot in down):
                continue
            made.at(today)
            for code, dates in oracle.measured(today).items():
                async with made.storage.unit() as unit:
                    await measure(unit, code, dates, today, today)
            waiting = await made.sweep()
            if not is_workday(today, holiday):
                assert waiting == 0
                continue
            expected |= {(today, who): codes for who, codes in oracle.day(today).items()}
            if waiting:
                made.at(today, time(8))
                await made.send()
        assert made.told == expected


async def pages(made: Scene, count: int) -> None:
    async with made.storage.unit() as unit:
        for number in range(count):
            who = (ANNA, BRAM)[number % 2]
            dates = Termijn(START + DAY, START + (number % 3) * 90 * DAY + DAY)
            await register(unit, f"K-{number}", dates, START, who)


async def test_processes_side_by_side_tell_everything_once(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "AT_ONCE", 3)
    async with scene(url := await databases.clean()) as made, opened(url) as other:
        await pages(made, 20)
        made.at(START + DAY)
        beside = Sweep(other, own(Clock(made.clock)))
        for _ in range(3):
            await asyncio.gather(*(each() for each in (made.sweep, beside.once) * 2))
        assert await made.sweep() == 0
        async with made.storage.look() as unit:
            params = [row.params for row in await unit.connection.execute(BERICHT.select())]
        assert sorted(code for each in params for code, _ in each["own"]) == sorted(f"K-{n}" for n in range(20))


async def test_somebody_who_measures_while_the_sweep_looks_is_not_overruled(postgres_databases: Databases) -> None:
    """What the sweep notes about a client is never about dates that have gone by then."""
    async with scene(await postgres_databases.clean()) as made:
        await pages(made, 6)
        made.at(START + DAY)
        new = Termijn(START + 5 * DAY, START + 300 * DAY)

        async def measured(number: int) -> None:
            async with made.storage.unit() as unit:
                await measure(unit, f"K-{number}", new, START + DAY, START + DAY)

        await asyncio.gather(made.sweep(), *(measured(number) for number in range(6)))
        async with made.storage.unit() as unit:
            rows = await unit.termijnen.due(new.gepland, 10)
        assert [(row.termijn, row.since) for row in rows] == [(new, new.gepland)] * 6


async def one(made: Scene, planned: date, ultimate: date | None = None) -> None:
    async with made.storage.unit() as unit:
        await register(unit, "K-1", Termijn(planned, ultimate or planned + 200 * DAY), START)


@pytest.fixture
async def made(sqlite_databases: Databases) -> AsyncIterator[Scene]:
    async with scene(await sqlite_databases.ready()) as made:
        yield made


async def test_a_clock_that_stands_still_tells_once(made: Scene) -> None:
    await one(made, START + DAY)
    made.at(START + DAY, time(9))
    assert [await made.sweep() for _ in range(4)] == [1, 0, 0, 0]
    await made.send()
    assert made.messages == [], "it is bundled for two minutes"


@pytest.mark.parametrize("back", [timedelta(seconds=5), HOUR, 9 * HOUR, DAY, 7 * DAY])
async def test_a_clock_that_is_set_back_tells_nothing_twice(back: timedelta, made: Scene) -> None:
    await one(made, START + 8 * DAY)
    made.at(START + 8 * DAY, time(9))
    assert await made.sweep() == 1
    made.clock.move(minutes=2)
    await made.send()
    assert len(made.messages) == 1
    made.clock.moment -= back
    for _ in range(20):
        await made.sweep()
        await made.send()
        made.clock.moment += back / 10
    assert len(made.messages) == 1


async def test_a_clock_that_jumps_a_week_ahead_and_back_tells_each_stage_once(made: Scene) -> None:
    await one(made, START + 9 * DAY)
    made.at(START + 1 * DAY, time(9))
    await made.sweep()
    made.clock.moment += 9 * DAY
    assert await made.sweep() == 1
    made.clock.moment -= 9 * DAY
    for day in (START + number * DAY for number in range(1, 15)):
        made.at(day, time(0, 1))
        await made.sweep()
        for hour in range(8, 17):
            made.at(day, time(hour, 30))
            await made.send()
    assert [(moment.date(), who) for moment, who in made.messages] == [(START + 10 * DAY, "anna")]


async def test_a_machine_that_slept_for_a_week_tells_everything_once(made: Scene) -> None:
    await one(made, START + DAY, START + 3 * DAY)
    made.at(START + DAY)
    await made.sweep()
    made.clock.move(days=7, hours=10)
    for _ in range(3):
        await made.send()
        assert made.messages == []
        await made.sweep()
    made.clock.move(minutes=2)
    await made.send()
    assert made.told == {(START + 8 * DAY, "anna"): {"K-1"}}


@pytest.mark.parametrize(
    ("before", "after"), [(date(2027, 3, 25), date(2027, 3, 30)), (date(2027, 10, 29), date(2027, 11, 1))]
)
async def test_eight_in_the_morning_stays_eight_when_the_clock_changes(
    before: date, after: date, sqlite_databases: Databases
) -> None:
    async with scene(await sqlite_databases.ready(), before) as made:
        async with made.storage.unit() as unit:
            for code, day in (("K-1", before), ("K-2", after)):
                await register(unit, code, Termijn(day, day + 100 * DAY), day - DAY)
        for day in (before, after):
            made.at(day)
            assert await made.sweep() == 1
            made.at(day, time(7, 59))
            await made.send()
            made.at(day, time(8))
            await made.send()
        local = [moment.astimezone(AMSTERDAM) for moment, _ in made.messages]
        assert [(moment.date(), moment.hour) for moment in local] == [(before, 8), (after, 8)]
        assert local[0].utcoffset() != local[1].utcoffset()


@pytest.fixture(params=["Pacific/Kiritimati", "America/Los_Angeles"])
def elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that thinks it is somewhere else."""
    monkeypatch.setenv("TZ", request.param)
    timing.tzset()
    yield
    monkeypatch.delenv("TZ")
    timing.tzset()


async def test_the_zone_of_the_machine_does_not_matter(elsewhere: None, made: Scene) -> None:
    await one(made, START + DAY)
    made.at(START, time(23, 59))
    assert await made.sweep() == 0
    made.at(START + DAY, time(0, 0))
    assert await made.sweep() == 1
    made.at(START + DAY, time(8))
    await made.send()
    assert made.told == {(START + DAY, "anna"): {"K-1"}}


async def test_who_cannot_be_told_today_any_more_is_told_tomorrow(made: Scene) -> None:
    await one(made, START + DAY)
    async with made.storage.unit() as unit:
        await unit.people.wish("anna", Wishes(quiet=(time(12), time(0))))
    made.at(START + DAY, time(12))
    assert await made.sweep() == 0
    made.at(START + 2 * DAY)
    assert await made.sweep() == 1
    made.at(START + 2 * DAY, time(8))
    await made.send()
    assert list(made.told) == [(START + 2 * DAY, "anna")]


async def test_what_is_due_later_on_a_day_is_added_until_it_is_sent_and_then_waits(made: Scene) -> None:
    async with made.storage.unit() as unit:
        for number in range(3):
            await register(unit, f"K-{number}", Termijn(START + 100 * DAY, START + 300 * DAY), START)
    at = [time(9), time(9, 1), time(9, 30)]
    for number, clock in enumerate(at):
        made.at(START + DAY, clock)
        async with made.storage.unit() as unit:
            await unit.termijnen.plan(f"K-{number}", START + DAY, None, "anna", made.now, START + DAY)
        await made.sweep()
        if number:
            made.at(START + DAY, time(9, 2 * number + 1))
            await made.send()
    assert made.told == {(START + DAY, "anna"): {"K-0", "K-1"}}
    made.at(START + 2 * DAY)
    assert await made.sweep() == 1
    made.at(START + 2 * DAY, time(8))
    await made.send()
    assert made.told[START + 2 * DAY, "anna"] == {"K-2"}


async def test_the_first_sweep_after_a_migration_says_only_what_is_so(
    sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every client waits to be looked at; most of them have nothing to say, and get their next day."""
    monkeypatch.setattr(sweep, "AT_ONCE", 7)
    async with scene(await sqlite_databases.ready()) as made:
        async with made.storage.unit() as unit:
            for number in range(30):
                gepland = START + (number - 2) * 20 * DAY
                await register(unit, f"K-{number:02}", Termijn(gepland, gepland + 400 * DAY), START)
            await unit.connection.exec_driver_sql("UPDATE termijn SET herinneren = '2026-01-01'")
        made.at(START + DAY)
        assert await made.sweep() == 3
        async with made.storage.unit() as unit:
            assert await unit.termijnen.due(START + DAY, 99) == []
            assert len(await unit.termijnen.due(START + 900 * DAY, 99)) == 30
