"""Why this trede, and what would make it another."""

from collections.abc import Iterator

import pytest
from support.builders import LEVEL, completed, shipped

from flows.conditions import Answers
from flows.engine import answer, current, offered, outcome
from flows.explain import Flip, nearest_flips, reasons
from flows.model import Flow

FLOW = shipped()
DIRECT = shipped("direct")

# Trede, its own conditions in words, the nearest flips: question, answer, treden, further answers.
NO_WORK = ["6: Q1=ja ✗", "5: Q1=ja ✗"]
NO_TASKS = [*NO_WORK, "4: Q1=nee ✓", "4: Q3=ja ✗"]
NO_GROUP = [*NO_TASKS, "3: Q1=nee ✓", "3: Q3=nee ✓", "3: Q4=ja ✗"]
ALONE = [*NO_GROUP, "2: Q1=nee ✓", "2: Q3=nee ✓", "2: Q4=nee ✓", "2: Q5=ja ✗"]
EXPLAINED: list[tuple[str, list[str], list[tuple[str, str, tuple[str, ...], int]]]] = [
    ("6", ["6: Q1=ja ✓", "6: Q2=nee ✓"], [("Q2", "ja", ("5",), 0)]),
    ("5", ["6: Q1=ja ✓", "6: Q2=nee ✗", "5: Q1=ja ✓", "5: Q2=ja ✓"], [("Q2", "nee", ("6",), 0)]),
    ("4", [*NO_WORK, "4: Q1=nee ✓", "4: Q3=ja ✓"], [("Q1", "ja", ("5", "6"), 1), ("Q3", "nee", ("3",), 1)]),
    ("3", [*NO_TASKS, "3: Q1=nee ✓", "3: Q3=nee ✓", "3: Q4=ja ✓"], [("Q3", "ja", ("4",), 0)]),
    (
        "2",
        [*NO_GROUP, "2: Q1=nee ✓", "2: Q3=nee ✓", "2: Q4=nee ✓", "2: Q5=ja ✓"],
        [("Q3", "ja", ("4",), 0), ("Q4", "ja", ("3",), 0), ("Q5", "nee", ("1",), 0)],
    ),
    (
        "1",
        [*ALONE, "1: Q1=nee ✓", "1: Q3=nee ✓", "1: Q4=nee ✓", "1: Q5=nee ✓"],
        [("Q3", "ja", ("4",), 0), ("Q4", "ja", ("3",), 0), ("Q5", "ja", ("2",), 0)],
    ),
]
IDS = [trede for trede, _, _ in EXPLAINED]


def conditions(flow: Flow, answers: Answers) -> list[str]:
    return [
        f"{each.outcome}: {each.step}={'/'.join(each.wanted)} {'✓' if each.holds else '✗'}"
        for each in reasons(flow, answers)
    ]


@pytest.mark.parametrize(("trede", "expected", "flips"), EXPLAINED, ids=IDS)
def test_the_reasons_are_the_conditions_that_were_decided_from_the_top_down(
    trede: str, expected: list[str], flips: object
) -> None:
    assert conditions(FLOW, LEVEL[trede]) == expected


@pytest.mark.parametrize(("trede", "expected", "flips"), EXPLAINED, ids=IDS)
def test_the_nearest_flips_change_one_answer(
    trede: str, expected: object, flips: list[tuple[str, str, tuple[str, ...], int]]
) -> None:
    found = nearest_flips(FLOW, LEVEL[trede])
    assert [(each.step, each.choice, tuple(sorted(each.outcomes)), each.further) for each in found] == flips


@pytest.mark.parametrize("trede", ["1", "2", "3", "4", "5", "6"])
def test_a_reason_holds_when_the_answer_is_the_one_wanted(trede: str) -> None:
    for each in reasons(FLOW, LEVEL[trede]):
        assert each.given == LEVEL[trede][each.step]
        assert each.holds == (each.given in each.wanted)


@pytest.mark.parametrize("trede", ["1", "2", "3", "4", "5", "6"])
def test_every_condition_of_the_trede_itself_holds(trede: str) -> None:
    assert all(each.holds for each in reasons(FLOW, LEVEL[trede]) if each.outcome == trede)


def test_code_0_and_9_are_explained_by_the_first_question() -> None:
    assert conditions(FLOW, LEVEL["0"]) == ["0: P0=intake ✓"]
    assert conditions(FLOW, LEVEL["9"]) == ["0: P0=intake ✗", "9: P0=uit_beeld ✓"]


def reachable(flow: Flow, answers: Answers, further: int) -> Iterator[str]:
    """Every outcome that exactly this many more answers can lead to."""
    if further == 0:
        reached = outcome(flow, answers)
        if reached is not None:
            yield reached.id
        return
    step = current(flow, answers)
    assert step is not None
    for choice in offered(step, answers):
        yield from reachable(flow, answer(flow, answers, step.id, choice.id), further - 1)


def applied(flow: Flow, answers: Answers, flip: Flip) -> set[str]:
    return set(reachable(flow, answer(flow, answers, flip.step, flip.choice), flip.further))


@pytest.mark.parametrize("finished", [False, True], ids=["at_the_result", "at_the_summary"])
@pytest.mark.parametrize("trede", list(LEVEL))
def test_a_flip_that_is_applied_leads_to_the_treden_it_names(trede: str, finished: bool) -> None:
    answers = completed(FLOW, LEVEL[trede]) if finished else LEVEL[trede]
    flips = nearest_flips(FLOW, answers)
    assert flips
    for flip in flips:
        assert answers[flip.step] != flip.choice
        assert trede not in flip.outcomes
        assert set(flip.outcomes) == applied(FLOW, answers, flip) - {trede, "0", "9"}
        assert all(applied(FLOW, answers, Flip(flip.step, flip.choice, (), n)) <= {trede} for n in range(flip.further))


def test_a_direct_entry_flips_to_every_other_trede() -> None:
    found = nearest_flips(DIRECT, {"positie": "3"})
    assert {flip.outcomes for flip in found} == {("6",), ("5",), ("4",), ("2",), ("1",)}
    assert {flip.further for flip in found} == {0}


def test_before_any_answer_there_is_nothing_to_explain() -> None:
    assert reasons(FLOW, {}) == ()
    assert nearest_flips(FLOW, {}) == ()


def test_a_doubted_position_has_only_the_reasons_that_are_left() -> None:
    doubted = answer(FLOW, LEVEL["4"], "Q1", "ja")
    not_unpaid = [f"{trede}: Q1=nee ✗" for trede in "4321"]
    codes = ["0: P0=intake ✗", "9: P0=uit_beeld ✗"]
    assert conditions(FLOW, doubted) == ["6: Q1=ja ✓", "5: Q1=ja ✓", *not_unpaid, *codes]
