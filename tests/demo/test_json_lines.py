"""Random caseloads, loaded from their lines: the reports about placements are what those lines say by hand."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from support.json_lines import Line, Lines
from support.storage import Databases, opened

from bot.demo.generate import generate, written
from bot.demo.load import load
from bot.runtime.clock import Ids
from flows.plaatsingen import Plaatsing
from flows.reports.partner import effect
from storage.reports import read_unit

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PERIODS = ((365, 0), (730, 365), (90, 0), (30, 10), (1_000, 1))
ALIKE = ("client", "instrument", "partner", "financiering", "bedrag", "srg_type", "door")
TEAMS = ("test-werk", "test-inburgering", "test-wijk")


def caseload(seed: int) -> list[str]:
    """The lines of a made-up municipality, with more placements: some early or late, some that nobody ended."""
    dice, lines = Random(seed), list(generate(seed=seed, clients=40, years=4, today=TODAY))
    for line in [each for each in lines if each["soort"] == "client" and dice.random() < 0.6]:
        lines += [_placement(dice, str(line["code"])) for _ in range(dice.randint(1, 3))]
    dice.shuffle(lines)
    return list(written(iter(lines)))


def _placement(dice: Random, client: str) -> dict[str, object]:
    van = TODAY - timedelta(days=dice.randint(0, 1_500))
    tot = None if dice.random() < 0.5 else min(TODAY, van + timedelta(days=dice.randint(0, 500)))
    return {
        "soort": "plaatsing",
        "client": client,
        "instrument": dice.choice(["Taaltraject", "Ander instrument"]),
        "partner": dice.choice([None, "Taalhuis (TEST)", "Nieuw"]),
        "van": van.isoformat(),
        "tot": None if tot is None else tot.isoformat(),
        "financiering": dice.choice([None, "Wlz"]),
        "bedrag": dice.choice([None, 1_250]),
        "srg_type": None,
        "door": "test-w1",
        "geregistreerd": NOW.isoformat(),
    }


@pytest.mark.parametrize("seed", range(6))
async def test_the_reports_are_what_the_lines_say(databases: Databases, seed: int) -> None:
    texts = caseload(seed)
    paper, compared, results = Lines(texts), 0, set[str]()
    async with opened(await databases.ready()) as storage:
        await load(storage, texts, now=NOW, today=TODAY, ids=Ids())
        async with storage.look() as unit:
            for name in ("alles", *(f"team:{team}" for team in TEAMS)):
                asked = read_unit(name)
                assert asked is not None
                for van, tot in ((TODAY - timedelta(a), TODAY - timedelta(b)) for a, b in PERIODS):
                    clients = {line["code"] for line in paper.of("client")}
                    if name != "alles":
                        clients = paper.kept_by(paper.team(name.partition(":")[2]), tot)
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
    codes = {line["code"] for line in paper.of("client")}
    async with opened(await databases.ready()) as storage:
        await load(storage, texts, now=NOW, today=TODAY, ids=Ids())
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
