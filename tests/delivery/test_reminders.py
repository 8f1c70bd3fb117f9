"""From a due date to three taps: the digest on the phone and in the web chat, at a time when it is welcome."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from channels.steps import HOME, TO_SUMMARY, begun
from play.vignettes import ROOT
from support.botapi import Message, Person
from support.builders import meetmoment, meting
from support.house import ANNA, BEA, BRAM, STAFF, TESS, House, all_of, housed, live, pushed, send, tap, until
from support.storage import Databases, assign, unassign

from bot.runtime.clock import AMSTERDAM
from flows.agenda import Wishes
from flows.meetmoment import Bevestiging
from flows.people import Functionaris
from storage.outbox.berichten import BerichtStatus
from storage.tables import AFWEZIGHEID, BERICHT

SETTINGS = ROOT / "tests" / "transcripts" / "gemeente.toml"
IN_SIX_MONTHS = (*TO_SUMMARY[:-1], "Over 6 maanden", "Vastleggen")
DAY = timedelta(days=1)
# A Thursday half a year later, and a Friday with the Monday after it.
DUE = datetime(2027, 5, 20, 8, tzinfo=AMSTERDAM)
FRIDAY, SATURDAY, MONDAY = date(2026, 12, 11), date(2026, 12, 12), date(2026, 12, 14)
NIGHT, OPENING = time(0, 5), time(8)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[House]:
    """A house where everybody has said hello, and no question is drawn to be asked again."""
    async with housed(url, gemeente_settings=SETTINGS) as house:
        await all_of(send(house.phone(who), "/start") for who in STAFF)
        yield house


@pytest.fixture
async def house(hasty: None, sqlite_databases: Databases) -> AsyncIterator[House]:
    async with opened(await sqlite_databases.ready()) as house:
        yield house


@pytest.fixture
async def either_house(hasty: None, databases: Databases) -> AsyncIterator[House]:
    """A house on SQLite, and one on PostgreSQL."""
    async with opened(await databases.clean()) as house:
        yield house


def at(house: House, day: date, clock: time = OPENING) -> None:
    house.clock.moment = datetime.combine(day, clock, tzinfo=AMSTERDAM).astimezone(UTC)


async def due(house: House, who: Functionaris, gepland: date, uiterste: date | None = None) -> str:
    """A client of somebody, measured long ago and due on these days."""
    code, last = await house.client(who), gepland - 200 * DAY
    taken = meting(3, datum=last, gepland=gepland, uiterste=uiterste or gepland + 160 * DAY)
    async with house.storage.unit() as unit:
        version = meetmoment(f"m-{code}", client=code, door=who.id, meting=taken)
        await unit.meetmomenten.register(version, "nl", last)
    return code


async def told(person: Person, count: int = 1) -> Message:
    """The digest that comes; and no other."""
    await until(lambda: len(pushed(person)) >= count, f"{count} digests")
    assert len(pushed(person)) == count
    return pushed(person)[-1]


async def digests(house: House, who: Functionaris = ANNA) -> list[Any]:
    async with house.storage.look() as unit:
        query = BERICHT.select().where(BERICHT.c.sjabloon == "digest", BERICHT.c.aan == who.id).order_by(BERICHT.c.id)
        return list((await unit.connection.execute(query)).mappings())


async def became(house: House, status: BerichtStatus, who: Functionaris = ANNA) -> None:
    """Wait until something has become of somebody's only digest."""
    (row,) = await digests(house, who)
    await house.became(row["sleutel"], status)


def targets(message: Message) -> list[str]:
    return [button.target for row in message.rows for button in row]


async def test_half_a_year_later_a_message_leads_to_three_taps(either_house: House) -> None:
    house = either_house
    code = await begun(house.anna, *IN_SIX_MONTHS)
    assert await house.sweep() == 0
    at(house, DUE.date(), NIGHT)
    assert await house.sweep() == 1
    assert await house.sweep() == 0
    async with house.browser(ANNA) as visitor:
        assert "Te meten (1)" in visitor.page.labels
        assert "Berichten (1)" not in visitor.page.labels, "not in the middle of the night"
        house.clock.moment = DUE - timedelta(minutes=1)
        assert [row["status"] for row in await digests(house)] == ["open"]
        assert pushed(house.anna) == []
        house.clock.moment = DUE
        message = await told(house.anna)
        assert message.text.splitlines()[0] == "1 hermeting staat klaar"
        assert f"{code}: vandaag gepland" in message.text
        assert targets(message) == [f".start/{code}", ".due/0"]
        await visitor.open()
        assert {"Te meten (1)", "Berichten (1)"} <= set(visitor.page.labels)
        assert "Klopt dit nog?" in (await tap(house.anna, f"Meet {code}")).text
        await tap(house.anna, "Alles klopt nog", "Nee", "Vastleggen")
        assert f"{code} vastgelegd" in live(house.anna).message.text
        page = await visitor.open()
        assert page.heading == HOME
        assert not [label for label in page.labels if label.startswith(("Te meten", "Berichten"))]
    _, second = await house.history(code)
    assert (second.bevestiging, second.meting.datum) == (Bevestiging.ONGEWIJZIGD, DUE.date())
    at(house, DUE.date() + DAY)
    assert await house.sweep() == 0
    assert len(pushed(house.anna)) == 1


