"""Measuring somebody again: what was known last time, what is different now, and who comes next."""

from __future__ import annotations

from channels.steps import P0, Q1, TREDE_4, begun
from support.running import ANNA, Meetlat, live, send, tap

GROWTH = "Verwacht u dat de cliënt"


async def again(meetlat: Meetlat, code: str, days: int = 190) -> str:
    """Measure a client once more, so many days later; gives what is shown first."""
    meetlat.clock.move(days=days)
    await send(meetlat.anna, "/start")
    await send(meetlat.anna, code)
    return (await tap(meetlat.anna, "Meten")).text


async def test_the_card_of_last_time_says_when_that_was_and_what_growth_was_expected(meetlat: Meetlat) -> None:
    plus = await begun(meetlat.anna, "Ja", "Nee", "Ja", "Klopt", "Ja (+)", "Trede 5")
    await tap(meetlat.anna, "Alles klopt", "Over 6 maanden", "Vastleggen")
    nul = await begun(meetlat.anna, *TREDE_4)
    assert "Vorige keer: 4+ op 20 november 2026, met groei verwacht" in await again(meetlat, plus)
    await tap(meetlat.anna, "Later")
    assert "Vorige keer: 4 op 20 november 2026\n" in await again(meetlat, nul, days=0) + "\n"


async def test_all_questions_are_asked_after_a_direct_entry_too(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna)
    await send(meetlat.anna, "4")
    await tap(meetlat.anna, "Klopt", "Alles klopt", "Over 6 maanden", "Vastleggen")
    await again(meetlat, code)
    assert P0 in (await tap(meetlat.anna, "Alle vragen opnieuw")).text
    assert Q1 in (await tap(meetlat.anna, "Ja")).text


async def test_that_something_is_different_is_not_forgotten_in_a_pause(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TREDE_4)
    await again(meetlat, code)
    changes = (await tap(meetlat.anna, "Iets is anders")).labels
    await send(meetlat.anna, "/start")
    assert (await tap(meetlat.anna, f"Verder met {code}")).labels == changes
    await tap(meetlat.anna, "Terug")
    assert GROWTH in live(meetlat.anna).message.text
    await tap(meetlat.anna, "Nee", "Later")
    await tap(meetlat.anna, f"Verder met {code}")
    assert "klantkenmerken" not in live(meetlat.anna).message.text.partition("\n")[0]
    assert live(meetlat.anna).message.labels != changes


async def test_the_next_client_is_who_is_to_be_measured_now(meetlat: Meetlat) -> None:
    first, second = await begun(meetlat.anna, *TREDE_4), await begun(meetlat.anna, *TREDE_4)
    everybody = (await tap(meetlat.anna, "Volgende cliënt")).text
    assert "Wie gaat u meten?" in everybody and "Niemand is nu aan de beurt" in everybody
    await again(meetlat, first, days=360)
    await tap(meetlat.anna, "Iets is anders", "Terug", "Nee", "Vastleggen")
    listed = await tap(meetlat.anna, "Volgende cliënt")
    assert "Te meten" in listed.text
    assert [label[:8] for label in listed.labels if label.startswith("K-")] == [second]


async def test_the_proposed_kenmerken_are_held_against_the_answers(meetlat: Meetlat) -> None:
    await begun(meetlat.anna, "Ja", "Ja", "Ja", "Klopt", "Nee")
    card = live(meetlat.anna).message.text
    assert "in de kenmerken is geen steun te zien" in card
    await tap(meetlat.anna, "Iets wijzigen", "Instrument loopt: Nee", "Klaar, alles klopt", "Over 6 maanden")
    assert "geen steun te zien" not in live(meetlat.anna).message.text


async def test_warnings_of_the_summary_stand_above_what_is_recorded(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as visitor:
        await visitor.say("/meting")
        await visitor.presses("Nieuwe cliënt", "Ja", "Ja", "Ja", "Klopt", "Ja (+)", "Trede 6", "Alles klopt")
        await visitor.press("Over 6 maanden")
        lines = visitor.page.lines
    warned = [at for at, line in enumerate(lines) if "geen steun te zien" in line or "groei zonder instrument" in line]
    recorded = next(at for at, line in enumerate(lines) if "Datum van de meting" in line)
    assert len(warned) == 2
    assert max(warned) < recorded


async def test_the_answer_that_holds_is_marked_when_it_is_asked_again(meetlat: Meetlat) -> None:
    async with meetlat.browser(ANNA) as visitor:
        await visitor.say("/meting")
        await visitor.presses("Nieuwe cliënt", *TREDE_4[:-1], "Iets wijzigen", "Groei binnen een jaar: Nee")
        buttons = visitor.page.text.split("<button ")
    assert [each.partition(">")[2][:3] for each in buttons if 'aria-pressed="true"' in each] == ["Nee"]
    assert sum('aria-pressed="false"' in each for each in buttons) == 1
