"""The stroomschema places everybody as the decision table of the ladder says."""

from collections.abc import Mapping
from itertools import product

import pytest
from support.builders import completed, shipped
from support.vignettes import known_of, measured, vignettes

from flows.conditions import Answers
from flows.engine import settled

FLOW = shipped()

# Row, answers that are known about the client, trede, questions that are asked.
TABLE = [
    ("D6", {"Q1": "ja", "Q2": "nee"}, "6", ["Q1", "Q2"]),
    ("D5", {"Q1": "ja", "Q2": "ja"}, "5", ["Q1", "Q2"]),
    ("D4", {"Q1": "nee", "Q3": "ja"}, "4", ["Q1", "Q3"]),
    ("D3", {"Q1": "nee", "Q3": "nee", "Q4": "ja"}, "3", ["Q1", "Q3", "Q4"]),
    ("D2", {"Q1": "nee", "Q3": "nee", "Q4": "nee", "Q5": "ja"}, "2", ["Q1", "Q3", "Q4", "Q5"]),
    ("D1", {"Q1": "nee", "Q3": "nee", "Q4": "nee", "Q5": "nee"}, "1", ["Q1", "Q3", "Q4", "Q5"]),
]


@pytest.mark.wens("RA01", "RC11")
@pytest.mark.parametrize(("row", "known", "trede", "asked"), TABLE, ids=[row[0] for row in TABLE])
def test_a_row_of_the_table_gives_its_trede_with_its_questions(
    row: str, known: Answers, trede: str, asked: list[str]
) -> None:
    assert measured({"P0": "ja", **known}) == (trede, ["P0", *asked])


def by_hand(known: Mapping[str, str]) -> str:
    if known["Q1"] == "ja":
        return "5" if known["Q2"] == "ja" else "6"
    for question, trede in (("Q3", "4"), ("Q4", "3"), ("Q5", "2")):
        if known[question] == "ja":
            return trede
    return "1"


@pytest.mark.wens("RA02")
@pytest.mark.parametrize("given", list(product(("ja", "nee"), repeat=5)), ids="-".join)
def test_every_situation_has_one_trede_and_the_highest_wins(given: tuple[str, ...]) -> None:
    known = dict(zip(("Q1", "Q2", "Q3", "Q4", "Q5"), given, strict=True))
    assert measured({"P0": "ja", **known})[0] == by_hand(known)


@pytest.mark.wens("RD58")
def test_somebody_who_is_not_placed_yet_gets_code_0_and_nothing_more() -> None:
    answers = completed(FLOW, {"P0": "intake"})
    assert settled(FLOW, answers) == {"P0": "intake", "uitslag": "0"}


@pytest.mark.wens("RD58")
@pytest.mark.parametrize("reden", ["verhuisd", "uitgestroomd", "overleden", "onbekend", "anders"])
def test_somebody_out_of_sight_gets_code_9_with_a_reason_and_nothing_more(reden: str) -> None:
    answers = completed(FLOW, {"P0": "uit_beeld"}, reden_uit_beeld=reden)
    assert settled(FLOW, answers) == {"P0": "uit_beeld", "reden_uit_beeld": reden, "uitslag": "9"}


@pytest.mark.wens("RA04")
@pytest.mark.parametrize("trede", ["1", "2", "3", "4", "5"])
def test_growth_is_asked_below_trede_6(trede: str) -> None:
    answers = completed(shipped("direct"), {"positie": trede})
    assert answers["G1"] == "nee"


def test_growth_is_not_asked_on_trede_6() -> None:
    assert "G1" not in completed(shipped("direct"), {"positie": "6"})


def test_there_are_72_vignettes() -> None:
    assert len({vignette["id"] for vignette in vignettes()}) == 72


@pytest.mark.parametrize("number", range(72), ids=lambda number: f"V{number + 1:02}")
def test_a_vignette_gets_its_trede_from_exactly_the_answers_it_needs(number: int) -> None:
    vignette = vignettes()[number]
    known = known_of(vignette)
    trede, asked = measured(known)
    assert trede == vignette["expected_trede"]
    assert {question for question in asked if question.startswith("Q")} == {
        question for question in known if question.startswith("Q")
    }
