"""``meetlat report``: the worked example outside the chat, to the last number, in every form."""

from __future__ import annotations

import asyncio
import csv
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from support import report_oracle as oracle
from support.worked_example import BEWEGING, CASELOAD, EXAMPLE, PROGNOSE, T0, T1
from typer.testing import CliRunner

from bot.__main__ import app
from bot.cli.printing import as_csv
from bot.cli.reports import Name
from bot.conversation.screen import verbatim
from bot.reports.answer import Answer, Question
from bot.runtime.clock import AMSTERDAM, Clock
from storage.load import furnish
from storage.reports import Eenheid, Soort
from storage.unit import Storage

TODAY = date(2026, 7, 15)
# What says of whom or what a row is, and when.
NAMES = {
    *("eenheid", "naam", "peildatum", "van", "tot", "bekend_op"),
    *("groep", "groepsnaam", "trede", "groei", "partner", "instrument", "kenmerk"),
}
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
    monkeypatch.setattr(Clock, "today", lambda _: TODAY)
    monkeypatch.chdir(tmp_path)


def report(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["report", *words])
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.wens("RC05", "RC08", "RD44")
@pytest.mark.parametrize("unit", CASELOAD)
def test_the_caseload_for_other_programs(unit: str) -> None:
    written = report("caseload", "--unit", unit, "--date", "2026-06-30", "--format", "json")
    assert json.loads(written) == CASELOAD[unit]


def test_the_movement_and_the_forecast_for_other_programs() -> None:
    assert json.loads(report("beweging", *PERIOD, "--format", "json")) == BEWEGING
    assert json.loads(report("prognose", *PERIOD, "--format", "json")) == PROGNOSE


def table(*words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(report(*words, "--format", "csv")), delimiter=";"))


def test_as_text() -> None:
    moved = report("beweging", *PERIOD)
    assert "30 juni 2025 tot en met 30 juni 2026\n" in moved
    assert "Gestegen 5, gelijk 3, gedaald 1" in moved
    assert "3 = 1 nieuw + 1 gebleven + 1 van trede 2" in moved
    assert "2 = 1 naar trede 1 + 1 naar trede 3" in moved
    assert "  1 van trede 5  " in moved
    told = report("caseload", "--known-on", "2025-12-31")
    assert "31 december 2025, zoals bekend op 31 december 2025\n" in told


@pytest.mark.wens("RD52")
def test_as_rows_for_a_spreadsheet() -> None:
    rows = {row["trede"]: row for row in table("caseload", "--unit", "functionaris:A", "--date", "2026-06-30")}
    about = {"eenheid": "functionaris:A", "peildatum": "2026-06-30", "bekend_op": "2026-07-15"}
    assert about.items() <= rows["1"].items()
    assert (rows["1"]["clienten"], rows["1"]["procent"], rows["1"]["groei_MET"]) == ("2", "40", "1")
    assert rows["niet_ingedeeld"]["clienten"] == "1"
    moved = {row["trede"]: row for row in table("beweging", *PERIOD, "--known-on", "2026-07-01")}
    assert {"van": "2025-06-30", "tot": "2026-06-30", "bekend_op": "2026-07-01"}.items() <= moved["1"].items()
    assert (moved["1"]["herkomst_IN"], moved["1"]["herkomst_2"], moved["1"]["bestemming_UIT"]) == ("1", "1", "1")
    assert list(moved["1"])[-7:] == ["bestemming_UIT", *(f"bestemming_{trede}" for trede in range(1, 7))]
    assert moved["1"]["bestemming_1"] == ""
    beside = table("vergelijking", "--unit", "functionaris:A", "--with", "functionaris:B", "--date", "2026-06-30")
    assert [row["clienten"] for row in beside if row["trede"] == "1"] == ["2", "1"]
    assert {row["eenheid"] for row in beside} == {"functionaris:A", "functionaris:B"}


@pytest.mark.wens("RE16")
def test_a_unit_is_called_by_its_name() -> None:
    for unit, name in (
        ("team:t1", "Team t1"),
        ("functionaris:A", "Klantmanager A"),
        ("alles", "van de hele organisatie"),
        ("gemeente:0417", "Laren (0417)"),
    ):
        assert report("caseload", "--unit", unit).startswith(f"Caseload {name}\n"), unit
    rows = table("vergelijking", "--unit", "team:t1", "--with", "alles")
    assert {(row["eenheid"], row["naam"]) for row in rows} == {("team:t1", "Team t1"), ("alles", "de hele organisatie")}


def test_a_gemeente_without_clients_is_empty_and_one_that_is_none_is_unknown() -> None:
    assert "0 cliënten op de ladder" in report("caseload", "--unit", "gemeente:0376")
    assert "Er is geen eenheid gemeente:0001" in report("caseload", "--unit", "gemeente:0001", code=2)


