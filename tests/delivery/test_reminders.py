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
from support.running import ANNA, BEA, BRAM, STAFF, TESS, Meetlat, all_of, live, meetlat_on, pushed, send, tap, until
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
async def opened(url: str) -> AsyncIterator[Meetlat]:
    """A Meetlat where everybody has said hello, and no question is drawn to be asked again."""
    async with meetlat_on(url, gemeente_settings=SETTINGS) as meetlat:
        await all_of(send(meetlat.phone(who), "/start") for who in STAFF)
        yield meetlat


@pytest.fixture
async def meetlat(hasty: None, sqlite_databases: Databases) -> AsyncIterator[Meetlat]:
    async with opened(await sqlite_databases.ready()) as meetlat:
        yield meetlat


@pytest.fixture
async def either_meetlat(hasty: None, databases: Databases) -> AsyncIterator[Meetlat]:
    """A Meetlat on SQLite, and one on PostgreSQL."""
    async with opened(await databases.clean()) as meetlat:
        yield meetlat


def at(meetlat: Meetlat, day: date, clock: time = OPENING) -> None:
    meetlat.clock.moment = datetime.combine(day, clock, tzinfo=AMSTERDAM).astimezone(UTC)


async def due(meetlat: Meetlat, who: Functionaris, gepland: date, uiterste: date | None = None) -> str:
    """A client of somebody, measured long ago and due on these days."""
    code, last = await meetlat.client(who), gepland - 200 * DAY
    taken = meting(3, datum=last, gepland=gepland, uiterste=uiterste or gepland + 160 * DAY)
    async with meetlat.storage.unit() as unit:
        version = meetmoment(f"m-{code}", client=code, door=who.id, meting=taken)
        await unit.meetmomenten.register(version, "nl", last)
    return code


async def told(person: Person, count: int = 1) -> Message:
    """The digest that comes; and no other."""
    await until(lambda: len(pushed(person)) >= count, f"{count} digests")
    assert len(pushed(person)) == count
    return pushed(person)[-1]


async def digests(meetlat: Meetlat, who: Functionaris = ANNA) -> list[Any]:
    async with meetlat.storage.look() as unit:
        query = BERICHT.select().where(BERICHT.c.sjabloon == "digest", BERICHT.c.aan == who.id).order_by(BERICHT.c.id)
        return list((await unit.connection.execute(query)).mappings())


async def became(meetlat: Meetlat, status: BerichtStatus, who: Functionaris = ANNA) -> None:
    """Wait until something has become of somebody's only digest."""
    (row,) = await digests(meetlat, who)
    await meetlat.became(row["sleutel"], status)


def targets(message: Message) -> list[str]:
    return [button.target for row in message.rows for button in row]


