"""Instruments begin and end on the client card, today or on an earlier day."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from channels.instruments import MINE, TAALLES, WERKPLEK, instruments, placed, shown, with_instruments
from channels.steps import TREDE_4, begun
from support.running import Meetlat, send, tap
from support.storage import Databases

from flows.reports.partner import effect
from storage.tables import PLAATSING


@pytest.fixture
async def meetlat(databases: Databases, tmp_path: Path) -> AsyncIterator[Meetlat]:
    async with with_instruments(databases, tmp_path) as meetlat:
        yield meetlat


@pytest.mark.wens("RA12", "RB03", "RD16")
async def test_an_instrument_begins_and_ends(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TREDE_4)
    await instruments(meetlat.anna, code, *WERKPLEK, "Vandaag")
    assert "eerder meten" in shown(meetlat.anna)
    meetlat.clock.move(days=90)
    await instruments(meetlat.anna, code)
    assert "Werkplek bij Partner P, sinds 20 november 2026 · Participatiewet" in shown(meetlat.anna)
    await tap(meetlat.anna, "Stop Werkplek", "Vandaag")
    assert f"Instrument geëindigd. Wilt u {code} eerder meten?" in shown(meetlat.anna)
    async with meetlat.storage.look() as unit:
        assert await unit.plaatsingen.running(code, meetlat.today()) == ()
        found = await unit.reports.placements(MINE, meetlat.today().replace(day=1), meetlat.today(), "partner")
    # She was measured when it began, and not yet again.
    assert found == ([("Partner P", 4, None, False, 1)], {"Partner P": 1})
    assert [await meetlat.trail(wat) for wat in ("plaatsing_begonnen", "plaatsing_geeindigd")] == [1, 1]
    await instruments(meetlat.anna, code)
    assert "Afgelopen: Werkplek, 20 november 2026 tot 18 februari 2027" in shown(meetlat.anna)


async def test_one_that_runs_and_was_not_measured_again_runs_still(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TREDE_4)
    await instruments(meetlat.anna, code, *TAALLES, "Vandaag")
    meetlat.clock.move(days=200)
    began, today = meetlat.today() - timedelta(365), meetlat.today()
    async with meetlat.storage.look() as unit:
        report = effect(*await unit.reports.placements(MINE, began, today, "partner"))
    assert {name: n for name, n in report.per["Partner P"].resultaat.items() if n} == {"LOOPT_NOG": 1}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("gisteren misschien", "Dat is geen datum"),
        ("1-1-2999", "Die datum is te laat. De laatste dag die kan is 20 november 2026."),
        ("1-1-1901", "Die datum is te vroeg."),
    ],
)
async def test_a_day_that_cannot_be_is_asked_again(meetlat: Meetlat, said: str, answer: str) -> None:
    code = await begun(meetlat.anna, *TREDE_4)
    await instruments(meetlat.anna, code, *TAALLES)
    await send(meetlat.anna, said)
    assert answer in shown(meetlat.anna)
    assert "Wanneer begint het" in shown(meetlat.anna)
    assert await placed(meetlat, code) == ()
    await tap(meetlat.anna, "Een week geleden")
    await instruments(meetlat.anna, code, "Stop Taalles")
    await send(meetlat.anna, "12-11-2026")
    assert "Die datum is te vroeg. De eerste dag die kan is 13 november 2026." in shown(meetlat.anna)
    await send(meetlat.anna, "15-11-2026")
    (found,) = await placed(meetlat, code)
    assert (found.van, found.tot, found.genoteerd) == (date(2026, 11, 13), date(2026, 11, 15), date(2026, 11, 15))


@pytest.mark.wens("RA12", "RD19")
async def test_what_it_costs_is_asked_where_the_gemeente_wants_it(databases: Databases, tmp_path: Path) -> None:
    async with with_instruments(databases, tmp_path, bedrag="true") as meetlat:
        code = await begun(meetlat.anna, *TREDE_4)
        for said in ("1250", "€ 1.250", "900,00 euro"):
            await instruments(meetlat.anna, code, *TAALLES, "Vandaag")
            await send(meetlat.anna, "duizend")
            assert "Typ een bedrag in hele euro’s" in shown(meetlat.anna)
            await send(meetlat.anna, said)
            assert "eerder meten" in shown(meetlat.anna)
        await instruments(meetlat.anna, code, *TAALLES, "Vandaag", "Overslaan")
        assert sorted(str(each.bedrag) for each in await placed(meetlat, code)) == ["1250", "1250", "900", "None"]
        await instruments(meetlat.anna, code)
        assert "Taalles bij Partner P, sinds 20 november 2026 · Wmo · € 1250" in shown(meetlat.anna)


async def test_a_mistake_is_taken_away_and_counts_nowhere(meetlat: Meetlat) -> None:
    code = await begun(meetlat.anna, *TREDE_4)
    await instruments(meetlat.anna, code, *WERKPLEK, "Vandaag")
    await instruments(meetlat.anna, code, "Iets klopt niet")
    await tap(meetlat.anna, "Werkplek (20 november 2026)")
    assert "Dit instrument weghalen?" in shown(meetlat.anna)
    await tap(meetlat.anna, "Ja, weghalen")
    assert "Er loopt nu geen instrument." in shown(meetlat.anna)
    assert await placed(meetlat, code) == ()
    async with meetlat.storage.look() as unit:
        found = await unit.reports.placements(MINE, meetlat.today() - timedelta(30), meetlat.today(), "partner")
        assert (found, await unit.reports.partners()) == (([], {}), [])
        rows = (await unit.connection.execute(PLAATSING.select())).mappings().all()
    assert [(row["client"], row["ingetrokken"] is None) for row in rows] == [(code, False)]
    assert await meetlat.trail("plaatsing_ingetrokken") == 1
