"""A second pair of eyes, and two views of one client, over Telegram and the web."""

from __future__ import annotations

from pathlib import Path

import pytest
from channels.steps import TREDE_4, begun, opened
from support.botapi.person import Person
from support.running import ANNA, BRAM, TESS, Meetlat, live, meetlat_on, send, tap
from support.storage import Databases

from bot.checking.escalation import escalate
from flows.meetmoment import Actie, Status
from flows.people import Rol


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "gemeente.toml"
    file.write_text(
        'naam = "Gemeente Voorbeeld"\n[regels]\nvier_ogen = "alles"\nsteekproef_een_op = 0\n', encoding="utf-8"
    )
    return file


async def queue(person: Person) -> list[str]:
    """What waits for somebody, as it stands on the buttons."""
    await send(person, "/start")
    waiting = [label for label in live(person).message.labels if label.startswith("Controleren")]
    return [] if not waiting else [each for each in (await tap(person, waiting[0])).labels if each.startswith("K-")]


async def statuses(meetlat: Meetlat, code: str) -> list[Status]:
    return [each.status for each in await meetlat.history(code)]


@pytest.mark.wens("RD09")
async def test_a_meetmoment_counts_after_somebody_else_agreed(databases: Databases, settings: Path) -> None:
    async with meetlat_on(await databases.clean(), gemeente_settings=settings) as meetlat:
        tess = meetlat.phone(TESS)
        code = await begun(meetlat.anna, *TREDE_4)
        assert "telt het nog niet mee" in live(meetlat.anna).message.text
        async with meetlat.storage.look() as unit:
            card = await unit.clients.get(code, ANNA, meetlat.today())
        assert card is not None
        assert card.stand is None
        text = (await tap(meetlat.anna, "Cliëntkaart")).text
        assert "In controle: 4 van 20 november 2026. Dit telt nog niet mee." in text
        assert "Nog niet gemeten" not in text
        (row,) = await queue(tess)
        assert row.startswith(code)
        assert "Gemeten door Klantmanager 1" in (await tap(tess, row)).text
        assert "telt nu mee" in (await tap(tess, "Akkoord")).text
        assert await queue(tess) == []
        history = await meetlat.history(code)
        assert [(each.status, each.gecontroleerd_door) for each in history] == [
            (Status.TE_CONTROLEREN, None),
            (Status.DEFINITIEF, TESS.id),
        ]
        assert {each.door for each in history} == {ANNA.id}


async def test_back_with_a_reason_and_corrected(sqlite_databases: Databases, settings: Path) -> None:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=settings) as meetlat:
        tess = meetlat.phone(TESS)
        code = await begun(meetlat.anna, *TREDE_4)
        (row,) = await queue(tess)
        await tap(tess, row, "Terugsturen", "Eerst overleggen")
        assert await statuses(meetlat, code) == [Status.TE_CONTROLEREN, Status.TERUGGEGEVEN]
        await opened(meetlat.anna, code)
        assert "Teruggegeven: 4 van 20 november 2026. Dit telt nog niet mee." in live(meetlat.anna).message.text
        returned = await tap(meetlat.anna, "Meetmomenten", "20 november 2026 · 4 · teruggegeven")
        assert "4 · teruggegeven door Teamleider 1, " in returned.text
        await send(meetlat.anna, "/start")
        await tap(meetlat.anna, "Berichten (1)")
        assert "Eerst overleggen" in live(meetlat.anna).message.text
        await opened(meetlat.anna, code)
        await tap(
            meetlat.anna, "Meetmomenten", "20 november 2026 · 4 · teruggegeven", "Corrigeren", "Nieuwe informatie"
        )
        await tap(meetlat.anna, "Vastleggen")
        assert await queue(tess) == [f"{code} · 4 · correctie"]


async def test_the_card_says_what_waits_beside_what_counts(sqlite_databases: Databases, settings: Path) -> None:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=settings) as meetlat:
        tess, earlier = meetlat.phone(TESS), await meetlat.client(ANNA)
        await opened(meetlat.anna, earlier)
        await tap(meetlat.anna, "Meten", *TREDE_4)
        await tap(tess, *await queue(tess), "Akkoord")
        meetlat.clock.move(days=7)
        await opened(meetlat.anna, earlier)
        await tap(meetlat.anna, "Meten", "Alles klopt nog", "Ja (+)", "Trede 5", "Vastleggen")
        card = await tap(meetlat.anna, "Cliëntkaart")
        assert "Gemeten op 20 november 2026" in card.text
        assert "In controle: 4+ van 27 november 2026. Dit telt nog niet mee." in card.text
        await tap(meetlat.anna, "Meetmomenten", "20 november 2026 · 4", "Intrekken", "Verkeerde knop", "Ja, intrekken")
        await opened(meetlat.anna, earlier)
        assert "In controle: intrekking van 4 van 20 november 2026." in live(meetlat.anna).message.text


