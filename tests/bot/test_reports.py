"""What a report says, from its numbers to its sentences and its picture."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.config.flows import configured_flows
from bot.conversation.screen import verbatim
from bot.pictures import LIGHT
from bot.reports import blanks, forecast, movement, tables
from bot.reports.answer import Answer, Question
from bot.reports.days import end_of
from bot.texts.translations import words
from flows.ladder import Groei
from flows.reports.blanks import Deel, Ingezet
from flows.reports.forecast import Verloop
from flows.reports.forecast import forecast as foreseen
from flows.reports.movement import Overgang
from flows.reports.movement import movement as moved
from flows.reports.partner import Uitslag
from flows.reports.publishing import TOLD_WITHIN, Keyed, published
from storage.reports import Eenheid, Soort
from storage.unit import Unit

SAID = words("nl")
SOMEBODY, TEAM = Eenheid(Soort.FUNCTIONARIS, "A"), Eenheid(Soort.TEAM, "t1")


def asked(eenheid: Eenheid, **more: Any) -> Question:
    return Question(eenheid, verbatim("X"), date(2026, 6, 30), date(2025, 6, 30), **more)


def everything(sheet: Answer) -> str:
    """All that can be read: sentences, table, rows of the spreadsheet and picture."""
    assert sheet.drawing is not None
    cells = [cell for row in sheet.rows for cell in row]
    said = [SAID.say(text) for text in (*sheet.lines, *cells)]
    records = [f"{name}={value}" for record in sheet.records for name, value in record.items()]
    return "\n".join([*said, *records, sheet.drawing(LIGHT)])


@pytest.mark.parametrize(("rose", "stayed"), [(12, 9), (5, 3)])
def test_a_range_is_not_undone_by_the_bars_and_the_table(rose: int, stayed: int) -> None:
    ways = [
        Verloop(2, Groei.PLUS, None, to, None, alleen_9=False, open=False, n=n) for to, n in ((3, rose), (2, stayed))
    ]
    report = foreseen(ways)
    numbers = (f">{rose}<", f"UITGEKOMEN={rose}", f">{stayed}<", f"van {rose + stayed} beoordeeld")
    hidden = everything(forecast.answer(report, asked(SOMEBODY), SAID))
    own = everything(forecast.answer(report, asked(SOMEBODY, own=True), SAID))
    team = everything(forecast.answer(report, asked(TEAM), SAID))
    assert not [each for each in (*numbers, f"{rose} van {rose + stayed}") if each in hidden]
    assert f"{rose} van de {rose + stayed} verwachte stijgingen kwamen uit" in team
    assert all(each in told for each in numbers for told in (own, team))


def test_a_forecast_of_many_is_told_exactly() -> None:
    report = foreseen([Verloop(2, Groei.PLUS, None, 3, None, alleen_9=False, open=False, n=31)])
    told = everything(forecast.answer(report, asked(SOMEBODY), SAID))
    assert ">31<" in told
    assert "100\u00a0%" in told


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        ([Overgang(2, 3, None, toen=True, nu=False, n=4)], "Niemand van nu stond toen al op de ladder"),
        ([Overgang(2, 2, None, toen=True, nu=True, n=4)], "Niemand steeg of daalde"),
        ([Overgang(2, to, None, toen=True, nu=True, n=4) for to in (1, 3)], "Evenveel gestegen als gedaald"),
    ],
)
def test_no_equality_is_claimed_where_nobody_moved(ways: list[Overgang], said: str) -> None:
    sheet = movement.answer(moved(ways), asked(TEAM), configured_flows(None), SAID)
    assert sheet.drawing is not None
    assert said in sheet.drawing(LIGHT)
    assert ("Overgedragen aan anderen: 4" in SAID.say(sheet.lines[1])) == (not ways[0].nu)


def test_a_movement_that_leaves_the_team_keeps_its_headline() -> None:
    """Of 255 clients a year later: who rose, stayed and fell is told, and ways that few went are left out, once."""
    ways = {(3, 4): 26, (2, 3): 14, (5, 4): 18, (4, 2): 3, (3, 3): 130, (2, 2): 55, (6, 6): 4, (None, 1): 5}
    report = moved(Overgang(van, to, None, True, True, Keyed(n, n * 7919)) for (van, to), n in ways.items())
    sheet = movement.answer(published(report), asked(TEAM, masked=True), configured_flows(None), SAID)
    summary = SAID.say(sheet.lines[0])
    risen, stayed, fallen = (int(n) for n in re.findall(r"\d+", summary))
    assert abs(risen - 40) <= TOLD_WITHIN
    assert abs(stayed - 189) <= TOLD_WITHIN
    assert abs(fallen - 21) <= TOLD_WITHIN
    assert sheet.drawing is not None
    drawn = re.findall(r">(<5|&lt;5|\d+)<", sheet.drawing(LIGHT))
    assert {int(each) % 5 for each in drawn if each.isdigit() and int(each) > 6} == {0}
    assert everything(sheet).count("staat hier niet apart") >= 1


@pytest.mark.parametrize(
    ("day", "end"), [(date(2026, 6, 30), date(2026, 6, 30)), (date(2026, 6, 29), date(2026, 5, 31))]
)
def test_what_leaves_the_team_is_of_the_end_of_a_month(day: date, end: date) -> None:
    question = Question(TEAM, verbatim("X"), day, day, end_of(day), masked=True)
    assert (question.tot, question.van, question.known_on) == (end, end, end_of(end))
    assert Question(TEAM, verbatim("X"), day, day).tot == day


def test_a_period_within_one_month_becomes_a_month() -> None:
    question = Question(TEAM, verbatim("X"), date(2026, 6, 20), date(2026, 6, 2), masked=True)
    assert (question.van, question.tot) == (date(2026, 4, 30), date(2026, 5, 31))


@pytest.mark.parametrize("masked", [True, False])
async def test_no_row_or_column_tells_that_somebody_is_there(masked: bool) -> None:
    """Of nobody and of a few the same is told: nothing."""
    many, few = (Keyed(n, n) if masked else n for n in (40, 2))

    async def placements(*_: Any, **__: Any) -> Any:
        rows = [(name, 2, 3, False, n) for name, n in (("P", many), ("Q", few))]
        return [Uitslag(*row) for row in rows], {"P": many, "Q": few}

    async def instruments(*_: Any, **__: Any) -> Any:
        return [Deel("a", "PLUS", "ja", "nee", many)], [Ingezet("a", name, n) for name, n in (("P", many), ("Q", few))]

    unit = cast(Unit, SimpleNamespace(reports=SimpleNamespace(placements=placements, blanks=instruments)))
    question, flows = asked(TEAM, masked=masked), configured_flows(None)
    names = {"P"} if masked else {"P", "Q"}
    results = await tables.results(unit, question, "partner")
    spots = blanks.answer(await blanks.found(unit, question, flows), question)
    assert {SAID.say(row[0]) for row in results.rows} == set(results.shape["per"]) == names
    assert {SAID.say(column) for column in spots.header} & {"P", "Q"} == names
    assert {name for group in spots.shape["groepen"].values() for name in group["instrumenten"]} == names
