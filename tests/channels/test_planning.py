"""Moving, silencing and hastening the next measurement: who may, what stays on record, and what cannot be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from channels.steps import measured, opened
from support.builders import meetmoment, meting
from support.running import ANNA, BRAM, Meetlat, tap

from storage.tables import PLANNING

NOTHING = "staat geen volgende meting gepland"


async def closed(meetlat: Meetlat, code: str) -> None:
    """A colleague closes a client."""
    today = meetlat.today() + timedelta(days=1)
    out = meting(9, datum=today, gepland=None, uiterste=None)
    async with meetlat.storage.unit() as unit:
        version = meetmoment(f"out-{code}", client=code, door="anna", meting=out)
        await unit.meetmomenten.register(version, "nl", today)


async def test_every_change_leaves_a_line_in_the_trail_and_plans_stay_on_record(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await measured(meetlat)
    meetlat.clock.move(days=360)
    await opened(meetlat.anna, code)
    await tap(meetlat.anna, "Andere datum", "Over 2 weken", "Afspraak verzet")
    await tap(meetlat.anna, "Er is iets veranderd", "Uitkering gestart", "Laat staan")
    meetlat.clock.move(days=14)
    await opened(meetlat.anna, code)
    await tap(
        meetlat.anna, "Later herinneren", "1 week", "Herinner weer", "Andere datum", "Over 1 maand", "Geen contact"
    )
    trail = [await meetlat.trail(wat) for wat in ("herpland", "aanleiding_uitkering_gestart", "sluimert", "gewekt")]
    assert trail == [2, 1, 1, 1]
    async with meetlat.storage.look() as unit:
        plans = (await unit.connection.execute(PLANNING.select().order_by(PLANNING.c.id))).all()
    assert [(row.client, row.reden, row.door) for row in plans] == [
        (code, "afspraak_verzet", "anna"),
        (code, "geen_contact", "anna"),
    ]


@pytest.mark.parametrize("label", ["Andere datum", "Later herinneren", "Er is iets veranderd"])
async def test_who_was_closed_meanwhile_cannot_be_planned(label: str, meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    meetlat.clock.move(days=360)
    await opened(meetlat.anna, code)
    await closed(meetlat, code)
    assert NOTHING in (await tap(meetlat.anna, label)).text
    card = await tap(meetlat.anna, "Terug")
    assert not {"Andere datum", "Later herinneren", "Er is iets veranderd"} & set(card.labels)


async def test_a_button_for_a_client_closed_meanwhile_changes_nothing(meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    meetlat.clock.move(days=360)
    day = meetlat.today() + timedelta(days=3)
    async with meetlat.browser(ANNA) as visitor:
        await closed(meetlat, code)
        before = await meetlat.records()
        doings = (f"replan/{code}/{day}", f"doze/{code}/{day}", f"wake/{code}", f"changed/{code}/verhuisd")
        for doing in (*doings, f"postpone/{code}/{day}", f"proposal/{code}/verhuisd"):
            await visitor.open()
            assert NOTHING in (await visitor.tap(doing)).text, doing
        assert await meetlat.records() == before


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "te vroeg"), (0, "te vroeg"), (15, "te laat"), (400, "te laat")],
)
async def test_a_reminder_dozes_two_weeks_at_most(days: int, said: str, meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    meetlat.clock.move(days=340)
    async with meetlat.browser(ANNA) as visitor:
        before = await meetlat.records()
        until = meetlat.today() + timedelta(days=days)
        page = await visitor.tap(f"doze/{code}/{until}")
        assert said in page.text
        assert "Hoe lang" in page.heading
        assert await meetlat.records() == before


async def test_reminders_stop_until_the_ultimate_date_at_most_and_not_for_the_next_keeper(meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    meetlat.clock.move(days=340)
    end = meetlat.today() + timedelta(days=25)
    async with meetlat.browser(ANNA) as visitor:
        page = await visitor.tap(f"doze/{code}/{end + timedelta(days=1)}")
        assert "te laat" in page.text
        page = await visitor.tap(f"doze/{code}/{end}")
        assert f"hoogstens tot 20 november {end.year}" in page.text
    async with meetlat.storage.unit() as unit:
        await unit.termijnen.say_again([code], meetlat.today())
        termijn = await unit.termijnen.get(code)
    assert termijn is not None
    assert termijn.sluimert_tot is None


async def test_wishes_that_a_button_never_had_are_refused(meetlat: Meetlat) -> None:
    async with meetlat.browser(BRAM) as visitor:
        await visitor.presses("Instellingen", "Meldingen", "Tijd en stille uren")
        for doing, said in (
            ("prefer/0700", "Die tijd kan niet"),
            ("hush/0000/2359", "geen tijd voor berichten over"),
            ("hush/1200", "Dat is geen tijd"),
        ):
            page = await visitor.tap(doing)
            assert said in page.text, doing
            assert "Voorkeurstijd: geen" in page.lines
        for written in ("99:99", "12:00-25:00", "morgen"):
            assert "Dat is geen tijd" in (await visitor.say(written)).text, written
        await visitor.tap("prefer/9999")
    assert await meetlat.trail("berichten_ingesteld") == 0
