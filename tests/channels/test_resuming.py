"""What is taken up again where: a measurement from the client, a correction from its meetmoment or the menu."""

from __future__ import annotations

import sqlalchemy as sa
from channels.steps import P0, Q1, TO_SUMMARY, begun, label_with, measured
from support.house import ANNA, House, live, send, tap, until

from flows.dialogue import Dialogue
from storage.tables import DIALOGUE

MENU = "Wat wilt u doen?"
SUMMARY = "Klopt dit zo?"
OLDER = "oudere vragenlijst"
TO_REASONS = ("Cliëntkaart", "Meetmomenten", "20 november 2026 · 4", "Corrigeren")


async def unfinished(house: House) -> tuple[Dialogue, ...]:
    """What Anna has not finished."""
    async with house.storage.look() as unit:
        return await unit.dialogues.open_of(ANNA.id)


async def outdate(house: House) -> None:
    """Let every open dialogue be of a flow that nobody has any more."""
    async with house.storage.unit() as unit:
        await unit.connection.execute(sa.update(DIALOGUE).values(version="2020.1"))


async def test_beginning_anew_on_the_web_is_seen_on_telegram(either_house: House) -> None:
    house = either_house
    code = await begun(house.anna, "Ja")
    await outdate(house)
    async with house.browser(ANNA) as visitor:
        await visitor.press(f"Verder met {code}")
        assert OLDER in visitor.page.heading
        assert P0 in (await visitor.press("Opnieuw beginnen")).heading
    await until(lambda: "geen meting bezig" in live(house.anna).message.text, "the question leaves the phone")
    (left,) = await unfinished(house)
    assert (left.client, left.answers) == (code, {})


async def test_measuring_does_not_go_on_with_a_correction(house: House) -> None:
    code = await measured(house)
    await tap(house.anna, *TO_REASONS, "Verkeerde knop", "Later")
    await send(house.anna, code)
    assert P0 in (await tap(house.anna, "Meten")).text
    await tap(house.anna, "Ja", "Later")
    labels = live(house.anna).message.labels
    assert f"Correctie {code}" in labels
    assert Q1 in (await tap(house.anna, f"Verder met {code}")).text
    await tap(house.anna, "Later")
    assert SUMMARY in (await tap(house.anna, f"Correctie {code}")).text


async def test_a_correction_goes_on_from_its_meetmoment_with_the_newest_reason(either_house: House) -> None:
    house = either_house
    code = await measured(house)
    await tap(house.anna, *TO_REASONS, "Verkeerde knop", "Iets wijzigen")
    growth = label_with(live(house.anna).message.labels, "Groei binnen een jaar")
    await tap(house.anna, growth, "Ja (+)", "Trede 5", "Later")
    await send(house.anna, code)
    await tap(house.anna, *TO_REASONS[1:], "Na intervisie")
    assert SUMMARY in live(house.anna).message.text
    assert "verder waar u gebleven was" in live(house.anna).message.text
    await tap(house.anna, "Vastleggen")
    found = [(str(each.meting.stand), each.reden) for each in await house.history(code)]
    assert found == [("4", None), ("4+", "intervisie")]
    assert await unfinished(house) == ()


async def test_a_correction_with_older_questions_begins_anew_as_a_correction(house: House) -> None:
    code = await measured(house)
    await tap(house.anna, *TO_REASONS, "Verkeerde knop", "Later")
    await outdate(house)
    assert OLDER in (await tap(house.anna, f"Correctie {code}")).text
    assert SUMMARY in (await tap(house.anna, "Opnieuw beginnen")).text
    (left,) = await unfinished(house)
    assert (left.reden, left.version == "2020.1") == ("verkeerde_knop", False)
    await tap(house.anna, "Vastleggen")
    assert [each.reden for each in await house.history(code)] == [None, "verkeerde_knop"]
    assert await house.trail("gestopt") == 1


async def test_measuring_twice_goes_on_with_the_same_measurement(house: House) -> None:
    code = await begun(house.anna, *TO_SUMMARY, "Later")
    await send(house.anna, code)
    assert SUMMARY in (await tap(house.anna, "Meten")).text
    assert len(await unfinished(house)) == 1


async def test_who_comes_back_on_another_day_begins_at_the_menu_or_in_the_dialogue(house: House) -> None:
    code = await begun(house.anna, "Ja")
    async with house.browser(ANNA) as visitor:
        assert MENU in visitor.page.heading
        await visitor.press("Mijn cliënten")
        async with house.browser(ANNA) as second:
            assert second.page.heading == "Mijn cliënten", "both screens show the one conversation"
        house.clock.move(hours=13)
        await visitor.sign_in()
        assert MENU in visitor.page.heading
        await visitor.press(f"Verder met {code}")
        house.clock.move(hours=13)
        await visitor.sign_in()
        assert Q1 in visitor.page.heading
