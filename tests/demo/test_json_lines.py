"""Random caseloads, loaded from their lines: the reports about placements are what those lines say by hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from support.json_lines import Line, Lines
from support.paper_caseload import TEAMS, TODAY, caseload, put
from support.storage import Databases, opened

from flows.plaatsingen import Plaatsing
from flows.reports.partner import effect
from storage.reports import read_unit

PERIODS = ((365, 0), (730, 365), (90, 0), (30, 10), (1_000, 1))
ALIKE = ("client", "instrument", "partner", "financiering", "bedrag", "srg_type", "door")


@pytest.mark.wens("RA22", "RB09", "RD18", "RE08")
@pytest.mark.parametrize("seed", range(6))
async def test_the_reports_are_what_the_lines_say(databases: Databases, seed: int) -> None:
    texts = caseload(seed)
    paper, compared, results = Lines(texts), 0, set[str]()
    async with opened(await databases.ready()) as storage:
        await put(storage, texts)
        async with storage.look() as unit:
            for name in ("alles", *(f"team:{team}" for team in TEAMS)):
                asked = read_unit(name)
                assert asked is not None
                for van, tot in ((TODAY - timedelta(a), TODAY - timedelta(b)) for a, b in PERIODS):
                    clients = paper.unit(name, tot)
                    for by in ("partner", "instrument"):
                        told = effect(*await unit.reports.placements(asked, van, tot, by)).per
                        found = {
                            who: {"clienten": each.clienten, "plaatsingen": each.plaatsingen}
                            | {result: n for result, n in each.resultaat.items() if n}
                            for who, each in told.items()
                        }
                        assert found == paper.placements(by, clients, van, tot)
                        results |= {result for each in found.values() for result in each}
                        compared += 1
    assert compared == 40
    assert {"LOOPT_NOG", "GESTEGEN", "BEGIN_NIET_GEMETEN", "EIND_NIET_GEMETEN"} <= results


@pytest.mark.parametrize("seed", range(2))
async def test_what_runs_in_the_database_is_what_the_lines_say(databases: Databases, seed: int) -> None:
    texts = caseload(seed)
    paper = Lines(texts)
    codes = paper.unit("alles", TODAY)
    async with opened(await databases.ready()) as storage:
        await put(storage, texts)
        async with storage.look() as unit:
            for day in (TODAY - timedelta(days=days) for days in (0, 1, 200, 700)):
                found = {code for code in codes if await unit.plaatsingen.running(code, day)}
                assert found == paper.running(codes, day)
            kept = [each for code in sorted(codes) for each in await unit.plaatsingen.of(code)]
    assert sorted(map(_kept, kept)) == sorted(map(_facts, paper.of("plaatsing")))


def _kept(each: Plaatsing) -> str:
    """The same as a line says, of a placement in the database."""
    return _facts(
        {
            **{name: getattr(each, name) for name in ALIKE},
            "van": each.van.isoformat(),
            "tot": None if each.genoteerd is None else each.genoteerd.isoformat(),
            "geregistreerd": each.op.isoformat(),
        }
    )


def _facts(line: Line) -> str:
    """Everything that a line of a placement says."""
    moment = datetime.fromisoformat(line["geregistreerd"]).astimezone(UTC)
    return json.dumps({**line, "soort": "plaatsing", "geregistreerd": moment.isoformat()}, sort_keys=True)
