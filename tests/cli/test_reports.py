"""``meetlat report``: the worked example outside the chat, to the last number, in every form."""

from __future__ import annotations

import asyncio
import csv
import json
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from support import report_oracle as oracle
from support.worked_example import BEWEGING, CASELOAD, EXAMPLE, PROGNOSE, T1
from typer.testing import CliRunner

from bot.__main__ import app
from bot.world import AMSTERDAM
from storage.load import furnish
from storage.unit import Storage

PERIOD = ("--from", "2025-06-30", "--date", "2026-06-30")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"sqlite:///{tmp_path_factory.mktemp('report')}/m.db"

    async def load() -> None:
        storage = await Storage.open(address)
        async with storage.unit() as unit:
            await furnish(unit.connection, EXAMPLE.furnishing(), "nl")
        await storage.close()

    asyncio.run(load())
    return address


@pytest.fixture(autouse=True)
def settings(url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MEETLAT_DATABASE_URL", url)
    monkeypatch.setenv("MEETLAT_LANGUAGE", "nl")
    monkeypatch.chdir(tmp_path)


def report(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["report", *words])
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize("unit", CASELOAD)
def test_the_caseload_for_other_programs(unit: str) -> None:
    written = report("caseload", "--unit", unit, "--date", "2026-06-30", "--format", "json")
    assert json.loads(written) == CASELOAD[unit]


def test_the_movement_and_the_forecast_for_other_programs() -> None:
    assert json.loads(report("beweging", *PERIOD, "--format", "json")) == BEWEGING
    assert json.loads(report("prognose", *PERIOD, "--format", "json")) == PROGNOSE


def test_as_text_and_as_a_table() -> None:
    assert "Gestegen 5, gelijk 3, gedaald 1" in report("beweging", *PERIOD)
    rows = list(csv.reader(StringIO(report("caseload", "--date", "2026-06-30", "--format", "csv")), delimiter=";"))
    assert rows[0][:2] == ["Trede", "Cliënten"]
    assert rows[-1] == ["Totaal", "11", "4", "4", "3"]


@pytest.mark.parametrize("name", ["caseload", "beweging", "prognose", "inschaling"])
def test_as_a_picture(name: str) -> None:
    assert report(name, *PERIOD, "--format", "svg").strip().endswith("</svg>")


def test_targets_with_their_realisation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    targets = [f'[[doel]]\ntrede = {trede}\ngroei = "PLUS"\nprocent = 60\n' for trede in (1, 2, 4)]
    place = tmp_path / "gemeente.toml"
    place.write_text('naam = "Testdam"\n' + "".join(targets), encoding="utf-8")
    monkeypatch.setenv("MEETLAT_GEMEENTE_SETTINGS", str(place))
    rows = list(csv.reader(StringIO(report("doelen", *PERIOD, "--format", "csv")), delimiter=";"))
    assert rows[1:] == [
        ["Trede 1 met +: 60 % stijgt", "2", "2", "0", "gehaald"],
        ["Trede 2 met +: 60 % stijgt", "1", "2", "0", "niet gehaald"],
        ["Trede 4 met +: 60 % stijgt", "0", "0", "0", "niemand"],
    ]
    assert report("doelen", *PERIOD, "--format", "svg").strip().endswith("</svg>")


def test_as_known_on_an_earlier_day() -> None:
    known = ("caseload", "--date", "2026-06-30", "--known-on", "2025-12-31", "--format", "json")
    end = datetime(2026, 1, 1, tzinfo=AMSTERDAM)
    assert json.loads(report(*known)) == oracle.caseload(EXAMPLE, "alles", T1, end) != CASELOAD["alles"]


def test_small_numbers_are_hidden_once_a_report_leaves_the_team() -> None:
    told = json.loads(report("caseload", "--date", "2026-06-30", "--format", "json", "--masked"))
    assert told["op_ladder"] == 11
    assert all(n is None or n == 0 or n >= 5 for n in told["treden"].values())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("caseload", "--unit", "team:nope"), "Er is geen eenheid team:nope"),
        (("caseload", "--unit", "onzin"), "Er is geen eenheid onzin"),
        (("beweging", "--from", "2026-06-30", "--date", "2025-06-30"), "moet voor de laatste"),
        (("voorwaarden", *PERIOD, "--format", "svg"), "geen plaatje"),
        (("vergelijking", "--unit", "team:t1"), "Er is geen eenheid –"),
    ],
)
def test_what_cannot_be_asked(words: tuple[str, ...], said: str) -> None:
    assert said in report(*words, code=2)


def test_before_the_first_meetmoment() -> None:
    assert "Het eerste meetmoment is van 2 december 2024" in report("caseload", "--date", "2020-01-01", code=1)
