"""Random walks through the stroomschema against a model written by hand.

The model knows the ladder and nothing of the engine: which questions there are, in which order, and who gets
them. Answers go through JSON after every action, as they do when a dialogue is stored.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from support.builders import LEVEL, completed, shipped

from flows.engine import answer, back, confirm_card, current, fallen, offered, outcome, screen_of, screens, settled
from flows.meetmoment import KENMERKEN
from flows.model import Flow, Kind, Step
from flows.paths import progress

FLOW = shipped()
PLANS = ("3", "6", "12", "2027-03-15")
JA_NEE = ("ja", "nee")
ENGINE = settings(max_examples=60, stateful_step_count=25)

Answers = dict[str, str]


def position(answers: Mapping[str, str]) -> str | None:
    """The position these answers decide, by hand."""
    first = {"intake": "0", "uit_beeld": "9"}.get(answers.get("P0", ""))
    if first is not None or answers.get("P0") != "ja":
        return first
    if answers.get("Q1") == "ja":
        return {"ja": "5", "nee": "6"}.get(answers.get("Q2", ""))
    for question, trede in (("Q3", "4"), ("Q4", "3"), ("Q5", "2")):
        if answers.get(question) != "nee":
            return trede if answers.get(question) == "ja" else None
    return "1"


def part_of(answers: Mapping[str, str]) -> list[str]:
    """The questions that are part of this dialogue as far as the answers decide them, in order."""
    asked = ["P0"]
    if answers.get("P0") == "uit_beeld":
        asked.append("reden_uit_beeld")
    if answers.get("P0") == "ja":
        asked.append("Q1")
        if answers.get("Q1") == "ja":
            asked.append("Q2")
        if answers.get("Q1") == "nee":
            asked.append("Q3")
            asked += ["Q4"] if answers.get("Q3") == "nee" else []
            asked += ["Q5"] if answers.get("Q3") == answers.get("Q4") == "nee" else []
    asked.append("uitslag")
    confirmed = answers.get("uitslag")
    if confirmed in tuple("12345"):
        asked += ["G1", "G2"] if answers.get("G1") == "ja" else ["G1"]
    if confirmed in tuple("123456"):
        asked += [name for name in KENMERKEN if name != "aanvullende_uitkering" or confirmed == "5"]
        asked.append("gepland")
    return asked


def to_ask(answers: Mapping[str, str]) -> str | None:
    """The question to ask now: the first without an answer, or a position that is not the confirmed one any more."""
    for step in part_of(answers):
        if step not in answers or (step == "uitslag" and answers["uitslag"] != position(answers)):
            return step
    return None


def choices_of(step: Step, answers: Answers) -> list[str]:
    """Every value a screen would let somebody choose for this step."""
    if step.id == "uitslag":
        reached = position(answers)
        return [] if reached is None else [reached]
    if step.kind is Kind.PLAN:
        return list(PLANS)
    if step.id == "datum":
        return ["2026-11-01", "2026-11-20"]
    return [choice.id for choice in offered(step, answers)]


def stored(answers: Answers) -> Answers:
    found: Answers = json.loads(json.dumps(answers))
    assert found == answers
    return found


class Walk(RuleBasedStateMachine):
    """Somebody who answers, goes back, edits from the summary and confirms cards, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: Answers = {}

    def here(self) -> Step | None:
        return current(FLOW, self.answers)

    def change(self, after: Answers) -> None:
        before = self.answers
        self.answers = stored(after)
        gone = fallen(before, self.answers)
        assert {**self.answers, **gone}.keys() >= before.keys()
        assert all(before[step] == value for step, value in gone.items())

    @precondition(lambda self: self.here() is not None)
    @rule(pick=st.integers(0, 99))
    def answer_what_is_asked(self, pick: int) -> None:
        step = self.here()
        assert step is not None
        values = choices_of(step, self.answers)
        value = values[pick % len(values)]
        before = self.answers
        self.change(answer(FLOW, before, step.id, value))
        assert self.answers[step.id] == value

    @rule(which=st.integers(0, 99), pick=st.integers(0, 99))
    def edit_an_answer(self, which: int, pick: int) -> None:
        given = [*(step for step in settled(FLOW, self.answers) if step != "uitslag"), "datum"]
        step = FLOW.by_id[given[which % len(given)]]
        values = choices_of(step, self.answers)
        value = values[pick % len(values)]
        before = dict(self.answers)
        self.change(answer(FLOW, self.answers, step.id, value))
        assert self.answers[step.id] == value
        untouched = {name for name in before if name not in FLOW.followers[step.id]}
        still = {name: before[name] for name in untouched & self.answers.keys() - {step.id}}
        assert {name: self.answers[name] for name in still} == still

    @precondition(lambda self: to_ask(self.answers) in KENMERKEN)
    @rule()
    def confirm_the_card(self) -> None:
        before = self.answers
        self.change(confirm_card(FLOW, before, "kenmerken", {"laaggeletterd": "ja"}))
        assert before.items() <= self.answers.items()
        assert to_ask(self.answers) in (None, "gepland")

    @rule()
    def go_back(self) -> None:
        asked = list(dict.fromkeys(screen_of(FLOW.by_id[step]) for step in part_of(self.answers)))
        here = to_ask(self.answers)
        number = len(asked) if here is None else asked.index(screen_of(FLOW.by_id[here]))
        before = self.answers
        self.change(back(FLOW, before))
        if number == 0:
            assert self.answers == before
            return
        now = self.here()
        assert now is not None
        assert screen_of(now) == asked[number - 1]
        earlier = {name: value for name, value in before.items() if screen_of(FLOW.by_id[name]) in asked[: number - 1]}
        assert earlier.items() <= self.answers.items()
        assert all(screen_of(step) != asked[number - 1] for step in FLOW.steps if step.id in self.answers)

    @invariant()
    def the_first_open_question_is_asked(self) -> None:
        here = self.here()
        assert (here.id if here else None) == to_ask(self.answers)

    @invariant()
    def the_outcome_follows_from_the_answers_alone(self) -> None:
        reached = outcome(FLOW, self.answers)
        assert (reached.id if reached else None) == position(self.answers)

    @invariant()
    def what_counts_is_part_of_the_dialogue(self) -> None:
        assert settled(FLOW, self.answers).keys() <= {*part_of(self.answers), "datum"}

    @invariant()
    def growth_belongs_to_the_position_that_was_confirmed(self) -> None:
        counted = settled(FLOW, self.answers)
        if "G2" in counted:
            assert counted["G1"] == "ja"
            assert int(counted["G2"]) > int(self.answers["uitslag"])

    @invariant()
    def progress_stays_within_its_total(self) -> None:
        number, total = progress(FLOW, self.answers)
        assert 1 <= number <= total <= 12

    @invariant()
    def it_can_always_be_completed(self) -> None:
        done = completed(FLOW, self.answers)
        assert current(FLOW, done) is None
        assert done.keys() >= set(part_of(done))


