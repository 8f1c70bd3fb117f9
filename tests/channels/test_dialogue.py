"""One dialogue on two channels, left alone, restarted, tapped twice, corrected and withdrawn."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from aiohttp import ClientResponse
from channels.steps import HOME, NEW, OLD_BUTTON, P0, Q1, Q3, TO_SUMMARY, TREDE_4, begun, label_with, measured, opened
from support.running import ANNA, BRAM, TESS, Meetlat, all_of, data_of, live, revision, send, tap, until
from support.storage import assign

from flows.meetmoment import Actie, Status


@pytest.mark.wens("RC09", "RD48")
async def test_pause_on_telegram_resume_on_the_web_and_back(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await begun(meetlat.anna, "Ja", "Later")
    assert "Bewaard" in live(meetlat.anna).message.text
    async with meetlat.browser(ANNA) as visitor:
        assert (await visitor.press(f"Verder met {code}")).heading.endswith("een eigen bedrijf?")
        assert Q3 in (await visitor.press("Nee")).heading
        assert (await visitor.press("Later")).heading == HOME
    await send(meetlat.anna, "/start")
    assert Q3 in (await tap(meetlat.anna, f"Verder met {code}")).text
    await tap(meetlat.anna, *TREDE_4[2:])
    (meetmoment,) = await meetlat.history(code)
    assert str(meetmoment.meting.stand) == "4"


async def test_two_devices_show_the_same_question(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await begun(meetlat.anna)
    async with meetlat.browser(ANNA) as visitor:
        await visitor.press(f"Verder met {code}")
        message = live(meetlat.anna).message
        await visitor.press("Ja")
        await until(lambda: Q1 in live(meetlat.anna).message.text, "the web's answer on Telegram")
        assert live(meetlat.anna).message.id == message.id
        await tap(meetlat.anna, "Nee")
        assert Q3 in (await visitor.open()).heading


async def test_a_card_left_behind_by_another_device_gives_way_to_the_question(either_meetlat: Meetlat) -> None:
    """Before its turn the card takes no tap, so nobody is shown it."""
    meetlat = either_meetlat
    code = await begun(meetlat.anna, *TO_SUMMARY[:5])
    async with meetlat.browser(ANNA) as visitor:
        await visitor.press(f"Verder met {code}")
        assert "Tik op wat anders is" in (await visitor.press("Iets wijzigen")).heading
        await tap(meetlat.anna, "Terug")
        asked = (await visitor.open()).heading
        assert asked in live(meetlat.anna).message.text
        for route in ("card", "card_help", "toggle/laaggeletterd"):
            assert (await visitor.tap(route)).heading == asked


async def test_an_open_page_hears_of_a_tap_on_telegram(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna)
    async with meetlat.browser(ANNA) as visitor:
        await visitor.press(f"Verder met {code}")
        async with visitor.session.get(f"{meetlat.address}live") as stream:
            assert await heard(stream) == visitor.page.revision
            await tap(meetlat.anna, "Ja")
            assert await heard(stream) == visitor.page.revision + 1


async def heard(stream: ClientResponse) -> int:
    """The revision that the stream tells next."""
    async with asyncio.timeout(30):
        async for line in stream.content:
            if line.startswith(b"data: "):
                return int(line.removeprefix(b"data: "))
    raise AssertionError("the stream ended")


async def test_what_was_recorded_on_the_web_cannot_be_recorded_again_on_telegram(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await begun(meetlat.anna, *TO_SUMMARY)
    old = data_of(live(meetlat.anna).message, "Vastleggen")
    async with meetlat.browser(ANNA) as visitor:
        await visitor.press(f"Verder met {code}")
        assert "vastgelegd" in (await visitor.press("Vastleggen")).heading
    await until(lambda: "Vastleggen" not in live(meetlat.anna).message.labels, "the summary leaves the phone")
    await meetlat.anna.tap_data(live(meetlat.anna).message.id, f"{revision(meetlat.anna)}.record")
    await meetlat.anna.tap_data(live(meetlat.anna).message.id, old)
    await send(meetlat.anna, "/start")
    await until(lambda: live(meetlat.anna).message.text.startswith(HOME), "the menu comes back")
    assert len(await meetlat.history(code)) == 1


async def test_a_dialogue_stopped_on_telegram_is_gone_on_the_web(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna)
    async with meetlat.browser(ANNA) as visitor:
        page = await visitor.press(f"Verder met {code}")
        await tap(meetlat.anna, "Stoppen", "Ja, stoppen")
        assert (await visitor.tap("answer/P0/ja", on=page)).status == 200
        assert P0 not in (await visitor.open()).heading
        await visitor.say("ja")
    async with meetlat.storage.look() as unit:
        assert await unit.dialogues.open_of(ANNA.id) == ()


async def test_stopping_is_asked_once(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, "Ja")
    assert "stoppen?" in (await tap(meetlat.anna, "Stoppen")).text
    assert Q1 in (await tap(meetlat.anna, "Nee, verder meten")).text
    assert "stoppen?" in (await send(meetlat.anna, "/stop")).text
    assert "Er is niets vastgelegd" in (await tap(meetlat.anna, "Ja, stoppen")).text
    assert await meetlat.history(code) == ()
    assert [label for label in live(meetlat.anna).message.labels if label.startswith("Verder met")] == []


async def test_a_dialogue_left_alone_for_weeks_goes_on(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, "Ja")
    async with meetlat.browser(ANNA) as visitor:
        meetlat.clock.move(days=21)
        assert (await visitor.open()).status == 403
        assert code not in visitor.page.text
        await visitor.sign_in()
        page = await visitor.press(f"Verder met {code}")
        assert Q1 in page.heading
        assert any(line.startswith("U begon deze meting op 20 november 2026") for line in page.lines)
    assert Q3 in (await tap(meetlat.anna, "Nee")).text
    await tap(meetlat.anna, *TREDE_4[2:])
    (meetmoment,) = await meetlat.history(code)
    assert meetmoment.meting.datum == meetlat.today()


async def test_a_restart_in_the_middle_is_not_noticed(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await begun(meetlat.anna, "Ja")
    async with meetlat.browser(ANNA) as visitor:
        await visitor.press(f"Verder met {code}")
        first = await visitor.open()
        older = data_of(live(meetlat.anna).message, "Nee")
        await meetlat.restart()
        await tap(meetlat.anna, "Nee")
        assert Q3 in live(meetlat.anna).message.text
        await meetlat.anna.tap_data(live(meetlat.anna).message.id, older)
        await meetlat.anna.settled()
        assert Q3 in live(meetlat.anna).message.text
        assert Q3 in (await visitor.tap("answer/Q1/ja", on=first)).heading
        await meetlat.restart()
        await visitor.open()
        assert (await visitor.press("Ja")).heading.startswith("Trede 4")
    assert len([message for message in meetlat.anna.chat if message.labels]) == 1


async def test_a_double_tap_answers_once(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await begun(meetlat.anna, "Ja")
    message = live(meetlat.anna)
    await all_of(meetlat.anna.tap_data(message.message.id, data_of(message.message, "Nee")) for _ in range(3))
    await until(lambda: Q3 in live(meetlat.anna).message.text, "the next question")
    await meetlat.anna.settled()
    assert (revision(meetlat.anna), meetlat.anna.toasts) == (message.revision + 1, [])
    async with meetlat.browser(ANNA) as visitor:
        page = await visitor.press(f"Verder met {code}")
        once, again = await visitor.tap("answer/Q3/ja", on=page), await visitor.tap("answer/Q3/ja", on=page)
        assert (once.status, again.status) == (200, 200)
        assert once.heading == again.heading
        assert once.revision == again.revision == page.revision + 1


async def test_the_same_update_again_has_no_second_effect(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    await begun(meetlat.anna, "Ja")
    message = live(meetlat.anna)
    update = await meetlat.anna.tap("Nee")
    await until(lambda: revision(meetlat.anna) > message.revision, "the next question")
    for _ in range(3):
        await meetlat.api.push(dict(update))
    await send(meetlat.anna, "ja")
    assert revision(meetlat.anna) == message.revision + 2


async def test_an_old_button_gets_a_kind_answer_on_telegram(meetlat: Meetlat) -> None:
    await begun(meetlat.anna)
    old = live(meetlat.anna)
    await tap(meetlat.anna, "Ja", "Nee")
    await meetlat.anna.tap_data(old.message.id, data_of(old.message, "Nog niet ingedeeld"))
    await until(lambda: meetlat.anna.toasts, "a word about the old button")
    assert OLD_BUTTON in meetlat.anna.toasts[-1]
    assert Q3 in live(meetlat.anna).message.text
    assert revision(meetlat.anna) == old.revision + 2


async def test_an_old_button_gets_a_kind_answer_on_the_web(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as visitor:
        old = await visitor.presses(*NEW)
        now = await visitor.presses("Ja", "Nee")
        visitor.script()
        page = await visitor.tap(old.buttons["Nog niet ingedeeld"], on=old, key="pressed-from-an-old-page")
        assert (page.status, page.heading, page.revision) == (200, now.heading, now.revision)
        assert any(OLD_BUTTON in line for line in page.lines)


async def test_buttons_of_a_previous_dialogue_do_nothing(meetlat: Meetlat) -> None:
    first = await begun(meetlat.anna)
    old = live(meetlat.anna)
    await tap(meetlat.anna, "Stoppen", "Ja, stoppen", "Menu", *NEW, "Ja")
    now = live(meetlat.anna)
    await meetlat.anna.tap_data(old.message.id, data_of(old.message, "Nog niet ingedeeld"))
    await until(lambda: meetlat.anna.toasts, "a word about the old button")
    assert Q1 in live(meetlat.anna).message.text
    assert first not in live(meetlat.anna).message.text
    async with meetlat.storage.look() as unit:
        (dialogue,) = await unit.dialogues.open_of(ANNA.id)
    assert dialogue.answers["P0"] == "ja"
    assert revision(meetlat.anna) == now.revision + 1  # shown again, below where the tap was


async def shared_client(meetlat: Meetlat) -> str:
    """A client of Anna that Bram measures as well."""
    code = await meetlat.client(ANNA)
    async with meetlat.storage.unit() as unit:
        await assign(unit, code, BRAM)
    return code


@pytest.mark.wens("RA30")
async def test_two_people_on_one_day_make_a_concept(meetlat: Meetlat) -> None:
    code = await shared_client(meetlat)
    for person in (meetlat.anna, meetlat.bram):
        await opened(person, code)
        await tap(person, "Meten", *TREDE_4)
    assert "bewaard als concept" in live(meetlat.bram).message.text
    assert "Bespreek samen welk meetmoment geldt" in live(meetlat.bram).message.text
    found = {each.door: each.status for each in await meetlat.history(code)}
    assert found == {ANNA.id: Status.DEFINITIEF, BRAM.id: Status.CONCEPT}


async def test_two_people_at_the_same_moment_make_a_concept(either_meetlat: Meetlat) -> None:
    meetlat = either_meetlat
    code = await shared_client(meetlat)
    for person in (meetlat.anna, meetlat.bram):
        await opened(person, code)
        await tap(person, "Meten", *TO_SUMMARY)
    await all_of(tap(person, "Vastleggen") for person in (meetlat.anna, meetlat.bram))
    assert sorted(each.status for each in await meetlat.history(code)) == [Status.CONCEPT, Status.DEFINITIEF]


async def test_the_same_person_again_on_one_day_corrects_or_chooses_another_day(meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    await tap(meetlat.anna, "Cliëntkaart", "Meten", "Ja", "Nee", "Nee", "Ja", "Klopt", "Nee", "Alles klopt")
    assert "al gemeten" in (await tap(meetlat.anna, "Over 12 maanden", "Vastleggen")).text
    await tap(meetlat.anna, "Andere datum")
    yesterday = meetlat.today() - timedelta(days=1)
    await send(meetlat.anna, yesterday.strftime("%d-%m-%Y"))
    assert "vastgelegd" in (await tap(meetlat.anna, "Vastleggen")).text
    days = {str(each.meting.stand): each.meting.datum for each in await meetlat.history(code)}
    assert days == {"4": meetlat.today(), "3": yesterday}
    await tap(meetlat.anna, "Cliëntkaart", "Meten", *TREDE_4)
    assert "versie 2" in (await tap(meetlat.anna, "Als correctie")).text
    assert [each.actie for each in await meetlat.history(code)] == [Actie.NIEUW, Actie.NIEUW, Actie.CORRECTIE]


@pytest.mark.wens("RD11", "RD33")
async def test_corrected_and_withdrawn_by_a_team_leader_with_a_reason(either_meetlat: Meetlat) -> None:
    meetlat, tess = either_meetlat, either_meetlat.phone(TESS)
    code = await measured(meetlat)
    await opened(tess, code)
    await tap(tess, "Meetmomenten", "20 november 2026 · 4", "Corrigeren", "Nieuwe informatie", "Iets wijzigen")
    await tap(tess, label_with(live(tess).message.labels, "Groei binnen een jaar"), "Ja (+)", "Trede 5", "Vastleggen")
    await tap(tess, "Cliëntkaart", "Meetmomenten", "20 november 2026 · 4+ · gecorrigeerd")
    await tap(tess, "Intrekken", "Verkeerde cliënt", "Ja, intrekken")
    text = live(tess).message.text
    assert "Versie 1: 4 · Klantmanager 1, 20-11-2026 10:30" in text
    assert "Versie 2: 4+ · correctie door Teamleider 1, 20-11-2026 10:30 · Nieuwe informatie" in text
    assert "Versie 3: 4+ · ingetrokken door Teamleider 1, 20-11-2026 10:30 · Verkeerde cliënt" in text
    for version, growth in (("Versie 1: 4", "Nee"), ("Versie 2: 4+", "Ja (+)")):
        assert f"Groei binnen een jaar: {growth}" in (await tap(tess, version)).text
        await tap(tess, "Terug")
    versions = [(each.versie, each.door, each.actie, each.reden) for each in await meetlat.history(code)]
    assert versions == [
        (1, ANNA.id, Actie.NIEUW, None),
        (2, TESS.id, Actie.CORRECTIE, "nieuwe_informatie"),
        (3, TESS.id, Actie.INTREKKING, "verkeerde_client"),
    ]
    await opened(meetlat.anna, code)
    assert "Nog niet gemeten" in live(meetlat.anna).message.text
    assert str((await meetlat.history(code))[0].meting.stand) == "4"


async def test_another_team_sees_nothing_of_it(meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    await opened(meetlat.bram, code)
    assert "staat niet in uw caseload" in live(meetlat.bram).message.text
    async with meetlat.browser(BRAM) as visitor:
        assert code not in (await visitor.tap(f"client/{code}")).text
        assert code not in (await visitor.tap(f"moments/{code}/0")).text


@pytest.mark.parametrize("typed", ["ja", "j", "1", "JA "])
async def test_an_answer_may_be_typed_on_either_channel(typed: str, meetlat: Meetlat) -> None:
    await begun(meetlat.anna, "Ja")
    assert Q1 not in (await send(meetlat.anna, typed)).text
    async with meetlat.browser(BRAM) as visitor:
        await visitor.presses(*NEW, "Ja")
        assert Q1 not in (await visitor.say(typed)).heading


GROWING = ("Ja", "Nee", "Ja", "Klopt", "Ja (+)", "Trede 5", "Alles klopt", "Over 12 maanden")


async def test_what_deserves_a_second_look_stands_above_what_is_recorded(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as visitor:
        page = await visitor.presses(*NEW, *GROWING)
        assert page.text.count('class="warning"') == 1
        assert page.text.rindex('class="warning"') < page.text.index('class="items"')