async def test_eight_lines_and_the_rest_is_one_tap_away(house: House) -> None:
    codes = [await due(house, ANNA, FRIDAY - number * DAY) for number in range(10)]
    at(house, FRIDAY)
    assert await house.sweep() == 10
    at(house, FRIDAY, time(8, 2))
    message = await told(house.anna)
    assert message.text.splitlines()[0] == "10 hermetingen staan klaar"
    assert targets(message) == [f".start/{code}" for code in codes[:1:-1]] + [".due/0"]
    shown = await tap(house.anna, "Alle 10 bekijken")
    assert f"{codes[-1]}: was gepland op 2 december 2026" in shown.text
    assert "Cliënten: 10 · bladzijde 1 van 2" in shown.text
    assert codes[0] not in shown.text
    assert codes[0] in (await tap(house.anna, "Volgende ›")).text
    assert f"{codes[0]} · 3" in live(house.anna).message.labels
    assert "Nu: Trede 3" in (await tap(house.anna, f"{codes[0]} · 3")).text


async def test_what_is_no_longer_so_is_not_told(either_house: House) -> None:
    """Between midnight and eight one client was handed over, one is silenced and one was closed."""
    house = either_house
    gone, silent, closed, left = [await due(house, ANNA, FRIDAY) for _ in range(4)]
    at(house, FRIDAY, NIGHT)
    assert await house.sweep() == 4
    async with house.storage.unit() as unit:
        await unassign(unit, gone, FRIDAY)
        await assign(unit, gone, BRAM, FRIDAY)
        await unit.termijnen.doze(silent, FRIDAY + 3 * DAY, FRIDAY)
        out = meting(9, datum=FRIDAY, gepland=None, uiterste=None)
        await unit.meetmomenten.register(meetmoment("out", client=closed, door="anna", meting=out), "nl", FRIDAY)
    at(house, FRIDAY)
    message = await told(house.anna)
    assert targets(message) == [f".start/{left}", ".due/0"]
    assert not any(code in message.text for code in (gone, silent, closed))


async def test_a_message_of_which_nothing_is_left_is_not_sent(house: House) -> None:
    code = await due(house, ANNA, FRIDAY)
    at(house, FRIDAY, NIGHT)
    assert await house.sweep() == 1
    async with house.storage.unit() as unit:
        out = meting(9, datum=FRIDAY, gepland=None, uiterste=None)
        await unit.meetmomenten.register(meetmoment("out", client=code, door="anna", meting=out), "nl", FRIDAY)
    at(house, FRIDAY)
    await became(house, BerichtStatus.VERVALLEN)
    assert pushed(house.anna) == []


async def test_two_weeks_too_late_the_team_lead_hears_it_too(house: House) -> None:
    code = await due(house, ANNA, FRIDAY - 40 * DAY, FRIDAY - 14 * DAY)
    at(house, FRIDAY)
    assert await house.sweep() == 1
    at(house, FRIDAY, time(8, 2))
    assert f"{code}: verlopen sinds 28 november 2026" in (await told(house.anna)).text
    message = await told(house.phone(TESS))
    assert message.text.splitlines()[0] == "In uw team is 1 cliënt meer dan twee weken verlopen"
    assert targets(message) == [f".client/{code}", ".late/0"]
    assert f"{code}: verlopen sinds" in (await tap(house.phone(TESS), "Verlopen in team (1)")).text
    assert "Nu: Trede 3" in (await tap(house.phone(TESS), f"{code} · 3")).text


async def test_without_a_team_lead_the_beheerder_hears_how_many_and_never_who(house: House) -> None:
    codes = [await due(house, BRAM, FRIDAY - 40 * DAY, FRIDAY - 14 * DAY) for _ in range(2)]
    at(house, FRIDAY)
    assert await house.sweep() == 2
    at(house, FRIDAY, time(8, 2))
    message = await told(house.phone(BEA))
    assert "Herinneringen voor 2 cliënten kunnen naar niemand in hun team" in message.text
    assert not any(code in message.text for code in codes)
    await told(house.bram)