@pytest.mark.wens("RA03", "RC01", "RD10")
async def test_half_a_year_later_a_message_leads_to_three_taps(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await begun(meetlat.anna, *IN_SIX_MONTHS)
    assert await meetlat.sweep() == 0
    at(meetlat, DUE.date(), NIGHT)
    assert await meetlat.sweep() == 1
    assert await meetlat.sweep() == 0
    async with meetlat.browser(ANNA) as visitor:
        assert "Te meten (1)" in visitor.page.labels
        assert "Berichten (1)" not in visitor.page.labels, "not in the middle of the night"
        meetlat.clock.moment = DUE - timedelta(minutes=1)
        assert [row["status"] for row in await digests(meetlat)] == ["open"]
        assert pushed(meetlat.anna) == []
        meetlat.clock.moment = DUE
        message = await told(meetlat.anna)
        assert message.text.splitlines()[0] == "1 hermeting staat klaar"
        assert f"{code}: vandaag gepland" in message.text
        assert targets(message) == [f".start/{code}", ".due/0"]
        await visitor.open()
        assert {"Te meten (1)", "Berichten (1)"} <= set(visitor.page.labels)
        assert "Klopt dit nog?" in (await tap(meetlat.anna, f"Meet {code}")).text
        await tap(meetlat.anna, "Alles klopt nog", "Nee", "Vastleggen")
        assert f"{code} vastgelegd" in live(meetlat.anna).message.text
        page = await visitor.open()
        assert page.heading == HOME
        assert not [label for label in page.labels if label.startswith(("Te meten", "Berichten"))]
    _, second = await meetlat.history(code)
    assert (second.bevestiging, second.meting.datum) == (Bevestiging.ONGEWIJZIGD, DUE.date())
    at(meetlat, DUE.date() + DAY)
    assert await meetlat.sweep() == 0
    assert len(pushed(meetlat.anna)) == 1


async def test_eight_lines_and_the_rest_is_one_tap_away(meetlat: Meetlat) -> None:
    codes = [await due(meetlat, ANNA, FRIDAY - number * DAY) for number in range(10)]
    at(meetlat, FRIDAY)
    assert await meetlat.sweep() == 10
    at(meetlat, FRIDAY, time(8, 2))
    message = await told(meetlat.anna)
    assert message.text.splitlines()[0] == "10 hermetingen staan klaar"
    assert targets(message) == [f".start/{code}" for code in codes[:1:-1]] + [".due/0"]
    shown = await tap(meetlat.anna, "Alle 10 bekijken")
    assert f"{codes[-1]}: was gepland op 2 december 2026" in shown.text
    assert "Cliënten: 10 · bladzijde 1 van 2" in shown.text
    assert codes[0] not in shown.text
    assert codes[0] in (await tap(meetlat.anna, "Volgende ›")).text
    assert f"{codes[0]} · 3" in live(meetlat.anna).message.labels
    assert "Nu: Trede 3" in (await tap(meetlat.anna, f"{codes[0]} · 3")).text


async def test_what_is_no_longer_so_is_not_told(either_meetlat: Meetlat) -> None:
    """Between midnight and eight one client was handed over, one is silenced and one was closed."""
    meetlat = either_meetlat
    gone, silent, closed, left = [await due(meetlat, ANNA, FRIDAY) for _ in range(4)]
    at(meetlat, FRIDAY, NIGHT)
    assert await meetlat.sweep() == 4
    async with meetlat.storage.unit() as unit:
        await unassign(unit, gone, FRIDAY)
        await assign(unit, gone, BRAM, FRIDAY)
        await unit.termijnen.doze(silent, FRIDAY + 3 * DAY, FRIDAY)
        out = meting(9, datum=FRIDAY, gepland=None, uiterste=None)
        await unit.meetmomenten.register(meetmoment("out", client=closed, door="anna", meting=out), "nl", FRIDAY)
    at(meetlat, FRIDAY)
    message = await told(meetlat.anna)
    assert targets(message) == [f".start/{left}", ".due/0"]
    assert not any(code in message.text for code in (gone, silent, closed))


async def test_a_message_of_which_nothing_is_left_is_not_sent(meetlat: Meetlat) -> None:
    code = await due(meetlat, ANNA, FRIDAY)
    at(meetlat, FRIDAY, NIGHT)
    assert await meetlat.sweep() == 1
    async with meetlat.storage.unit() as unit:
        out = meting(9, datum=FRIDAY, gepland=None, uiterste=None)
        await unit.meetmomenten.register(meetmoment("out", client=code, door="anna", meting=out), "nl", FRIDAY)
    at(meetlat, FRIDAY)
    await became(meetlat, BerichtStatus.VERVALLEN)
    assert pushed(meetlat.anna) == []


async def test_two_weeks_too_late_the_team_lead_hears_it_too(meetlat: Meetlat) -> None:
    code = await due(meetlat, ANNA, FRIDAY - 40 * DAY, FRIDAY - 14 * DAY)
    at(meetlat, FRIDAY)
    assert await meetlat.sweep() == 1
    at(meetlat, FRIDAY, time(8, 2))
    assert f"{code}: verlopen sinds 28 november 2026" in (await told(meetlat.anna)).text
    message = await told(meetlat.phone(TESS))
    assert message.text.splitlines()[0] == "In uw team is 1 cliënt twee weken of langer verlopen"
    assert targets(message) == [f".client/{code}", ".late/0"]
    assert f"{code}: verlopen sinds" in (await tap(meetlat.phone(TESS), "Lang verlopen (1)")).text
    assert "Nu: Trede 3" in (await tap(meetlat.phone(TESS), f"{code} · 3")).text


async def test_without_a_team_lead_the_beheerder_hears_how_many_and_never_who(meetlat: Meetlat) -> None:
    codes = [await due(meetlat, BRAM, FRIDAY - 40 * DAY, FRIDAY - 14 * DAY) for _ in range(2)]
    at(meetlat, FRIDAY)
    assert await meetlat.sweep() == 2
    at(meetlat, FRIDAY, time(8, 2))
    message = await told(meetlat.phone(BEA))
    assert "Herinneringen voor 2 cliënten kunnen naar niemand in hun team" in message.text
    assert not any(code in message.text for code in codes)
    await told(meetlat.bram)


async def test_during_an_absence_the_substitute_hears_it_and_measures(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await due(meetlat, ANNA, FRIDAY)
    leave = {"id": "a", "functionaris": "anna", "vervanger": "bram", "van": FRIDAY, "tot": MONDAY}
    async with meetlat.storage.unit() as unit:
        values = leave | {"door": "tess", "op": meetlat.clock()}
        await unit.connection.execute(AFWEZIGHEID.insert(), values)
    at(meetlat, FRIDAY)
    assert await meetlat.sweep() == 1
    at(meetlat, FRIDAY, time(8, 2))
    await told(meetlat.bram)
    assert "Te meten (1)" in (await send(meetlat.bram, "/start")).labels
    assert "Klopt dit nog?" in (await tap(meetlat.bram, f"Meet {code}")).text
    await tap(meetlat.bram, "Alles klopt nog", "Nee", "Vastleggen")
    assert (await meetlat.history(code))[-1].door == "bram"
    assert await digests(meetlat, ANNA) == []


async def test_what_somebody_who_left_did_not_hear_is_for_the_lead(meetlat: Meetlat) -> None:
    code = await due(meetlat, ANNA, FRIDAY)
    at(meetlat, FRIDAY, NIGHT)
    assert await meetlat.sweep() == 1
    await meetlat.remove(ANNA)
    at(meetlat, FRIDAY, time(7))
    assert await meetlat.sweep() == 1
    at(meetlat, FRIDAY)
    assert targets(await told(meetlat.phone(TESS))) == [f".start/{code}", ".due/0"]
    assert "Klopt dit nog?" in (await tap(meetlat.phone(TESS), f"Meet {code}")).text
    assert pushed(meetlat.anna) == []


async def swept(meetlat: Meetlat) -> int:
    """The first sweep that finds somebody: the sender may just be looking at the bericht of an earlier day."""
    for _ in range(600):
        if told := await meetlat.sweep():
            return told
        await asyncio.sleep(0.05)
    return 0


async def test_what_waits_for_a_weekend_or_a_week_comes_once_and_is_still_true(either_meetlat: Meetlat) -> None:
    """The message of Friday could not be sent; what is told later is told in one message, on a working day."""
    meetlat = either_meetlat
    first, second = await due(meetlat, ANNA, FRIDAY), await due(meetlat, ANNA, MONDAY)
    at(meetlat, MONDAY - 14 * DAY, NIGHT)
    assert await meetlat.sweep() == 2
    at(meetlat, MONDAY - 14 * DAY)
    assert f"{second}: gepland 14 december 2026" in (await told(meetlat.anna)).text
    at(meetlat, FRIDAY, NIGHT)
    assert await meetlat.sweep() == 1
    await meetlat.stop()
    for day, clock in ((FRIDAY, time(17, 30)), (SATURDAY, time(11))):
        at(meetlat, day, clock)
        await meetlat.start()
        assert await meetlat.sweep() == 0
        await asyncio.sleep(0.1)
        await meetlat.stop()
    at(meetlat, MONDAY + 7 * DAY, time(10))
    await meetlat.start()
    assert await swept(meetlat) == 1
    at(meetlat, MONDAY + 7 * DAY, time(10, 2))
    message = await told(meetlat.anna, 2)
    assert f"{first}: was gepland op 11 december 2026" in message.text
    assert f"{second}: was gepland op 14 december 2026" in message.text
    assert "vandaag" not in message.text
    assert len(await digests(meetlat)) == 2
    at(meetlat, MONDAY + 8 * DAY)
    assert await meetlat.sweep() == 0


async def test_a_reminder_of_an_earlier_day_waits_for_the_sweep(meetlat: Meetlat) -> None:
    """At a start the sender is first: what it finds is of an earlier day, and today's sweep adds to it."""
    first = await due(meetlat, ANNA, FRIDAY)
    at(meetlat, FRIDAY, NIGHT)
    await meetlat.sweep()
    second = await due(meetlat, ANNA, MONDAY)
    at(meetlat, MONDAY, time(10))
    await asyncio.sleep(0.2)
    assert pushed(meetlat.anna) == []
    assert await swept(meetlat) == 1
    at(meetlat, MONDAY, time(10, 2))
    assert targets(await told(meetlat.anna)) == [f".start/{first}", f".start/{second}", ".due/0"]


async def test_it_comes_when_it_is_welcome(meetlat: Meetlat) -> None:
    await due(meetlat, ANNA, FRIDAY)
    async with meetlat.storage.unit() as unit:
        await unit.people.wish("anna", Wishes(preferred=time(10)))
    at(meetlat, FRIDAY, NIGHT)
    assert await meetlat.sweep() == 1
    async with meetlat.storage.unit() as unit:
        await unit.people.wish("anna", Wishes(quiet=(time(10), time(13))))
    at(meetlat, FRIDAY, time(12, 59))
    await asyncio.sleep(0.1)
    assert pushed(meetlat.anna) == []
    at(meetlat, FRIDAY, time(13))
    await told(meetlat.anna)


async def test_stopping_a_measurement_leaves_the_reminder_and_nothing_else(meetlat: Meetlat) -> None:
    code = await due(meetlat, ANNA, FRIDAY)
    at(meetlat, FRIDAY)
    await meetlat.sweep()
    at(meetlat, FRIDAY, time(8, 2))
    await told(meetlat.anna)
    await tap(meetlat.anna, f"Meet {code}", "Stoppen", "Ja, stoppen")
    assert {"Te meten (1)", "Berichten (1)"} <= set(live(meetlat.anna).message.labels)
    assert f"Verder met {code}" not in live(meetlat.anna).message.labels
    at(meetlat, FRIDAY, time(16))
    assert await meetlat.sweep() == 0
    assert "Klopt dit nog?" in (await tap(meetlat.anna, f"Meet {code}")).text, "the message can be used again"
    assert len(await digests(meetlat)) == 1