TestWalk = Walk.TestCase
TestWalk.settings = ENGINE


def forward(draw: st.DrawFn, flow: Flow) -> list[Answers]:
    """Every state of a way forward from the first question to the end."""
    states: list[Answers] = [{}]
    while (step := current(flow, states[-1])) is not None:
        value = draw(st.sampled_from(choices_of(step, states[-1])))
        states.append(answer(flow, states[-1], step.id, value))
    return states


@st.composite
def ways(draw: st.DrawFn) -> list[Answers]:
    return forward(draw, FLOW)


@given(ways())
def test_going_forward_never_makes_the_way_longer(states: list[Answers]) -> None:
    shown = [progress(FLOW, answers) for answers in states]
    totals = [total for _, total in shown]
    numbers = [number for number, _ in shown]
    assert totals == sorted(totals, reverse=True)
    assert numbers == sorted(numbers)
    assert shown[-1][0] == shown[-1][1] == len(screens(FLOW, states[-1]))


@given(ways())
def test_going_back_from_the_end_passes_every_screen_once(states: list[Answers]) -> None:
    answers, passed = states[-1], []
    while (earlier := back(FLOW, answers)) != answers:
        answers = earlier
        step = current(FLOW, answers)
        assert step is not None
        passed.append(screen_of(step))
    assert answers == {}
    assert tuple(reversed(passed)) == screens(FLOW, states[-1])


@given(ways())
def test_the_same_answer_again_changes_nothing(states: list[Answers]) -> None:
    done = states[-1]
    for step, value in done.items():
        assert answer(FLOW, done, step, value) == done


@given(ways(), st.data())
def test_editing_an_answer_and_restoring_it_restores_the_outcome(states: list[Answers], data: st.DataObject) -> None:
    done = states[-1]
    step = FLOW.by_id[data.draw(st.sampled_from([name for name in done if name != "uitslag"]))]
    other = data.draw(st.sampled_from(choices_of(step, done)))
    edited = answer(FLOW, done, step.id, other)
    restored = completed(FLOW, answer(FLOW, edited, step.id, done[step.id]), **done)
    assert position(restored) == position(done)
    assert settled(FLOW, restored) == done


@given(ways(), st.permutations(list(FLOW.by_id)))
def test_the_outcome_does_not_depend_on_the_order_of_the_answers(states: list[Answers], order: list[str]) -> None:
    done = states[-1]
    shuffled = {step: done[step] for step in order if step in done}
    assert outcome(FLOW, shuffled) == outcome(FLOW, done)
    assert current(FLOW, shuffled) is None
    assert settled(FLOW, shuffled) == done