async def test_nobody_checks_the_own_work(sqlite_databases: Databases, settings: Path) -> None:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=settings) as meetlat:
        await begun(meetlat.phone(TESS), *TREDE_4)
        assert await queue(meetlat.phone(TESS)) == []
        _, checker = await meetlat.newcomer(Rol.CONTROLEUR)
        assert len(await queue(checker)) == 1
        _, elsewhere = await meetlat.newcomer(Rol.CONTROLEUR, "t2")
        assert await queue(elsewhere) == []


async def test_the_lead_hears_after_five_working_days(sqlite_databases: Databases, settings: Path) -> None:
    async with meetlat_on(await sqlite_databases.ready(), gemeente_settings=settings) as meetlat:
        await begun(meetlat.anna, *TREDE_4)
        meetlat.clock.move(days=6)
        assert await escalate(meetlat.storage, meetlat.clock()) == 0
        meetlat.clock.move(days=1)
        assert await escalate(meetlat.storage, meetlat.clock()) == 1
        assert await escalate(meetlat.storage, meetlat.clock()) == 0


@pytest.mark.wens("RA28", "RA29", "RA30")
async def test_two_views_are_shown_to_both_and_settled_by_them(meetlat: Meetlat) -> None:
    code = await meetlat.client(ANNA)
    async with meetlat.storage.unit() as unit:
        await unit.people.remove(BRAM.id, meetlat.clock())
    other, phone = await meetlat.newcomer(Rol.TEAMLEIDER)
    await opened(meetlat.anna, code)
    await tap(meetlat.anna, "Meten", *TREDE_4)
    await opened(phone, code)
    await tap(phone, "Meten", "Ja", "Nee", "Nee", "Ja", "Klopt", "Nee", "Alles klopt", "Over 12 maanden", "Vastleggen")
    concept = (await meetlat.history(code))[-1]
    assert (concept.status, concept.door) == (Status.CONCEPT, other.id)
    for person in (meetlat.anna, phone):
        await send(person, "/start")
        assert "Verschil van inzicht" in (await tap(person, "Berichten (1)")).text
        await tap(person, "Bekijken")
        text = live(person).message.text
        assert "Klantmanager 1: 4" in text
        assert "Onbetaald werk: Ja of Nee" in text
    await tap(meetlat.anna, "Dit concept laten gelden")
    history = await meetlat.history(code)
    holds = [each for each in history if each.status is Status.DEFINITIEF][-1]
    assert (str(holds.meting.stand), holds.actie, holds.reden) == ("3", Actie.CORRECTIE, "intervisie")
    assert [each.actie for each in history if each.id == concept.id] == [Actie.NIEUW, Actie.INTREKKING]


async def test_who_measured_first_lets_the_own_view_stand(meetlat: Meetlat) -> None:
    code = await meetlat.client(ANNA)
    async with meetlat.storage.unit() as unit:
        await unit.people.remove(BRAM.id, meetlat.clock())
    _, phone = await meetlat.newcomer(Rol.TEAMLEIDER)
    for person, typed in ((meetlat.anna, "4"), (phone, "3")):
        await opened(person, code)
        await tap(person, "Meten")
        await send(person, typed)
        await tap(person, "Klopt", "Alles klopt", "Over 12 maanden", "Vastleggen")
    await send(phone, "/start")
    await tap(phone, "Berichten (1)", "Bekijken")
    assert "Mijn meting blijft staan" not in live(phone).message.labels
    await send(meetlat.anna, "/start")
    text = (await tap(meetlat.anna, "Berichten (1)", "Bekijken")).text
    assert "Klantmanager 1: 4 · Onbetaald werk" in text
    assert "3 · Deelname aan georganiseerde activiteiten" in text
    assert "Bij directe invoer zijn de vragen over de trede niet gesteld." in text
    assert "Uw meting blijft gelden" in (await tap(meetlat.anna, "Mijn meting blijft staan")).text
    concept = (await meetlat.history(code))[-1]
    assert (concept.actie, concept.reden, concept.door) == (Actie.INTREKKING, "intervisie", ANNA.id)
    await send(phone, "/start")
    assert "Uw collega laat de eigen meting staan." in (await tap(phone, "Berichten (1)")).text
    assert [str(each.meting.stand) for each in await meetlat.history(code) if each.status is Status.DEFINITIEF] == ["4"]