async def test_during_an_absence_the_substitute_hears_it_and_measures(either_house: House) -> None:
    house = either_house
    code = await due(house, ANNA, FRIDAY)
    leave = {"id": "a", "functionaris": "anna", "vervanger": "bram", "van": FRIDAY, "tot": MONDAY}
    async with house.storage.unit() as unit:
        values = leave | {"door": "tess", "op": house.clock()}
        await unit.connection.execute(AFWEZIGHEID.insert(), values)
    at(house, FRIDAY)
    assert await house.sweep() == 1
    at(house, FRIDAY, time(8, 2))
    await told(house.bram)
    assert "Te meten (1)" in (await send(house.bram, "/start")).labels
    assert "Klopt dit nog?" in (await tap(house.bram, f"Meet {code}")).text
    await tap(house.bram, "Alles klopt nog", "Nee", "Vastleggen")
    assert (await house.history(code))[-1].door == "bram"
    assert await digests(house, ANNA) == []


async def test_what_somebody_who_left_did_not_hear_is_for_the_lead(house: House) -> None:
    code = await due(house, ANNA, FRIDAY)
    at(house, FRIDAY, NIGHT)
    assert await house.sweep() == 1
    await house.remove(ANNA)
    at(house, FRIDAY, time(7))
    assert await house.sweep() == 1
    at(house, FRIDAY)
    assert targets(await told(house.phone(TESS))) == [f".start/{code}", ".due/0"]
    assert "Klopt dit nog?" in (await tap(house.phone(TESS), f"Meet {code}")).text
    assert pushed(house.anna) == []


async def swept(house: House) -> int:
    """The first sweep that finds somebody: the sender may just be looking at the bericht of an earlier day."""
    for _ in range(600):
        if told := await house.sweep():
            return told
        await asyncio.sleep(0.05)
    return 0


async def test_what_waits_for_a_weekend_or_a_week_comes_once_and_is_still_true(either_house: House) -> None:
    """The message of Friday could not be sent; what is told later is told in one message, on a working day."""
    house = either_house
    first, second = await due(house, ANNA, FRIDAY), await due(house, ANNA, MONDAY)
    at(house, MONDAY - 14 * DAY, NIGHT)
    assert await house.sweep() == 2
    at(house, MONDAY - 14 * DAY)
    assert f"{second}: gepland 14 december 2026" in (await told(house.anna)).text
    at(house, FRIDAY, NIGHT)
    assert await house.sweep() == 1
    await house.stop()
    for day, clock in ((FRIDAY, time(17, 30)), (SATURDAY, time(11))):
        at(house, day, clock)
        await house.start()
        assert await house.sweep() == 0
        await asyncio.sleep(0.1)
        await house.stop()
    at(house, MONDAY + 7 * DAY, time(10))
    await house.start()
    assert await swept(house) == 1
    at(house, MONDAY + 7 * DAY, time(10, 2))
    message = await told(house.anna, 2)
    assert f"{first}: was gepland op 11 december 2026" in message.text
    assert f"{second}: was gepland op 14 december 2026" in message.text
    assert "vandaag" not in message.text
    assert len(await digests(house)) == 2
    at(house, MONDAY + 8 * DAY)
    assert await house.sweep() == 0


async def test_a_reminder_of_an_earlier_day_waits_for_the_sweep(house: House) -> None:
    """At a start the sender is first: what it finds is of an earlier day, and today's sweep adds to it."""
    first = await due(house, ANNA, FRIDAY)
    at(house, FRIDAY, NIGHT)
    await house.sweep()
    second = await due(house, ANNA, MONDAY)
    at(house, MONDAY, time(10))
    await asyncio.sleep(0.2)
    assert pushed(house.anna) == []
    assert await swept(house) == 1
    at(house, MONDAY, time(10, 2))
    assert targets(await told(house.anna)) == [f".start/{first}", f".start/{second}", ".due/0"]


async def test_it_comes_when_it_is_welcome(house: House) -> None:
    await due(house, ANNA, FRIDAY)
    async with house.storage.unit() as unit:
        await unit.people.wish("anna", Wishes(preferred=time(10)))
    at(house, FRIDAY, NIGHT)
    assert await house.sweep() == 1
    async with house.storage.unit() as unit:
        await unit.people.wish("anna", Wishes(quiet=(time(10), time(13))))
    at(house, FRIDAY, time(12, 59))
    await asyncio.sleep(0.1)
    assert pushed(house.anna) == []
    at(house, FRIDAY, time(13))
    await told(house.anna)


async def test_stopping_a_measurement_leaves_the_reminder_and_nothing_else(house: House) -> None:
    code = await due(house, ANNA, FRIDAY)
    at(house, FRIDAY)
    await house.sweep()
    at(house, FRIDAY, time(8, 2))
    await told(house.anna)
    await tap(house.anna, f"Meet {code}", "Stoppen", "Ja, stoppen")
    assert {"Te meten (1)", "Berichten (1)"} <= set(live(house.anna).message.labels)
    assert f"Verder met {code}" not in live(house.anna).message.labels
    at(house, FRIDAY, time(16))
    assert await house.sweep() == 0
    assert "Klopt dit nog?" in (await tap(house.anna, f"Meet {code}")).text, "the message can be used again"
    assert len(await digests(house)) == 1
