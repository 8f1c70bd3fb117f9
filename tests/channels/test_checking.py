"""A second pair of eyes, and two views of one client, over Telegram and the web."""

from __future__ import annotations

from pathlib import Path

import pytest
from channels.steps import TREDE_4, begun, opened
from support.botapi.person import Person
from support.house import ANNA, BRAM, TESS, House, housed, live, send, tap
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


async def statuses(house: House, code: str) -> list[Status]:
    return [each.status for each in await house.history(code)]


async def test_a_meetmoment_counts_after_somebody_else_agreed(databases: Databases, settings: Path) -> None:
    async with housed(await databases.clean(), gemeente_settings=settings) as house:
        tess = house.phone(TESS)
        code = await begun(house.anna, *TREDE_4)
        assert "telt het nog niet mee" in live(house.anna).message.text
        async with house.storage.look() as unit:
            card = await unit.clients.get(code, ANNA, house.today())
        assert card is not None
        assert card.stand is None
        text = (await tap(house.anna, "Cliëntkaart")).text
        assert "In controle: 4 van 20 november 2026. Dit telt nog niet mee." in text
        assert "Nog niet gemeten" not in text
        (row,) = await queue(tess)
        assert row.startswith(code)
        assert "Gemeten door Klantmanager 1" in (await tap(tess, row)).text
        assert "telt nu mee" in (await tap(tess, "Akkoord")).text
        assert await queue(tess) == []
        history = await house.history(code)
        assert [(each.status, each.gecontroleerd_door) for each in history] == [
            (Status.TE_CONTROLEREN, None),
            (Status.DEFINITIEF, TESS.id),
        ]
        assert {each.door for each in history} == {ANNA.id}


async def test_back_with_a_reason_and_corrected(sqlite_databases: Databases, settings: Path) -> None:
    async with housed(await sqlite_databases.ready(), gemeente_settings=settings) as house:
        tess = house.phone(TESS)
        code = await begun(house.anna, *TREDE_4)
        (row,) = await queue(tess)
        await tap(tess, row, "Terugsturen", "Eerst overleggen")
        assert await statuses(house, code) == [Status.TE_CONTROLEREN, Status.TERUGGEGEVEN]
        await opened(house.anna, code)
        assert "Teruggegeven: 4 van 20 november 2026. Dit telt nog niet mee." in live(house.anna).message.text
        returned = await tap(house.anna, "Meetmomenten", "20 november 2026 · 4 · teruggegeven")
        assert "4 · teruggegeven door Teamleider 1, " in returned.text
        await send(house.anna, "/start")
        await tap(house.anna, "Berichten (1)")
        assert "Eerst overleggen" in live(house.anna).message.text
        await opened(house.anna, code)
        await tap(house.anna, "Meetmomenten", "20 november 2026 · 4 · teruggegeven", "Corrigeren", "Nieuwe informatie")
        await tap(house.anna, "Vastleggen")
        assert await queue(tess) == [f"{code} · 4 · correctie"]


async def test_the_card_says_what_waits_beside_what_counts(sqlite_databases: Databases, settings: Path) -> None:
    async with housed(await sqlite_databases.ready(), gemeente_settings=settings) as house:
        tess, earlier = house.phone(TESS), await house.client(ANNA)
        await opened(house.anna, earlier)
        await tap(house.anna, "Meten", *TREDE_4)
        await tap(tess, *await queue(tess), "Akkoord")
        house.clock.move(days=7)
        await opened(house.anna, earlier)
        await tap(house.anna, "Meten", "Alles klopt nog", "Ja (+)", "Trede 5", "Vastleggen")
        card = await tap(house.anna, "Cliëntkaart")
        assert "Gemeten op 20 november 2026" in card.text
        assert "In controle: 4+ van 27 november 2026. Dit telt nog niet mee." in card.text
        await tap(house.anna, "Meetmomenten", "20 november 2026 · 4", "Intrekken", "Verkeerde knop", "Ja, intrekken")
        await opened(house.anna, earlier)
        assert "In controle: intrekking van 4 van 20 november 2026." in live(house.anna).message.text