@pytest.mark.parametrize("name", [each for each in Name if each is not Name.KWARTAAL])
def test_one_number_in_a_cell(name: str) -> None:
    against = ("--with", "functionaris:B") if name == "vergelijking" else ()
    for row in table(name, "--unit", "team:t1", *against):
        told = {column: cell for column, cell in row.items() if column not in NAMES}
        assert row["eenheid"]
        assert row["bekend_op"]
        assert all(re.fullmatch(r"\d*", cell) for cell in told.values()), row


def test_a_name_is_no_formula_in_a_spreadsheet(capsys: pytest.CaptureFixture[str]) -> None:
    asked = Question(Eenheid(Soort.PARTNER, "P"), verbatim("P"), T1, T0)
    records = [{"partner": name, "clienten": n} for name, n in (("=1+1", 2), ("@P", None), ("P", 0))]
    as_csv(Answer(verbatim(""), (), (), (), {}, records), asked, T1)
    assert [line.split(";")[-2:] for line in capsys.readouterr().out.splitlines()[1:]] == [
        ["'=1+1", "2"],
        ["'@P", "<5"],
        ["P", "0"],
    ]


def test_the_forecast_of_somebody_in_small_numbers_is_hidden_in_every_form() -> None:
    asked = ("prognose", "--unit", "functionaris:A", *PERIOD)
    assert {row["UITGEKOMEN"] for row in table(*asked)} == {""}
    assert "gestegen binnen een jaar  te weinig voor een percentage" in report(*asked)
    assert "van minder dan 30 beoordeeld" in report(*asked, "--format", "svg")


@pytest.mark.parametrize("name", ["caseload", "beweging", "prognose", "inschaling"])
def test_as_a_picture(name: str) -> None:
    assert report(name, *PERIOD, "--format", "svg").strip().endswith("</svg>")