def ladder_change(before: str, after: str) -> tuple[Answers, Answers]:
    """A finished dialogue with growth, and the same one after its level answers were edited to another trede."""
    done = completed(FLOW, LEVEL[before], G1="ja", inkomen="b", laaggeletterd="ja")
    edited = done
    while position(edited) != after:
        step = next(name for name in part_of(edited) if edited.get(name) != LEVEL[after].get(name) and name[0] in "PQ")
        edited = answer(FLOW, edited, step, LEVEL[after][step])
    return done, completed(FLOW, edited)


@given(st.sampled_from("123456"), st.sampled_from("123456"))
def test_kenmerken_survive_a_change_of_trede(before: str, after: str) -> None:
    done, edited = ladder_change(before, after)
    kept = [name for name in KENMERKEN if name != "aanvullende_uitkering"]
    assert {name: edited[name] for name in kept} == {name: done[name] for name in kept}


@given(st.sampled_from("123456"), st.sampled_from("123456"))
def test_the_next_measurement_is_planned_anew_when_the_position_changes_and_only_then(before: str, after: str) -> None:
    done = completed(FLOW, LEVEL[before], gepland="3")
    edited = answer(FLOW, {**done, **LEVEL[after]}, "uitslag", after)
    assert edited.get("gepland") == ("3" if before == after else None)


@given(st.sampled_from("12345"), st.sampled_from("12345"))
def test_growth_falls_when_the_position_changes_and_only_then(before: str, after: str) -> None:
    done, edited = ladder_change(before, after)
    assert done["G1"] == "ja"
    assert (edited["G1"], "G2" in edited) == (("ja", True) if before == after else ("nee", False))


def test_an_answer_that_makes_a_position_provisional_keeps_growth_until_it_is_confirmed() -> None:
    done = completed(FLOW, LEVEL["4"], G1="ja")
    doubted = answer(FLOW, done, "Q1", "ja")
    assert doubted["G1"] == "ja"
    confirmed = answer(FLOW, answer(FLOW, doubted, "Q2", "ja"), "uitslag", "5")
    assert confirmed.keys().isdisjoint({"G1", "G2"})


def test_code_9_takes_the_kenmerken_with_it() -> None:
    done = completed(FLOW, LEVEL["4"])
    closed = completed(FLOW, answer(FLOW, done, "P0", "uit_beeld"))
    assert set(closed) == {"P0", "reden_uit_beeld", "uitslag"}


def test_growth_written_with_a_direct_entry_survives_the_confirmation_of_the_position() -> None:
    confirmed = answer(shipped("direct"), {"positie": "4", "G1": "ja"}, "uitslag", "4")
    assert confirmed["G1"] == "ja"


def test_what_was_known_beforehand_is_never_asked_and_never_dropped() -> None:
    facts = {"vorige_trede": "6"}
    answers = completed(FLOW, {**facts, "P0": "ja"}, Q1="nee")
    assert answers["vorige_trede"] == "6"
    assert "vorige_trede" not in settled(FLOW, answers)


def test_a_card_is_one_screen_however_much_of_it_is_filled_in() -> None:
    start = completed(FLOW, LEVEL["5"])
    half = {name: value for name, value in start.items() if name not in ("gepland", "laaggeletterd", "inkomen")}
    step = current(FLOW, half)
    assert step is not None
    assert step.id == "inkomen"
    taken = back(FLOW, half)
    assert taken.keys() & set(KENMERKEN) == set()
    assert "G1" not in taken
    assert taken["uitslag"] == "5"


def test_proposals_come_from_last_time_and_then_from_the_defaults() -> None:
    from_defaults = completed(FLOW, LEVEL["6"])
    assert from_defaults["inkomen"] == "d"
    assert from_defaults["startkwalificatie"] == "nee"
    confirmed = {name: from_defaults[name] for name in from_defaults if name not in KENMERKEN}
    from_last_time = confirm_card(FLOW, confirmed, "kenmerken", {"inkomen": "c", "startkwalificatie": "ja"})
    assert (from_last_time["inkomen"], from_last_time["startkwalificatie"]) == ("c", "ja")


def test_kenmerken_survive_a_step_back_from_a_position_that_changed() -> None:
    done = completed(FLOW, LEVEL["4"], inkomen="b")
    edited = answer(FLOW, answer(FLOW, done, "Q1", "ja"), "Q2", "ja")
    again = answer(FLOW, back(FLOW, edited), "Q2", "nee")
    assert completed(FLOW, again)["inkomen"] == "b"
