"""A client who answers small screens leads to the same trede as a professional who answers five questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from support.builders import shipped
from support.client import LADDER, NO_GROUNDS, questions, told, ways
from support.vignettes import known_of, measured, vignettes

from flows.client.asking import answer, asked, concluded, current, given, may_answer
from flows.client.comparing import ClientPart, Compared, Proposal, Said, Verdict, client_part, compared, proposed
from flows.conditions import Answers
from flows.engine import outcome

FLOW = shipped()
ASKS = questions()
WAYS = list(ways(ASKS))
PLACED = [each for each in vignettes() if "Q1=-" not in each["answers"]]
# In how many ways a client can say no: to the first screen, or to a later one after a yes or after not knowing.
WAYS_TO_SAY_NO = {"Q1": 1, "Q2": 1, "Q3": 4, "Q4": 2, "Q5": 2}
# The same for a yes: in support each of three is enough, after a no or after not knowing.
WAYS_TO_SAY_YES = {"Q1": 1, "Q2": 1 + 2 + 4, "Q3": 1, "Q4": 1, "Q5": 1}


def level(vignette: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in known_of(vignette).items() if name[0] == "Q"}


def trede(part: ClientPart, grounds: Answers) -> str | None:
    reached = outcome(FLOW, {"P0": "ja", **proposed(part, grounds)})
    return reached.id if reached else None


def test_every_vignette_with_a_trede_is_here() -> None:
    assert len(vignettes()) == 72
    left_out = [each for each in vignettes() if each not in PLACED]
    assert {each["expected_trede"] for each in left_out} <= {"0", "9"}
    assert all(level(each) == {} for each in left_out)
    assert len(PLACED) > 60


@pytest.mark.parametrize("vignette", PLACED, ids=lambda each: each["id"])
def test_a_vignette_gives_its_trede_whichever_way_the_client_says_it(vignette: Mapping[str, str]) -> None:
    wanted = level(vignette)
    found = [way for way in WAYS if concluded(ASKS, way) == wanted]
    number = 1
    for question, value in wanted.items():
        number *= (WAYS_TO_SAY_NO if value == "nee" else WAYS_TO_SAY_YES)[question]
    assert len(found) == number
    for way in found:
        part = client_part(ASKS, way)
        confirmed = proposed(part, NO_GROUNDS)
        assert confirmed == wanted
        assert measured({"P0": "ja", **confirmed})[0] == vignette["expected_trede"]
        assert {each.verdict for each in compared(part, NO_GROUNDS, confirmed)} == {Verdict.GELIJK}


def test_every_screen_is_reached_and_every_answer_given() -> None:
    asks = questions(facts=True)
    seen = {pair for way in ways(asks) for pair in way.items()}
    wanted = {(screen.id, button.id) for screen in asks.screens if not screen.beside for button in screen.buttons}
    assert {name for name, _ in seen} == {screen.id for screen in asks.screens}
    assert wanted <= seen


def test_what_is_not_known_never_leads_to_a_trede() -> None:
    unsure = [way for way in WAYS if "onbekend" in concluded(ASKS, way).values()]
    assert len(unsure) > 100
    for way in unsure:
        values = concluded(ASKS, way)
        assert values.items() >= proposed(client_part(ASKS, way), NO_GROUNDS).items()
        # A ja that stands before the question that is open would have ended the questions.
        assert trede(client_part(ASKS, way), NO_GROUNDS) is None


def test_no_support_stands_only_after_the_professional_looked_at_both_grounds() -> None:
    part = client_part(ASKS, told(ASKS, {"q1": "ja", "q2": "nee", "q2b": "nee", "q2c": "nee"}))
    assert part.proposals[1].left == ("instrument", "leerwerk")
    assert trede(part, {}) is None
    assert trede(part, {"instrument": "nee"}) is None
    assert trede(part, {"leerwerk": "nee"}) is None
    assert trede(part, NO_GROUNDS) == "6"
    assert trede(part, {"instrument": "ja"}) == "5"
    assert trede(part, {**NO_GROUNDS, "leerwerk": "ja"}) == "5"
    (_, support) = compared(part, {"instrument": "ja"}, {"Q1": "ja", "Q2": "ja"})
    assert support == Compared("Q2", "nee", "ja", Verdict.AANGEVULD)


def test_a_ground_decides_also_when_the_client_does_not_know() -> None:
    part = client_part(ASKS, told(ASKS, {"q1": "ja", "q2": "nee", "q2b": "weet_niet", "q2c": "nee"}))
    assert part.proposals[1].value == "onbekend"
    assert trede(part, NO_GROUNDS) is None
    assert trede(part, {"leerwerk": "ja"}) == "5"


def test_support_that_the_client_knows_of_leaves_nothing_to_look_at() -> None:
    part = client_part(ASKS, told(ASKS, {"q1": "ja", "q2": "ja"}))
    assert part.proposals[1].left == ()
    assert trede(part, {}) == "5"


def test_a_client_without_an_answer_on_work_is_still_asked_the_rest() -> None:
    answers = {"q1": "weet_niet", "q3": "nee", "q4": "weet_niet"}
    screen = current(ASKS, answers)
    assert screen is not None
    assert screen.id == "q5"


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({}, "q1"),
        ({"q1": "ja"}, "q2"),
        ({"q1": "ja", "q2": "ja"}, "wish"),
        ({"q1": "ja", "q2": "weet_niet"}, "q2b"),
        ({"q1": "ja", "q2": "nee", "q2b": "weet_niet"}, "q2c"),
        ({"q1": "nee"}, "q3"),
        ({"q1": "nee", "q3": "weet_niet"}, "q4"),
        ({"q1": "nee", "q3": "ja", "q3b": "weet_niet"}, "q3c"),
        ({"q1": "nee", "q3": "ja", "q3b": "nee"}, "q4"),
        ({"q1": "nee", "q3": "ja", "q3b": "weet_niet", "q3c": "ja"}, "q4"),
        ({"q1": "nee", "q3": "ja", "q3b": "ja", "q3c": "ja"}, "wish"),
        ({"q1": "nee", "q3": "nee", "q4": "ja", "q4b": "ja"}, "wish"),
        ({"q1": "nee", "q3": "nee", "q4": "ja", "q4b": "nee"}, "q5"),
        ({"q1": "nee", "q3": "nee", "q4": "nee", "q5": "nee"}, "wish"),
        ({"q1": "nee", "q3": "nee", "q4": "nee", "q5": "ja"}, "q5b"),
    ],
)
def test_the_next_screen(answers: Answers, shown: str) -> None:
    screen = current(ASKS, answers)
    assert screen is not None
    assert screen.id == shown


def test_the_facts_are_asked_only_where_the_gemeente_wants_them() -> None:
    end = {"q1": "ja", "q2": "ja"}
    assert [screen.id for screen in asked(ASKS, end)] == ["q1", "q2", "wish"]
    assert [screen.id for screen in asked(questions(facts=True), end)] == ["q1", "q2", "k1", "k2", "k8", "wish"]


def test_what_stands_apart_changes_no_position() -> None:
    asks = questions(facts=True)
    for way in ways(asks, {"q1": "nee"}):
        plain = {name: value for name, value in way.items() if name in LADDER}
        assert client_part(asks, way).proposals == client_part(asks, plain).proposals
    part = client_part(asks, told(asks, {"q1": "ja", "q2": "ja", "k1": "liever_niet", "wish": "betaald_werk"}))
    assert part.wish == "betaald_werk"
    assert part.facts[:2] == (Said("k1", "liever_niet", "inkomen"), Said("k2", "mbo_2", "startkwalificatie"))
    assert proposed(part, {}) == {"Q1": "ja", "Q2": "ja"}


def test_what_stands_apart_belongs_to_a_step_of_the_professional() -> None:
    beside = {screen.id: screen.beside for screen in questions(facts=True).apart}
    assert beside == {"k1": "inkomen", "k2": "startkwalificatie", "k8": "instrument_lopend", "wish": "G1"}
    assert set(beside.values()) <= set(FLOW.by_id)


def test_the_professional_sees_the_answers_behind_each_question() -> None:
    part = client_part(ASKS, {"q1": "weet_niet", "q3": "ja", "q3b": "weet_niet", "q3c": "nee", "q4": "ja", "q4b": "ja"})
    assert (part.version, part.digest) == (ASKS.version, ASKS.digest)
    assert part.proposals == (
        Proposal("Q1", "onbekend", (Said("q1", "weet_niet", "Q1"),)),
        Proposal("Q2", None),
        Proposal("Q3", "nee", (Said("q3", "ja", "Q3"), Said("q3b", "weet_niet", "Q3"), Said("q3c", "nee", "Q3"))),
        Proposal("Q4", "ja", (Said("q4", "ja", "Q4"), Said("q4b", "ja", "Q4"))),
        Proposal("Q5", None),
    )
    found = compared(part, {}, {"P0": "ja", "Q1": "nee", "Q3": "ja", "Q4": "ja", "Q5": "nee"})
    assert {each.question: each.verdict for each in found} == {
        "Q1": Verdict.ONBEKEND,
        "Q3": Verdict.ANDERS,
        "Q4": Verdict.GELIJK,
        "Q5": Verdict.NIET_GEVRAAGD,
    }


def test_a_question_that_is_half_answered_proposes_nothing() -> None:
    part = client_part(ASKS, {"q1": "nee", "q3": "ja", "q3b": "ja"})
    assert (part.proposals[2].value, len(part.proposals[2].said)) == (None, 2)
    assert proposed(part, NO_GROUNDS) == {"Q1": "nee"}


def test_an_earlier_answer_is_changed_from_the_summary_and_keeps_what_still_applies() -> None:
    done = told(ASKS, dict.fromkeys(LADDER, "nee"))
    assert current(ASKS, done) is None
    assert list(given(ASKS, done)) == ["q1", "q3", "q4", "q5", "wish"]
    other = answer(ASKS, done, "q4", "ja")
    assert other == {**done, "q4": "ja"}
    assert [screen.id for screen in asked(ASKS, other)] == ["q1", "q3", "q4", "q4b"]
    again = answer(ASKS, other, "q4b", "nee")
    assert current(ASKS, again) is None
    assert given(ASKS, again) == {**done, "q4": "ja", "q4b": "nee"}
    assert given(ASKS, answer(ASKS, again, "q4b", "ja")) == {
        "q1": "nee",
        "q3": "nee",
        "q4": "ja",
        "q4b": "ja",
        "wish": "betaald_werk",
    }
    assert answer(ASKS, done, "q1", "ja") == {"q1": "ja", "wish": "betaald_werk"}


def test_only_what_is_shown_or_was_answered_takes_an_answer() -> None:
    answers = {"q1": "nee"}
    assert may_answer(ASKS, answers, "q1", "weet_niet")
    assert may_answer(ASKS, answers, "q3", "ja")
    assert not may_answer(ASKS, answers, "q3b", "ja")
    assert not may_answer(ASKS, answers, "q2", "ja")
    assert not may_answer(ASKS, answers, "q3", "misschien")
    assert not may_answer(ASKS, answers, "k1", "uwv")
    assert not may_answer(ASKS, answers, "q9", "ja")


def test_an_answer_that_no_longer_exists_is_asked_again() -> None:
    screen = current(ASKS, {"q1": "soms", "q3": "nee"})
    assert screen is not None
    assert screen.id == "q1"
    assert concluded(ASKS, {"q1": "soms", "q3": "nee"}) == {}


def test_ways_differ() -> None:
    counted = Counter(tuple(sorted(way.items())) for way in WAYS)
    assert max(counted.values()) == 1
    assert len(WAYS) > 300
