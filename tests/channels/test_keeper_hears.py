"""Whoever keeps a client hears when somebody else registers or changes where the client stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from channels.steps import measured, opened
from support.botapi.person import Person
from support.running import ANNA, TESS, Meetlat, live, send, tap

TREDE_3 = ("Ja", "Nee", "Nee", "Ja", "Klopt", "Nee", "Alles klopt", "Over 12 maanden", "Vastleggen")


async def told(person: Person) -> str:
    """What somebody is told: the only message there is, put away."""
    await send(person, "/start")
    text = (await tap(person, "Berichten (1)")).text
    await tap(person, "Gelezen")
    return text


async def measures_anew(person: Person, code: str) -> None:
    await opened(person, code)
    await tap(person, "Meten")
    await tap(person, "Alle vragen opnieuw", *TREDE_3)


@pytest.mark.wens("RA28", "RA30")
async def test_a_team_lead_measures_and_the_keeper_hears_without_the_position(meetlat: Meetlat) -> None:
    tess, code = meetlat.phone(TESS), await measured(meetlat)
    meetlat.clock.move(days=20)
    await measures_anew(tess, code)
    text = await told(meetlat.anna)
    assert f"{code} is gemeten door Teamleider 1" in text
    assert "Een collega zag iets anders op 20 november 2026" in text
    assert "rede 3" not in text
    assert "Berichten" not in "".join((await send(tess, "/start")).labels)
    await opened(meetlat.anna, code)
    assert "Een collega zag iets anders op 20 november 2026. Bespreek het samen." in live(meetlat.anna).message.text


async def test_a_correction_and_a_withdrawal_by_somebody_else_are_told_too(meetlat: Meetlat) -> None:
    tess, code = meetlat.phone(TESS), await measured(meetlat)
    await opened(tess, code)
    await tap(tess, "Meetmomenten", "20 november 2026 · 4", "Corrigeren", "Nieuwe informatie", "Vastleggen")
    assert f"{code}: Teamleider 1 corrigeerde een meting" in await told(meetlat.anna)
    await opened(tess, code)
    await tap(tess, "Meetmomenten", "20 november 2026 · 4 · gecorrigeerd")
    await tap(tess, "Intrekken", "Verkeerde knop", "Ja, intrekken")
    assert f"{code}: Teamleider 1 trok een meting in" in await told(meetlat.anna)


@pytest.mark.wens("RA30")
@pytest.mark.parametrize("days", [31, 100])
async def test_long_after_another_trede_is_a_change_and_no_difference(days: int, meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    meetlat.clock.move(days=days)
    await measures_anew(meetlat.phone(TESS), code)
    assert "zag iets anders" not in await told(meetlat.anna)


async def test_nobody_hears_of_what_they_registered_themselves(meetlat: Meetlat) -> None:
    code = await measured(meetlat)
    meetlat.clock.move(days=20)
    await measures_anew(meetlat.anna, code)
    await opened(meetlat.anna, code)
    assert "zag iets anders" not in live(meetlat.anna).message.text
    async with meetlat.storage.look() as unit:
        assert await unit.berichten.unread(ANNA.id, meetlat.clock() + timedelta(days=1), 9) == ()
