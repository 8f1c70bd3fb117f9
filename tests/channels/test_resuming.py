"""What is taken up again where: a measurement from the client, a correction from its meetmoment or the menu."""

from __future__ import annotations

import sqlalchemy as sa
from channels.steps import P0, Q1, TO_SUMMARY, begun, label_with, measured
from support.running import ANNA, Meetlat, live, send, tap, until

from flows.dialogue import Dialogue
from storage.tables import DIALOGUE

MENU = "Wat wilt u doen?"
SUMMARY = "Klopt dit zo?"
OLDER = "oudere vragenlijst"
TO_REASONS = ("Cliëntkaart", "Meetmomenten", "20 november 2026 · 4", "Corrigeren")


async def unfinished(meetlat: Meetlat) -> tuple[Dialogue, ...]:
    """What Anna has not finished."""
    async with meetlat.storage.look() as unit:
        return await unit.dialogues.open_of(ANNA.id)


async def outdate(meetlat: Meetlat) -> None:
    """Let every open dialogue be of a flow that nobody has any more."""
    async with meetlat.storage.unit() as unit:
        await unit.connection.execute(sa.update(DIALOGUE).values(version="2020.1"))


async def test_beginning_anew_on_the_web_is_seen_on_telegram(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await begun(meetlat.anna, "Ja")
    await outdate(meetlat)
    async with meetlat.browser(ANNA) as visitor:
        await visitor.press(f"Verder met {code}")
        assert OLDER in visitor.page.heading
        assert P0 in (await visitor.press("Opnieuw beginnen")).heading
    await until(lambda: "geen meting bezig" in live(meetlat.anna).message.text, "the question leaves the phone")
    (left,) = await unfinished(meetlat)
    assert (left.client, left.answers) == (code, {})


async def test_measuring_does_not_go_on_with_a_correction(meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    await tap(meetlat.anna, *TO_REASONS, "Verkeerde knop", "Later")
    await send(meetlat.anna, code)
    assert P0 in (await tap(meetlat.anna, "Meten")).text
    await tap(meetlat.anna, "Ja", "Later")
    labels = live(meetlat.anna).message.labels
    assert f"Correctie {code}" in labels
    assert Q1 in (await tap(meetlat.anna, f"Verder met {code}")).text
    await tap(meetlat.anna, "Later")
    assert SUMMARY in (await tap(meetlat.anna, f"Correctie {code}")).text


async def test_a_correction_goes_on_from_its_meetmoment_with_the_newest_reason(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await measured(meetlat)
    await tap(meetlat.anna, *TO_REASONS, "Verkeerde knop", "Iets wijzigen")
    growth = label_with(live(meetlat.anna).message.labels, "Groei binnen een jaar")
    await tap(meetlat.anna, growth, "Ja (+)", "Trede 5", "Later")
    await send(meetlat.anna, code)
    await tap(meetlat.anna, *TO_REASONS[1:], "Na intervisie")
    assert SUMMARY in live(meetlat.anna).message.text
    assert "verder waar u gebleven was" in live(meetlat.anna).message.text
    await tap(meetlat.anna, "Vastleggen")
    found = [(str(each.meting.stand), each.reden) for each in await meetlat.history(code)]
    assert found == [("4", None), ("4+", "intervisie")]
    assert await unfinished(meetlat) == ()


async def test_a_correction_with_older_questions_begins_anew_as_a_correction(meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    await tap(meetlat.anna, *TO_REASONS, "Verkeerde knop", "Later")
    await outdate(meetlat)
    assert OLDER in (await tap(meetlat.anna, f"Correctie {code}")).text
    assert SUMMARY in (await tap(meetlat.anna, "Opnieuw beginnen")).text
    (left,) = await unfinished(meetlat)
    assert (left.reden, left.version == "2020.1") == ("verkeerde_knop", False)
    await tap(meetlat.anna, "Vastleggen")
    assert [each.reden for each in await meetlat.history(code)] == [None, "verkeerde_knop"]
    assert await meetlat.trail("gestopt") == 1


async def test_measuring_twice_goes_on_with_the_same_measurement(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TO_SUMMARY, "Later")
    await send(meetlat.anna, code)
    assert SUMMARY in (await tap(meetlat.anna, "Meten")).text
    assert len(await unfinished(meetlat)) == 1


async def test_who_comes_back_on_another_day_begins_at_the_menu_or_in_the_dialogue(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, "Ja")
    async with meetlat.browser(ANNA) as visitor:
        assert MENU in visitor.page.heading
        await visitor.press("Mijn cliënten")
        async with meetlat.browser(ANNA) as second:
            assert second.page.heading == "Mijn cliënten", "both screens show the one conversation"
        meetlat.clock.move(hours=13)
        await visitor.sign_in()
        assert MENU in visitor.page.heading
        await visitor.press(f"Verder met {code}")
        meetlat.clock.move(hours=13)
        await visitor.sign_in()
        assert Q1 in visitor.page.heading
