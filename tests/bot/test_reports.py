"""What a report says, from its numbers to its sentences and its picture."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.config.flows import configured_flows
from bot.conversation.screen import verbatim
from bot.pictures import LIGHT
from bot.reports import forecast, movement
from bot.reports.answer import Answer, Question
from bot.texts.translations import words
from flows.ladder import Groei
from flows.reports.forecast import Verloop
from flows.reports.forecast import forecast as foreseen
from flows.reports.movement import Overgang
from flows.reports.movement import movement as moved
from storage.reports import Eenheid, Soort

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