@pytest.mark.wens("RB04", "RD15", "RE04")
def test_targets_with_their_realisation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the example: from July to June two of the two on trede 1 with a plus rose, one of the two on trede 2."""
    days = "van = 2025-07-01\ntot = 2026-06-30\n"
    targets = [f"[[doel]]\ntrede = {trede}\nprocent = 60\n{days}" for trede in (1, 2, 4)]
    targets += [
        f'[[doel]]\ngroei = "ALLE"\naantal = 5\n{days}',
        "[[doel]]\nprocent = 5\nvan = 2027-01-01\ntot = 2027-12-31\n",
    ]
    place = tmp_path / "gemeente.toml"
    place.write_text('naam = "Testdam"\n' + "".join(targets), encoding="utf-8")
    monkeypatch.setenv("MEETLAT_GEMEENTE_SETTINGS", str(place))
    told = json.loads(report("doelen", "--date", "2026-06-30", "--format", "json"))["doelen"]
    counts = [tuple(each[name] for name in ("gestegen", "totaal", "niet_gemeten", "oordeel")) for each in told]
    assert counts == [
        (2, 2, 0, "GEHAALD"),
        (1, 2, 0, "NIET_GEHAALD"),
        (0, 0, 0, ""),
        (5, 10, 1, "GEHAALD"),
        (None, None, None, ""),
    ]
    said = report("doelen", "--date", "2026-06-30")
    assert "Trede 2 met +: 60\u00a0% stijgt: 1 van 2, 0 niet gemeten, niet gehaald\n" in said
    assert "Trede 1 tot en met 5 met +: 5\u00a0% stijgt: begint op 1 januari 2027\n" in said
    assert "Trede 1 tot en met 5: 5 stijgen: 5 van 10, 1 niet gemeten, gehaald\n" in said
    halfway = report("doelen", "--date", "2025-12-31")
    assert "Trede 2 met +: 60\u00a0% stijgt: 0 van 2, 2 niet gemeten, nog niet te zeggen\n" in halfway
    assert "telt mee voor de hele organisatie" in report("doelen", "--date", "2026-06-30", "--unit", "team:t1")
    assert report("doelen", "--date", "2026-06-30", "--format", "svg").strip().endswith("</svg>")


@pytest.mark.wens("RA09", "RA18", "RA23")
@pytest.mark.parametrize(
    ("split", "row"),
    [
        ("groei", "met groei                                      3 (60\u00a0%)   1 (17\u00a0%)"),
        ("instrument", "wordt ingezet                                  2 (40\u00a0%)   2 (33\u00a0%)"),
        ("inkomen", "gemeente                                       4 (80\u00a0%)   3 (50\u00a0%)"),
    ],
)
def test_side_by_side_in_every_way_with_counts_beside_percentages(split: str, row: str) -> None:
    asked = ("vergelijking", "--unit", "functionaris:A", "--with", "functionaris:B", "--date", "2026-06-30")
    said = report(*asked, "--split", split)
    assert re.sub(" +", " ", row) in re.sub(" +", " ", said)
    assert report(*asked, "--split", split, "--format", "svg").strip().endswith("</svg>")


@pytest.mark.wens("RA23")
def test_growth_is_compared_on_every_trede_too() -> None:
    asked = ("vergelijking", "--unit", "functionaris:A", "--with", "functionaris:B", "--date", "2026-06-30")
    said = re.sub(" +", " ", report(*asked, "--split", "groei"))
    assert "1 · Geïsoleerd, met groei 1 (50\u00a0%) 0 (0\u00a0%)" in said


@pytest.mark.wens("RA20", "RB10", "RD20", "RE09")
def test_the_witte_vlekken_per_group() -> None:
    """Of the seven with income of the gemeente four are to grow; of each of them an instrument runs or comes."""
    rows = {row["groep"]: row for row in table("vlekken", "--date", "2026-06-30")}
    assert [rows["inkomen=a"][name] for name in ("op_ladder", "met_groei", "witte_vlek")] == ["7", "4", "0"]
    assert "Inkomen: gemeente" in report("vlekken", "--date", "2026-06-30")


@pytest.mark.wens("RA19", "RC07", "RD21", "RD47", "RE09")
def test_the_page_of_a_quarter() -> None:
    said = report("kwartaal")
    assert "Participatieladder, tweede kwartaal van 2026\n" in said
    assert "Op 30 juni 2026 staan 10 cliënten op de ladder" in said
    assert "In a year" in report("kwartaal", "--quarter", "2026-2", "--lang", "en")
    page = report("kwartaal", "--format", "html")
    assert page.startswith("<!doctype html>")
    assert "<link" not in page
    assert "@media print" in page
    told = json.loads(report("kwartaal", "--format", "json"))
    assert (told["kwartaal"], told["groepen"]["alles"]["op_ladder"]) == ("2026-2", 10)
    assert {row["groep"] for row in table("kwartaal")} >= {"alles", "afdeling:Werk"}
    assert report("kwartaal", "--format", "svg").strip().endswith("</svg>")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("kwartaal", "--quarter", "2026"), "Schrijf het als 2026-3"),
        (("kwartaal", "--quarter", "2026-3"), "nog niet voorbij. Het laatste is 2026-2"),
        (("kwartaal", "--quarter", "2019-3", "--unit", "team:t1"), "Kies alleen --quarter"),
        (("kwartaal", "--date", "2026-06-30"), "Kies alleen --quarter"),
        (("caseload", "--quarter", "2026-2"), "alleen voor kwartaal"),
        (("caseload", "--format", "html"), "alleen voor kwartaal"),
        (("caseload", "--lang", "fr"), "Kies uit: nl, en"),
    ],
)
def test_what_no_page_can_be_made_of(asked: tuple[str, ...], said: str) -> None:
    assert said in report(*asked, code=2)


@pytest.mark.wens("RA22", "RB10", "RD03", "RD16", "RD45", "RE10")
def test_who_shares_a_local_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "gemeente.toml"
    veld = {"id": "wijk", "label": "Wijk", "type": "keuze", "doel": "wijkgericht werken"}
    lines = [f'{name} = "{value}"' for name, value in veld.items()]
    lines += ['waarden = ["Noord", "Oud Zuid"]', "bewaartermijn_maanden = 24"]
    place.write_text("\n".join(['naam = "Testdam"', "[[veld]]", *lines]), encoding="utf-8")
    monkeypatch.setenv("MEETLAT_GEMEENTE_SETTINGS", str(place))
    told = json.loads(report("caseload", "--unit", "veld:wijk=Oud Zuid", "--date", "2026-06-30", "--format", "json"))
    assert (told["eenheid"], told["op_ladder"]) == ("veld:wijk=oud_zuid", 0)
    assert "Er is geen eenheid veld:wijk=West" in report("caseload", "--unit", "veld:wijk=West", code=2)


@pytest.mark.wens("RD60")
def test_as_known_on_an_earlier_day() -> None:
    end, known = datetime(2026, 1, 1, tzinfo=AMSTERDAM), ("caseload", "--known-on", "2025-12-31", "--format", "json")
    assert json.loads(report(*known)) == oracle.caseload(EXAMPLE, "alles", date(2025, 12, 31), end)


MASKED = ("--date", "2026-06-30", "--masked")
# The page of the quarter is always as it may leave the organisation.
QUARTER = ("--quarter", "2026-2")


def told_numbers(shape: object) -> Iterator[int | None]:
    """Every number of a report that other programs read."""
    if isinstance(shape, dict | list):
        for each in shape.values() if isinstance(shape, dict) else shape:
            yield from told_numbers(each)
    elif not isinstance(shape, str):
        assert shape is None or isinstance(shape, int)
        yield shape


@pytest.mark.wens("RB08", "RD21")
@pytest.mark.parametrize("name", [name for name in Name if name is not Name.DOELEN])
def test_what_leaves_the_team_is_a_multiple_of_five_or_fewer_than_five(name: str) -> None:
    against = ("--with", "team:t1") if name == "vergelijking" else ()
    asked = QUARTER if name == "kwartaal" else (*MASKED, *against)
    numbers = list(told_numbers(json.loads(report(name, *asked, "--format", "json"))))
    assert numbers or name in {"partner", "instrument"}
    assert all(n is None or (n >= 5 and n % 5 == 0) for n in numbers)
    shown = [cell for row in table(name, *asked) for column, cell in row.items() if column not in NAMES]
    assert all(re.fullmatch(r"|<5|\d+", cell) for cell in shown)


def test_the_same_is_told_however_often_it_is_asked() -> None:
    once, again = (report("caseload", *MASKED, "--format", "json") for _ in range(2))
    gemeente = report("caseload", *MASKED, "--format", "json", "--unit", "gemeente:0344")
    assert once == again
    assert once.replace("alles", "gemeente:0344") == gemeente
    text = report("caseload", *MASKED)
    assert "10 cliënten op de ladder" in text
    assert "afgerond op vijf" in text


def test_what_leaves_the_team_is_of_the_end_of_a_month() -> None:
    told = report("caseload", "--date", "2026-06-29", "--masked")
    assert "29 juni 2026 werd 31 mei 2026" in told
    assert "\n31 mei 2026\n" in told
    assert "werd" not in report("caseload", *MASKED)
    moved = report("beweging", "--from", "2025-06-15", "--date", "2026-07-14", "--masked")
    assert "31 mei 2025 tot en met 30 juni 2026" in moved
    within = report("beweging", "--from", "2026-06-02", "--date", "2026-06-20", "--masked")
    assert "30 april 2026 tot en met 31 mei 2026" in within


def test_of_fewer_than_five_there_is_one_sentence() -> None:
    told = report("caseload", "--unit", "functionaris:A", "--date", "2025-02-28", "--masked")
    assert "Daarvan geeft Meetlat geen cijfers" in told
    assert "<5" not in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("caseload", "--unit", "team:nope"), "Er is geen eenheid team:nope"),
        (("caseload", "--unit", "onzin"), "Er is geen eenheid onzin"),
        (("caseload", "--unit", "partner:P"), "Er is geen eenheid partner:P"),
        (("caseload", "--unit", "veld:wijk=Noord"), "Er is geen eenheid veld:wijk=Noord"),
        (("beweging", "--from", "2026-06-30", "--date", "2025-06-30"), "moet voor de laatste"),
        (("voorwaarden", *PERIOD, "--format", "svg"), "geen plaatje"),
        (("vergelijking", "--unit", "team:t1"), "Zeg met --with welke andere eenheid"),
        (("vergelijking", "--unit", "team:t1", "--with", "team:t1"), "twee keer team:t1"),
        (("caseload", "--unit", "gemeente:0999"), "Schrijf een van: gemeente:CODE"),
        (("caseload", "--date", "2030-01-01"), "1 januari 2030 moet nog komen"),
        (("caseload", "--known-on", "2030-01-01"), "1 januari 2030 moet nog komen"),
        (("caseload", "--date", "2026-06-30", "--known-on", "2025-06-30"), "Laat --date weg"),
        (("caseload", "--date", "31-06-2026"), "31-06-2026 is geen datum"),
        (("beweging", "--date", "0001-06-01"), "0001-06-01 is geen datum"),
        (("bewegingen",), "bewegingen kan hier niet. Kies uit: caseload, beweging"),
        ((), "Kies uit: caseload, beweging"),
        (("caseload", "--format", "xls"), "Kies uit: text, csv"),
    ],
)
def test_what_cannot_be_asked(words: tuple[str, ...], said: str) -> None:
    assert said in report(*words, code=2)


def test_a_period_that_begins_before_the_first_meetmoment() -> None:
    long = ("--date", "2026-06-30", "--from", "2019-01-01")
    assert "Vóór 2 december 2024 was er nog niets gemeten" in report("beweging", *long)
    assert "nog niets gemeten" not in report("beweging", *PERIOD)


def test_before_the_first_meetmoment() -> None:
    assert "Het eerste meetmoment is van 2 december 2024" in report("caseload", "--date", "2020-01-01", code=1)
