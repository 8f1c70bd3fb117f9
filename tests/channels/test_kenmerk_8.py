"""Whether an instrument runs follows from the placements: entered once, it is never asked again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from channels.instruments import MINE, SETTINGS, TAALLES, instruments, kenmerk_8, placed, shown, with_instruments
from channels.steps import TO_SUMMARY, TREDE_4, begun, label_with, moment_of, opened
from support.running import ANNA, Meetlat, after, live, meetlat_on, send, tap
from support.storage import Databases

from flows.meetmoment import Bevestiging
from flows.reports.caseload import caseload
from flows.reports.lists import Lijst, belongs
from flows.reports.partner import effect

WITH_GROWTH = ("Ja", "Nee", "Ja", "Klopt", "Ja (+)", "Trede 5", "Alles klopt", "Over 12 maanden", "Vastleggen")
TO_CARD = TO_SUMMARY[:5]


@pytest.fixture
async def meetlat(databases: Databases, tmp_path: Path) -> AsyncIterator[Meetlat]:
    async with with_instruments(databases, tmp_path) as meetlat:
        yield meetlat


@pytest.mark.wens("RA13", "RD25")
async def test_what_was_entered_once_is_counted_everywhere(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *WITH_GROWTH)
    await instruments(meetlat.anna, code, *TAALLES, "Vandaag", "Laat staan")
    meetlat.clock.move(days=200)
    await opened(meetlat.anna, code)
    await tap(meetlat.anna, "Meten")
    assert "Instrument loopt: Taalles bij Partner P, sinds 20 november 2026" in shown(meetlat.anna)
    await tap(meetlat.anna, "Alles klopt nog", "Ja (+)", "Trede 5", "Vastleggen")
    assert await kenmerk_8(meetlat, code) == "ja"
    assert (await meetlat.history(code))[-1].bevestiging is Bevestiging.ONGEWIJZIGD
    today = meetlat.today()
    async with meetlat.storage.look() as unit:
        counted = caseload(await unit.reports.caseload(MINE, today, today)).instrument.samen
        lines = await unit.reports.lines(MINE, today, today)
        per = effect(*await unit.reports.placements(MINE, today - timedelta(365), today, "instrument")).per
    assert {name: n for name, n in counted.items() if n} == {"LOPEND": 1}
    assert [line.client for line in lines if belongs(Lijst.WITTE_VLEK, line, today)] == []
    assert {name: n for name, n in per["Taalles"].resultaat.items() if n} == {"GELIJK": 1}


async def test_a_first_measurement_asks_for_growth_as_if_for_the_first_time(meetlat: Meetlat) -> None:
    """What is derived was not said by anybody: it is no sign that growth was judged before."""
    await begun(meetlat.anna, *TO_CARD[:-1])
    assert "minstens één trede stijgt" in shown(meetlat.anna)
    assert "De trede is anders" not in shown(meetlat.anna)


async def test_a_first_measurement_adds_what_runs_already(meetlat: Meetlat) -> None:
    """From the card of kenmerken and back, with every answer kept; the day is typed and lies before the client."""
    code = await begun(meetlat.anna, *TO_CARD)
    assert "Instrument loopt: nee" in shown(meetlat.anna)
    await tap(meetlat.anna, "Instrument is anders", *TAALLES)
    await send(meetlat.anna, "1 maart 2024")
    assert "Kloppen deze klantkenmerken?" in shown(meetlat.anna)
    assert "Instrument loopt: Taalles bij Partner P, sinds 1 maart 2024" in shown(meetlat.anna)
    await tap(meetlat.anna, "Alles klopt", "Over 12 maanden")
    assert "Instrument loopt: Taalles" in shown(meetlat.anna)
    await tap(meetlat.anna, "Vastleggen")
    assert await kenmerk_8(meetlat, code) == "ja"
    (found,) = await placed(meetlat, code)
    assert (found.instrument, found.partner, found.van) == ("Taalles", "Partner P", date(2024, 3, 1))
    assert (found.financiering, found.srg_type, found.bedrag, found.door) == ("Wmo", "59", None, ANNA.id)


async def test_what_is_not_in_the_list_of_the_gemeente_counts_too(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TO_CARD)
    await tap(meetlat.anna, "Instrument is anders", "Instrument begint", "Ander instrument")
    await tap(meetlat.anna, "De gemeente zelf", "Wmo", "Vandaag")
    await tap(meetlat.anna, "Alles klopt", "Over 12 maanden", "Vastleggen")
    assert await kenmerk_8(meetlat, code) == "ja"
    assert [each.instrument for each in await placed(meetlat, code)] == ["Ander instrument"]


async def test_a_correction_says_what_ran_on_its_day(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TREDE_4)
    meetlat.clock.move(days=60)
    await instruments(meetlat.anna, code, *TAALLES)
    await send(meetlat.anna, "20-11-2026")
    await instruments(meetlat.anna, code, "Stop Taalles", "Vandaag")
    assert await kenmerk_8(meetlat, code) == "nee"
    await moment_of(meetlat.anna, code, "· 4")
    await tap(meetlat.anna, "Corrigeren", "Nieuwe informatie")
    assert "Instrument loopt: Taalles bij Partner P, sinds 20 november 2026" in shown(meetlat.anna)
    await tap(meetlat.anna, "Vastleggen")
    assert await kenmerk_8(meetlat, code) == "ja"
    await opened(meetlat.anna, code)
    await tap(meetlat.anna, "Meten")
    assert "Instrument loopt: nee" in shown(meetlat.anna)


async def test_an_instrument_of_before_the_placements_is_not_lost_unseen(databases: Databases, tmp_path: Path) -> None:
    """A gemeente asked kenmerk 8 until it had instruments in its settings; what was registered stays as it is."""
    file, url = tmp_path / "gemeente.toml", await databases.clean()
    file.write_text('naam = "G"\n[regels]\nsteekproef_een_op = 0\n', encoding="utf-8")
    async with meetlat_on(url, gemeente_settings=file) as meetlat:
        code = await begun(meetlat.anna, *TO_CARD, "Iets wijzigen")
        await tap(meetlat.anna, label_with(live(meetlat.anna).message.labels, "Instrument loopt"))
        await tap(meetlat.anna, "Klaar, alles klopt", "Over 12 maanden", "Vastleggen")
        assert await kenmerk_8(meetlat, code) == "ja"
        file.write_text(SETTINGS.format(bedrag="false"), encoding="utf-8")
        await meetlat.restart()
        meetlat.clock.move(days=200)
        await opened(meetlat.anna, code)
        await tap(meetlat.anna, "Meten")
        told = "Volgens het meetmoment van 20 november 2026 liep er een instrument"
        assert told in shown(meetlat.anna)
        await tap(meetlat.anna, "Instrument is anders", *TAALLES)
        await send(meetlat.anna, "1-10-2026")
        assert told not in shown(meetlat.anna)
        (kept,) = await meetlat.history(code)
        assert kept.meting.kenmerken["instrument_lopend"] == "ja"


async def test_kenmerk_8_is_nobodys_to_answer(meetlat: Meetlat) -> None:
    await begun(meetlat.anna, *TO_CARD, "Iets wijzigen")
    assert not [label for label in live(meetlat.anna).message.labels if label.startswith("Instrument loopt")]
    for forged in ("toggle/instrument_lopend", "answer/instrument_lopend/ja"):
        message, number = live(meetlat.anna)
        await after(meetlat.anna, meetlat.anna.tap_data(message.id, f"{number}.{forged}"))
        assert "Die knop is oud." in shown(meetlat.anna)
        assert "Instrument loopt: nee" in shown(meetlat.anna)


async def test_what_was_to_come_and_has_begun_is_told(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TO_CARD, "Iets wijzigen")
    await tap(meetlat.anna, "Instrument inzetten: Nee", "Klaar, alles klopt", "Over 12 maanden", "Vastleggen")
    meetlat.clock.move(days=30)
    await instruments(meetlat.anna, code, *TAALLES, "Vandaag")
    meetlat.clock.move(days=90)
    await opened(meetlat.anna, code)
    await tap(meetlat.anna, "Meten")
    assert "Vorige keer zou er een instrument komen; sindsdien begon Taalles." in shown(meetlat.anna)


async def test_an_event_with_an_instrument_is_entered_as_a_placement(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TREDE_4)
    await opened(meetlat.anna, code)
    await tap(meetlat.anna, "Er is iets veranderd", "Instrument gestart", *TAALLES[1:], "Vandaag")
    await opened(meetlat.anna, code)
    await tap(meetlat.anna, "Er is iets veranderd", "Instrument geëindigd", "Stop Taalles", "Vandaag")
    (found,) = await placed(meetlat, code)
    assert found.van == found.tot == meetlat.today()
