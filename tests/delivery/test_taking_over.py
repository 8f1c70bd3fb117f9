"""A caseload and a leave go from one colleague to another, over both channels, and the old hands come off."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from channels.steps import HOME, TREDE_4, begun, label_with
from support.botapi import Message, Person
from support.page import Page, Visitor
from support.running import (
    ANNA,
    BEA,
    BRAM,
    TESS,
    Meetlat,
    all_of,
    data_of,
    live,
    meetlat_on,
    pushed,
    revision,
    send,
    tap,
    until,
)
from support.storage import Databases

from bot.absence.routes import PERIOD
from flows.people import Functionaris, Rol

NOT_YOURS = "staat niet in uw caseload"
GONE_OVER = "Deze cliënt is nu bij een collega. Van uw meting is niets vastgelegd."
CARLA = Functionaris("carla", "Klantmanager 3", Rol.KLANTMANAGER, "t1")


@dataclass
class Office:
    """Meetlat, where Anna has a colleague in her team: Carla."""

    meetlat: Meetlat
    carla: Functionaris
    phone: Person


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Office]:
    """Everybody has said hello."""
    async with meetlat_on(url) as meetlat:
        async with meetlat.storage.unit() as unit:
            await unit.people.add(CARLA, meetlat.clock())
            await unit.people.link("105", CARLA.id, meetlat.clock())
        phone = meetlat.api.person(105)
        await all_of(send(person, "/start") for person in (meetlat.anna, meetlat.bram, meetlat.phone(TESS), phone))
        yield Office(meetlat, CARLA, phone)


@pytest.fixture
async def office(hasty: None, sqlite_databases: Databases) -> AsyncIterator[Office]:
    async with opened(await sqlite_databases.ready()) as office:
        yield office


@pytest.fixture
async def either_office(hasty: None, databases: Databases) -> AsyncIterator[Office]:
    """An office on SQLite, and one on PostgreSQL."""
    async with opened(await databases.clean()) as office:
        yield office


async def told(person: Person, words: str) -> Message:
    """What comes unasked with these words in it."""
    await until(lambda: any(words in message.text for message in pushed(person)), words)
    return next(message for message in pushed(person) if words in message.text)


async def sees(person: Person, code: str) -> bool:
    """Whether a typed code opens the client."""
    await send(person, "/start")
    return NOT_YOURS not in (await send(person, code)).text


@pytest.mark.wens("RB06")
async def test_a_caseload_goes_over_on_its_day_and_the_old_hands_come_off(either_office: Office) -> None:
    """Asked, looked at and accepted; from the day on nothing of it opens for Anna, not with old buttons either."""
    meetlat, anna, carla = either_office.meetlat, either_office.meetlat.anna, either_office.phone
    measured, unfinished = await begun(anna, *TREDE_4), await begun(anna, "Ja")
    await send(anna, "/start")
    card = await send(anna, measured)
    old = [data_of(card, label).partition(".")[2] for label in ("Meten", "Meetmomenten", "Andere datum", "Overdragen")]
    await send(anna, "/start")
    await tap(anna, "Mijn cliënten", "Caseload overdragen")
    assert "Wie neemt 2 cliënten over?" in live(anna).message.text
    await tap(anna, either_office.carla.label, "Morgen", "Verder")
    assert "Weet u het zeker?" in live(anna).message.text
    assert f"2 cliënten, naar {either_office.carla.label} vanaf 21 november 2026" in live(anna).message.text
    assert "Wacht op antwoord" in (await tap(anna, "Ja, vragen")).text

    asked = await told(carla, "vraagt u")
    assert "Klantmanager 1 vraagt u 2 cliënten over te nemen vanaf 21 november 2026." in asked.text
    assert measured not in asked.text
    await tap(carla, "Bekijk en beslis")
    assert live(carla).message.labels[:2] == ["Aannemen", "Weigeren"]
    assert "Vanaf 21 november 2026 bent u verantwoordelijk" in (await tap(carla, "Aannemen")).text
    await told(anna, "De overdracht is aangenomen")
    assert [await sees(anna, measured), await sees(carla, measured)] == [True, False]

    meetlat.clock.move(days=1)
    assert [await sees(anna, measured), await sees(carla, measured)] == [False, True]
    for route in old:
        await anna.tap_data(live(anna).message.id, f"{revision(anna)}.{route}")
        await anna.settled()
        assert NOT_YOURS in live(anna).message.text, route
    await send(anna, "/start")
    assert [label for label in live(anna).message.labels if unfinished in label] == []
    assert "De laatste gingen op 21 november 2026 naar een collega" in (await tap(anna, "Mijn cliënten")).text
    async with meetlat.browser(ANNA) as visitor:
        assert NOT_YOURS in (await visitor.tap(f"start/{measured}")).text

    meetlat.clock.move(days=2)
    assert "2 cliënten zijn nu van u" in (await told(carla, "zijn nu van u")).text
    await send(carla, measured)
    await tap(carla, "Meetmomenten")
    await tap(carla, label_with(live(carla).message.labels, "· 4"))
    assert "Klantmanager 1," in live(carla).message.text, "the measurement keeps the name of who measured"
    assert await meetlat.trail("overgedragen") == 2


async def asked_for_one(office: Office, day: str = "Vandaag") -> str:
    """Anna asks Carla to take over a client; gives the code."""
    code = await begun(office.meetlat.anna, *TREDE_4)
    await send(office.meetlat.anna, code)
    await tap(office.meetlat.anna, "Overdragen", office.carla.label, day, "Ja, vragen")
    return code


async def test_a_request_shows_nothing_of_a_client_who_went_elsewhere(either_office: Office) -> None:
    """Neither the request nor the message about it; and it cannot be accepted any more."""
    meetlat, code = either_office.meetlat, await asked_for_one(either_office, "Morgen")
    async with meetlat.storage.look() as unit:
        (request,) = await unit.overdrachten.waiting(ANNA.id, meetlat.today())
    tess = meetlat.phone(TESS)
    await send(tess, "/start")
    await send(tess, code)
    await tap(tess, "Andere klantmanager")
    others = [label for label in live(tess).message.labels if label not in (either_office.carla.label, "Terug", "Menu")]
    await tap(tess, others[0], "Verder", "Ja, nu overdragen")
    carla = either_office.carla
    async with meetlat.browser(carla) as visitor:
        page = await visitor.tap(f"handover/{request.id}")
        assert "Gaat niet door" in page.text
        assert not {"Aannemen", "Weigeren"} & set(page.labels)
        assert "20 november" not in page.text
        assert "Er valt niets meer over te nemen" in (await visitor.tap(f"accept/{request.id}")).text
        assert "vraagt u" not in (await visitor.tap("messages")).text


@pytest.mark.wens("RB06")
async def test_the_handover_card_tells_what_a_colleague_has_to_know(office: Office) -> None:
    code = await asked_for_one(office)
    text = (await told(office.phone, "vraagt u")).text
    for part in (
        f"{code} over te nemen",
        "Nu: Trede 4",
        "20 november 2026 · 4",
        "Waarom deze trede",
        "• onbetaald werk",
        "Volgende",
    ):
        assert part in text
    await send(office.phone, "/start")
    await tap(office.phone, "Overdrachten (1)", f"{code} van Klantmanager 1")
    card = live(office.phone).message.text
    assert "Instrument loopt: Nee" in card
    assert f"Neemt u {code} over van Klantmanager 1?" in card


async def test_a_client_that_goes_over_today_is_the_colleagues_at_once(office: Office) -> None:
    code = await asked_for_one(office)
    await looked_at(office)
    assert live(office.phone).message.text.splitlines()[0] == f"Neemt u {code} over van Klantmanager 1?"
    assert f"{code}" in (await tap(office.phone, "Aannemen")).text
    assert "Meten" in live(office.phone).message.labels
    await told(office.phone, "1 cliënt is nu van u")
    assert not await sees(office.meetlat.anna, code)


@pytest.mark.parametrize("typed", [False, True])
async def test_who_measures_reads_that_the_client_went_to_a_colleague(typed: bool, office: Office) -> None:
    code = await asked_for_one(office)
    await send(office.meetlat.anna, "/start")
    await send(office.meetlat.anna, code)
    await tap(office.meetlat.anna, "Meten", "Ja", "Nee")
    await looked_at(office)
    await tap(office.phone, "Aannemen")
    said = await (send(office.meetlat.anna, "ja") if typed else tap(office.meetlat.anna, "Ja"))
    assert GONE_OVER in said.text
    assert "Die knop is oud" not in said.text
    assert code not in said.text
    assert HOME in said.text
    assert GONE_OVER not in (await tap(office.meetlat.anna, "Nieuwe meting")).text


@pytest.mark.parametrize("day", ["Vandaag", "Morgen"])
async def test_whoever_takes_over_is_reminded_whatever_was_stopped(day: str, office: Office) -> None:
    code, anna = await begun(office.meetlat.anna, *TREDE_4), office.meetlat.anna
    office.meetlat.clock.move(days=340)
    await send(anna, "/start")
    await send(anna, code)
    await tap(anna, "Later herinneren", "Tot ik het weer aanzet", "Overdragen", office.carla.label, day, "Ja, vragen")
    await looked_at(office)
    await tap(office.phone, "Aannemen")
    async with office.meetlat.storage.look() as unit:
        termijn = await unit.termijnen.get(code)
    assert termijn is not None
    assert termijn.sluimert_tot is None


async def test_a_refusal_leaves_everything_as_it_is(office: Office) -> None:
    code = await asked_for_one(office)
    await tap(await looked_at(office), "Weigeren")
    assert f"neemt niet over. U houdt {code}" in (await told(office.meetlat.anna, "gaat niet door")).text
    assert [await sees(office.meetlat.anna, code), await sees(office.phone, code)] == [True, False]
    await send(office.phone, "/start")
    assert [label for label in live(office.phone).message.labels if "Overdrachten" in label] == []


async def looked_at(office: Office) -> Person:
    """Carla has the request on her screen."""
    await told(office.phone, "vraagt u")
    await tap(office.phone, "Bekijk en beslis")
    return office.phone


async def test_a_request_is_withdrawn_and_the_button_that_is_still_there_says_so(office: Office) -> None:
    code = await asked_for_one(office)
    await looked_at(office)
    await send(office.meetlat.anna, code)
    await tap(office.meetlat.anna, label_with(live(office.meetlat.anna).message.labels, "Gevraagd: "), "Intrekken")
    assert "al beantwoord of ingetrokken" in (await tap(office.phone, "Aannemen")).text
    assert await sees(office.meetlat.anna, code)


async def test_nobody_answers_and_the_giver_hears_of_it(office: Office) -> None:
    """The next working day that there is no answer, and after the day that it is off."""
    meetlat = office.meetlat
    code = await asked_for_one(office, "1e van de maand")
    await looked_at(office)
    meetlat.clock.move(days=3)
    assert "Nog geen antwoord" in (await told(meetlat.anna, "Nog geen antwoord")).text
    meetlat.clock.move(days=9)
    assert f"heeft niet op tijd geantwoord. U houdt {code}" in (await told(meetlat.anna, "gaat niet door")).text
    assert "De dag van deze overdracht is voorbij" in (await tap(office.phone, "Aannemen")).text
    assert await sees(meetlat.anna, code)


async def test_a_client_who_was_given_away_meanwhile_stays_there(office: Office) -> None:
    """The team lead was first; the request has nothing left to give."""
    meetlat, tess = office.meetlat, office.meetlat.phone(TESS)
    code = await asked_for_one(office)
    await looked_at(office)
    await send(tess, code)
    await tap(tess, "Andere klantmanager", "Teamleider 1", "Verder", "Ja, nu overdragen")
    assert await meetlat.trail("overgedragen") == 1
    assert "niets meer over te nemen" in (await tap(office.phone, "Aannemen")).text
    assert "Al bij een ander of uit beeld" in (await told(meetlat.anna, "gaat niet door")).text
    assert [await sees(meetlat.anna, code), await sees(office.phone, code)] == [False, False]


async def test_who_left_in_the_meantime_does_not_stand_in_the_way(office: Office) -> None:
    """Both have confirmed: that the giver has gone since only makes it more welcome."""
    code = await asked_for_one(office)
    await looked_at(office)
    await office.meetlat.remove(ANNA)
    await tap(office.phone, "Aannemen")
    assert await sees(office.phone, code)


async def test_a_receiver_who_left_is_not_asked_again(office: Office) -> None:
    meetlat = office.meetlat
    code = await asked_for_one(office, "1e van de maand")
    await meetlat.remove(office.carla)
    meetlat.clock.move(days=3)
    assert "heeft geen toegang meer" in (await told(meetlat.anna, "Nog geen antwoord")).text
    async with meetlat.browser(ANNA) as visitor:
        for _ in range(2):
            await visitor.tap(f"ask_handover/{code}/{office.carla.id}/2026-12-01")
        assert await meetlat.trail("overdracht_gevraagd") == 1
        page = await visitor.tap(f"hand_over/{code}/0")
        assert office.carla.label not in page.labels


async def test_a_double_tap_accepts_once(office: Office) -> None:
    await asked_for_one(office)
    carla = await looked_at(office)
    data = data_of(live(carla).message, "Aannemen")
    await all_of(carla.tap_data(live(carla).message.id, data) for _ in range(3))
    await carla.settled()
    await told(carla, "1 cliënt is nu van u")
    assert await office.meetlat.trail("overdracht_aanvaard") == 1


async def test_during_an_absence_the_substitute_measures_and_after_it_not(office: Office) -> None:
    meetlat, anna = office.meetlat, office.meetlat.anna
    code = await begun(anna, *TREDE_4)
    await send(anna, "/start")
    await tap(anna, "Instellingen", "Afwezig", "Afwezigheid melden")
    assert "te vroeg" in (await send(anna, "19-11-2026")).text
    await send(anna, "23-11-2026")
    assert "laatste dag ligt vóór de eerste" in (await send(anna, "22-11-2026")).text
    await tap(anna, "2 weken", office.carla.label)
    assert "Afwezig van 23 november 2026 tot en met 6 december 2026." in live(anna).message.text
    assert "ziet en meet in die tijd 1 cliënt" in live(anna).message.text
    await tap(anna, "Bevestigen")
    assert f"{office.carla.label} vervangt" in live(anna).message.text
    assert "Dan komt er 1 cliënt bij" in (await told(office.phone, "U vervangt Klantmanager 1")).text
    assert not await sees(office.phone, code)

    meetlat.clock.move(days=3)
    await told(office.phone, "1 cliënt staat er nu bij")
    assert await sees(office.phone, code)
    assert "Klantmanager: Klantmanager 1" in live(office.phone).message.text
    assert "Overdragen" not in live(office.phone).message.labels
    await send(office.phone, "/start")
    assert "U vervangt Klantmanager 1 tot en met 6 december 2026" in (await tap(office.phone, "Mijn cliënten")).text
    await begun(office.phone, *TREDE_4)
    assert "Uw caseload nu: 1 cliënt ·" in live(office.phone).message.text
    await send(office.phone, code)
    await tap(office.phone, "Meten")
    dialogue = live(office.phone).message

    meetlat.clock.move(days=14)
    await office.phone.tap_data(dialogue.id, data_of(dialogue, "Alle vragen opnieuw"))
    await office.phone.settled()
    assert GONE_OVER in live(office.phone).message.text
    assert not await sees(office.phone, code)
    assert await sees(meetlat.anna, code)


async def test_an_absence_that_is_stopped_ends_the_substitution_at_once(office: Office) -> None:
    meetlat, anna = office.meetlat, office.meetlat.anna
    code = await meetlat.client()
    await tap(anna, "Instellingen", "Afwezig", "Afwezigheid melden", "Vandaag", "1 week", office.carla.label)
    await tap(anna, "Bevestigen")
    assert await sees(office.phone, code)
    await tap(anna, "Stop 20 november 2026")
    assert "geen afwezigheid gemeld" in live(anna).message.text
    assert not await sees(office.phone, code)
    await told(office.phone, "U vervangt Klantmanager 1 niet meer")


async def test_who_stands_in_for_a_colleague_reads_why_an_absence_cannot_be(office: Office) -> None:
    meetlat, anna, carla = office.meetlat, office.meetlat.anna, office.phone
    await tap(anna, "Instellingen", "Afwezig", "Afwezigheid melden", "Vandaag", "1 week", office.carla.label)
    await tap(anna, "Bevestigen")
    await send(carla, "/start")
    text = (await tap(carla, "Instellingen", "Afwezig", "Afwezigheid melden", "Morgen", "2 weken")).text
    assert "Klantmanager 3 vervangt dan zelf een collega, en kan niet afwezig zijn." in text
    assert "Vervangt Klantmanager 1 van 20 november 2026 tot en met 26 november 2026" in text
    assert "niemand vervangen" not in text
    await send(anna, "/start")
    text = (await tap(anna, "Instellingen", "Afwezig", "Afwezigheid melden", "Morgen", "1 week")).text
    assert "Voor deze dagen is al afwezigheid gemeld. Stop die eerst." in text
    assert await meetlat.trail("afwezig_gemeld") == 1


async def test_a_team_lead_finds_how_often_the_team_confirmed_everything(office: Office) -> None:
    tess = office.meetlat.phone(TESS)
    assert "Hermetingen in het afgelopen jaar" in (await tap(tess, "Mijn team", "Hermetingen")).text
    assert "Mijn team" in (await tap(tess, "Terug")).text


async def test_a_team_lead_arranges_an_absence_for_who_fell_ill(office: Office) -> None:
    tess = office.meetlat.phone(TESS)
    await tap(tess, "Mijn team", "Klantmanager 1", "Afwezig", "Afwezigheid melden", "Vandaag", "3 weken")
    assert "Teamleider 1" in live(tess).message.labels
    await tap(tess, office.carla.label, "Bevestigen")
    await told(office.meetlat.anna, "Uw teamleider heeft u afwezig gemeld")
    await tap(tess, "Terug", "Terug")
    assert f"afwezig van 20 november 2026 tot en met 10 december 2026, {office.carla.label} vervangt" in (
        live(tess).message.text
    )


async def test_a_leavers_caseload_is_spread_over_colleagues_with_two_confirmations(either_office: Office) -> None:
    meetlat, tess = either_office.meetlat, either_office.meetlat.phone(TESS)
    codes = [await meetlat.client() for _ in range(5)]
    await meetlat.remove(ANNA)
    await send(tess, "/start")
    text = (await tap(tess, "Mijn team")).text
    assert "Klantmanager 1: 5 cliënten · geen toegang meer" in text
    await tap(tess, "Zonder klantmanager: 5")
    assert {f"{code} · nog niet gemeten" for code in codes} < set(live(tess).message.labels)
    await tap(tess, "Geef aan collega’s", either_office.carla.label, "Teamleider 1", "Verder (2)")
    shares = [line for line in live(tess).message.text.splitlines() if "heeft er nu" in line]
    assert sorted(line.partition(": ")[2] for line in shares) == [
        "2 cliënten, heeft er nu 0",
        "3 cliënten, heeft er nu 0",
    ]
    await tap(tess, "Verder")
    assert "Weet u het zeker?" in live(tess).message.text
    assert await meetlat.trail("overgedragen") == 0
    text = (await tap(tess, "Ja, nu overdragen")).text
    assert "Klantmanager 1" not in text
    assert await meetlat.trail("overgedragen") == 5
    await told(either_office.phone, "cliënten zijn nu van u")
    assert sum("zijn nu van u" in message.text for message in pushed(either_office.phone)) == 1
    async with meetlat.storage.look() as unit:
        sizes = [(await unit.clients.tally_of(who.id, meetlat.today())).clients for who in (either_office.carla, TESS)]
        decided = [await unit.overdrachten.waiting(who.id, meetlat.today()) for who in (ANNA, TESS)]
    assert (sorted(sizes), decided) == ([2, 3], [(), ()])


async def test_a_reminder_of_a_leaver_reaches_the_new_keeper(office: Office) -> None:
    """It was told to Anna and not acted on: whoever takes over hears of it too."""
    meetlat, tess = office.meetlat, office.meetlat.phone(TESS)
    code = await begun(meetlat.anna, *TREDE_4)
    meetlat.clock.move(days=367)
    assert await meetlat.sweep() == 1
    meetlat.clock.move(minutes=5)
    await told(meetlat.anna, code)
    await send(tess, "/start")
    await send(tess, code)
    await tap(tess, "Andere klantmanager", office.carla.label, "Verder", "Ja, nu overdragen")
    assert await meetlat.sweep() == 1
    meetlat.clock.move(minutes=5)
    assert f"Meet {code}" in (await told(office.phone, "hermeting staat klaar")).labels
    await told(office.phone, "1 cliënt is nu te meten")


async def test_who_may_not_is_told_so_and_nothing_changes(office: Office) -> None:
    """Bram leads nobody, and Anna is not his to give; Tess does not lead his team."""
    meetlat = office.meetlat
    code = await meetlat.client()
    bram = await meetlat.client(BRAM)
    today = meetlat.today()
    period = f"{today:%Y%m%d}-7"
    tries = {
        BRAM: [
            *("team/0", "unkept/0", f"member/{ANNA.id}/0", f"reassign/{ANNA.id}/0/0", f"reassign_now/{ANNA.id}/00001"),
            *(f"leave/{ANNA.id}", f"be_away/{ANNA.id}/{period}/{BRAM.id}", f"hand_over/{code}/0"),
            f"ask_handover/{code}/{TESS.id}/{today}",
        ],
        TESS: [
            *(f"member/{BRAM.id}/0", f"leave/{BRAM.id}", f"be_away/{BRAM.id}/{period}/{TESS.id}"),
            *(f"reassign/{bram}/0/0", f"reassign/{BRAM.id}/0/0", f"hand_over/{bram}/0"),
            *(f"reassign_now/{bram}/00001", f"ask_handover/{bram}/{ANNA.id}/{today}"),
        ],
    }
    before = await meetlat.records()
    for who, routes in tries.items():
        async with meetlat.browser(who) as visitor:
            for route in routes:
                text = (await forge(visitor, route)).text
                assert code not in text or who is TESS, route
                assert bram not in text or who is BRAM, route
    after = await meetlat.records()
    assert {name: rows for name, rows in after.items() if rows != before[name]}.keys() <= {"invite", "websession"}
    for wat in ("afwezig_gemeld", "overdracht_gevraagd", "overgedragen"):
        assert await meetlat.trail(wat) == 0


async def forge(visitor: Visitor, route: str) -> Page:
    """Press a button that no screen has."""
    await visitor.open()
    return await visitor.tap(route)


@pytest.mark.parametrize("route", ["handover/nope", "accept/nope", "refuse/nope", "call_off/nope", "end_leave/nope"])
async def test_what_does_not_exist_is_nobodys(route: str, office: Office) -> None:
    async with office.meetlat.browser(ANNA) as visitor:
        page = await visitor.tap(route)
        assert (page.status, "Menu" in page.labels or page.heading == HOME) == (200, True)


async def test_what_cannot_be_is_said_kindly(office: Office) -> None:
    """Every refusal has its own words, and says what can be done; also when the button is forged or out of date."""
    meetlat, today = office.meetlat, office.meetlat.today()
    code, carla = await meetlat.client(), office.carla.id
    closed = await begun(meetlat.anna, "Niet meer in beeld", "Verhuisd", "Klopt", "Vastleggen")
    guest, _ = await meetlat.newcomer(Rol.INVOERDER)
    late, early = today + timedelta(days=400), today - timedelta(days=1)
    week = PERIOD.write((today, today + timedelta(days=7)))
    refusals = {
        f"be_away/{ANNA.id}/{week}/{ANNA.id}": "Niemand kan zichzelf vervangen",
        f"be_away/{ANNA.id}/{week}/{guest.id}": "werkt bij een andere organisatie",
        f"be_away/{ANNA.id}/{week}/{BEA.id}": "kan geen cliënten meten",
        f"be_away/{ANNA.id}/{week}/nobody": "heeft geen toegang meer",
        f"be_away/{ANNA.id}/{PERIOD.write((early, today))}/{carla}": "Die datum is te vroeg",
        f"be_away/{ANNA.id}/{PERIOD.write((today, today))}/{carla}": "laatste dag ligt vóór de eerste",
        f"be_away/{ANNA.id}/{PERIOD.write((today, late))}/{carla}": "Die datum is te laat",
        f"ask_handover/{code}/{ANNA.id}/{today}": "Aan uzelf overdragen kan niet",
        f"ask_handover/{code}/{BEA.id}/{today}": "kan geen cliënten meten",
        f"ask_handover/{code}/{carla}/{early}": "Die datum is te vroeg",
        f"ask_handover/{code}/{carla}/{late}": "Die datum is te laat",
        f"ask_handover/{closed}/{carla}/{today}": "niet meer in beeld",
        f"ask_handover/K-XXXXXX/{carla}/{today}": "Er is niets over te dragen",
    }
    async with meetlat.browser(ANNA) as visitor:
        for route, words in refusals.items():
            assert words in (await forge(visitor, route)).text, route
        assert "Bewaard" in (await forge(visitor, f"be_away/{ANNA.id}/{week}/{carla}")).text
        assert "al afwezigheid gemeld" in (await forge(visitor, f"be_away/{ANNA.id}/{week}/{carla}")).text
        assert "Gevraagd" in (await forge(visitor, f"ask_handover/{code}/{carla}/{today}")).text
        assert "U vroeg dit al" in (await forge(visitor, f"ask_handover/{code}/{carla}/{today}")).text
    async with meetlat.browser(office.carla) as visitor:
        assert "dan zelf afwezig" in (await forge(visitor, f"be_away/{carla}/{week}/{ANNA.id}")).text
        assert "zelf een collega vervangen" in (await forge(visitor, f"be_away/{carla}/{week}/{TESS.id}")).text
    assert (await meetlat.trail("afwezig_gemeld"), await meetlat.trail("overdracht_gevraagd")) == (1, 1)


async def test_a_choice_of_colleagues_is_not_taken_for_another(office: Office) -> None:
    """Somebody joined the team between two taps: the lead chooses again, and nothing was given away."""
    meetlat = office.meetlat
    await meetlat.client()
    async with meetlat.browser(TESS) as visitor:
        await visitor.presses("Mijn team", "Klantmanager 1", "Geef aan collega’s", "Alle klantmanagers", "Verder (1)")
        await visitor.press("Verder")
        await meetlat.newcomer()
        page = await visitor.press("Ja, nu overdragen")
        assert "Die knop is oud" in page.text
    assert await meetlat.trail("overgedragen") == 0