async def test_nobody_checks_the_own_work(sqlite_databases: Databases, settings: Path) -> None:
    async with housed(await sqlite_databases.ready(), gemeente_settings=settings) as house:
        await begun(house.phone(TESS), *TREDE_4)
        assert await queue(house.phone(TESS)) == []
        _, checker = await house.newcomer(Rol.CONTROLEUR)
        assert len(await queue(checker)) == 1
        _, elsewhere = await house.newcomer(Rol.CONTROLEUR, "t2")
        assert await queue(elsewhere) == []


async def test_the_lead_hears_after_five_working_days(sqlite_databases: Databases, settings: Path) -> None:
    async with housed(await sqlite_databases.ready(), gemeente_settings=settings) as house:
        await begun(house.anna, *TREDE_4)
        house.clock.move(days=6)
        assert await escalate(house.storage, house.clock()) == 0
        house.clock.move(days=1)
        assert await escalate(house.storage, house.clock()) == 1
        assert await escalate(house.storage, house.clock()) == 0


async def test_two_views_are_shown_to_both_and_settled_by_them(house: House) -> None:
    code = await house.client(ANNA)
    async with house.storage.unit() as unit:
        await unit.people.remove(BRAM.id, house.clock())
    other, phone = await house.newcomer(Rol.TEAMLEIDER)
    await opened(house.anna, code)
    await tap(house.anna, "Meten", *TREDE_4)
    await opened(phone, code)
    await tap(phone, "Meten", "Ja", "Nee", "Nee", "Ja", "Klopt", "Nee", "Alles klopt", "Over 12 maanden", "Vastleggen")
    concept = (await house.history(code))[-1]
    assert (concept.status, concept.door) == (Status.CONCEPT, other.id)
    for person in (house.anna, phone):
        await send(person, "/start")
        assert "Verschil van inzicht" in (await tap(person, "Berichten (1)")).text
        await tap(person, "Bekijken")
        text = live(person).message.text
        assert "Klantmanager 1: 4" in text
        assert "Onbetaald werk: Ja of Nee" in text
    await tap(house.anna, "Dit concept laten gelden")
    history = await house.history(code)
    holds = [each for each in history if each.status is Status.DEFINITIEF][-1]
    assert (str(holds.meting.stand), holds.actie, holds.reden) == ("3", Actie.CORRECTIE, "intervisie")
    assert [each.actie for each in history if each.id == concept.id] == [Actie.NIEUW, Actie.INTREKKING]


async def test_who_measured_first_lets_the_own_view_stand(house: House) -> None:
    code = await house.client(ANNA)
    async with house.storage.unit() as unit:
        await unit.people.remove(BRAM.id, house.clock())
    _, phone = await house.newcomer(Rol.TEAMLEIDER)
    for person, typed in ((house.anna, "4"), (phone, "3")):
        await opened(person, code)
        await tap(person, "Meten")
        await send(person, typed)
        await tap(person, "Klopt", "Alles klopt", "Over 12 maanden", "Vastleggen")
    await send(phone, "/start")
    await tap(phone, "Berichten (1)", "Bekijken")
    assert "Mijn meting blijft staan" not in live(phone).message.labels
    await send(house.anna, "/start")
    text = (await tap(house.anna, "Berichten (1)", "Bekijken")).text
    assert "Klantmanager 1: 4 · Onbetaald werk" in text
    assert "3 · Deelname aan georganiseerde activiteiten" in text
    assert "Bij directe invoer zijn de vragen over de trede niet gesteld." in text
    assert "Uw meting blijft gelden" in (await tap(house.anna, "Mijn meting blijft staan")).text
    concept = (await house.history(code))[-1]
    assert (concept.actie, concept.reden, concept.door) == (Actie.INTREKKING, "intervisie", ANNA.id)
    await send(phone, "/start")
    assert "Uw collega laat de eigen meting staan." in (await tap(phone, "Berichten (1)")).text
    assert [str(each.meting.stand) for each in await house.history(code) if each.status is Status.DEFINITIEF] == ["4"]
