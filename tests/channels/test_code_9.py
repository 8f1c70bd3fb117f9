"""Code 9 ends what runs, and what it ended runs again when it is withdrawn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from operator import attrgetter
from pathlib import Path

import pytest
from channels.instruments import TAALLES, WERKPLEK, instruments, kenmerk_8, placed, shown, with_instruments
from channels.steps import TO_SUMMARY, TREDE_4, begun, changing, moment_of, opened
from support.botapi.person import Person
from support.running import Meetlat, send, tap
from support.storage import Databases


@pytest.fixture
async def meetlat(databases: Databases, tmp_path: Path) -> AsyncIterator[Meetlat]:
    async with with_instruments(databases, tmp_path) as meetlat:
        yield meetlat


async def closed(person: Person, code: str) -> None:
    """Measure that a client is out of sight."""
    await opened(person, code)
    await tap(person, "Meten")
    await send(person, "9")
    await tap(person, "Verhuisd", "Klopt")
    assert "Instrument loopt" not in shown(person)
    await tap(person, "Vastleggen")


async def trail(meetlat: Meetlat) -> tuple[int, int]:
    """How often a placement ended, and how often one ran again."""
    return await meetlat.trail("plaatsing_geeindigd"), await meetlat.trail("plaatsing_hervat")


@pytest.mark.wens("RA13")
async def test_code_9_ends_what_runs_and_gives_it_back_when_it_is_withdrawn(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TREDE_4)
    await instruments(meetlat.anna, code, *TAALLES, "Vandaag")
    meetlat.clock.move(days=30)
    await closed(meetlat.anna, code)
    (found,) = await placed(meetlat, code)
    assert (found.tot, found.genoteerd) == (meetlat.today(), None)
    assert await trail(meetlat) == (1, 0)
    await moment_of(meetlat.anna, code, "· 9")
    await tap(meetlat.anna, "Intrekken", "Verkeerde cliënt", "Ja, intrekken")
    (found,) = await placed(meetlat, code)
    assert found.tot is None
    assert await trail(meetlat) == (1, 1)


async def test_a_correction_of_code_9_moves_the_end_and_never_past_a_noted_one(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TREDE_4)
    await instruments(meetlat.anna, code, *TAALLES, "Vandaag")
    await instruments(meetlat.anna, code, *WERKPLEK, "Vandaag")
    meetlat.clock.move(days=20)
    await instruments(meetlat.anna, code, "Stop Werkplek", "Vandaag")
    noted = meetlat.today()
    meetlat.clock.move(days=20)
    await closed(meetlat.anna, code)
    taalles, werkplek = sorted(await placed(meetlat, code), key=attrgetter("instrument"))
    assert (taalles.tot, werkplek.tot) == (meetlat.today(), noted)
    await moment_of(meetlat.anna, code, "· 9")
    await tap(meetlat.anna, "Corrigeren", "Nieuwe informatie")
    await changing(meetlat.anna, "Datum")
    await send(meetlat.anna, "5 december 2026")
    await tap(meetlat.anna, "Vastleggen")
    taalles, werkplek = sorted(await placed(meetlat, code), key=attrgetter("instrument"))
    assert (taalles.tot, werkplek.tot, werkplek.genoteerd) == (date(2026, 12, 5), date(2026, 12, 5), noted)
    await moment_of(meetlat.anna, code, "· 9")
    await tap(meetlat.anna, "Corrigeren", "Nieuwe informatie")
    await changing(meetlat.anna, "Positie")
    await tap(meetlat.anna, "4 · onbetaald werk", "Klopt", "Nee", "Alles klopt", "Over 12 maanden", "Vastleggen")
    taalles, werkplek = sorted(await placed(meetlat, code), key=attrgetter("instrument"))
    assert (taalles.tot, werkplek.tot) == (None, noted)
    assert await kenmerk_8(meetlat, code) == "ja"


async def test_what_begins_before_a_code_9_ended_with_it(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TREDE_4)
    meetlat.clock.move(days=30)
    await closed(meetlat.anna, code)
    gone = meetlat.today()
    meetlat.clock.move(days=5)
    await instruments(meetlat.anna, code, *TAALLES, "Een maand geleden")
    assert [each.tot for each in await placed(meetlat, code)] == [gone]


async def test_a_meting_in_the_place_of_code_9_finds_what_ran(meetlat: Meetlat) -> None:
    """Measured again on the same day, which becomes a correction: the code 9 ended nothing after all."""
    code = await begun(meetlat.anna, *TREDE_4)
    await instruments(meetlat.anna, code, *TAALLES, "Vandaag")
    meetlat.clock.move(days=30)
    await closed(meetlat.anna, code)
    await opened(meetlat.anna, code)
    await tap(meetlat.anna, "Meten", *TO_SUMMARY)
    assert "Instrument loopt: Taalles" in shown(meetlat.anna)
    await tap(meetlat.anna, "Vastleggen", "Als correctie")
    assert await kenmerk_8(meetlat, code) == "ja"
    assert [each.tot for each in await placed(meetlat, code)] == [None]
