"""Clients who answer, do not know and change their minds: it ends, and nothing is concluded that they did not say."""

from __future__ import annotations

import json
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from support.client import LADDER, VALUES, by_hand, people, questions, told, ways

from flows.client.asking import answer, asked, concluded, current, may_answer
from flows.client.asking import given as counted
from flows.client.comparing import client_part
from flows.client.model import ClientScreen

ASKS = questions(facts=True)
# No way has more screens: paid work, then every screen of three questions, the facts and the wish.
MOST = 1 + 3 + 2 + 2 + len(ASKS.apart)

Answers = dict[str, str]
PEOPLE = st.fixed_dictionaries({name: st.sampled_from(VALUES) for name in LADDER})


def test_what_is_concluded_is_what_follows_by_hand_for_everybody() -> None:
    ends: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
    for person in people():
        way = tuple(sorted((name, person[name]) for name in _asked_of(person)))
        wanted = ends.setdefault(way, by_hand(person))
        # Whoever gives the same answers to what is asked gets the same conclusions.
        assert wanted == by_hand(person)
    for way, wanted in ends.items():
        assert concluded(ASKS, dict(way)) == wanted
    assert len(ends) == sum(1 for _ in ways(ASKS))


def _asked_of(person: Mapping[str, str]) -> list[str]:
    """The screens that somebody is asked, by hand."""
    found = ["q1"]
    if person["q1"] == "ja":
        for name in ("q2", "q2b", "q2c"):
            found.append(name)
            if person[name] == "ja":
                break
        return found
    for first, *later in (("q3", "q3b", "q3c"), ("q4", "q4b"), ("q5", "q5b")):
        found.append(first)
        values = [person[first]]
        for name in later if person[first] == "ja" else ():
            found.append(name)
            values.append(person[name])
            if person[name] == "nee":
                break
        if set(values) == {"ja"}:
            break
    return found


@given(PEOPLE)
def test_nothing_is_asked_twice_and_it_ends(person: Answers) -> None:
    answers: Answers = {}
    seen: list[str] = []
    while (screen := current(ASKS, answers)) is not None:
        seen.append(screen.id)
        answers = answer(ASKS, answers, screen.id, person.get(screen.id, "weet_niet"))
    assert len(seen) == len(set(seen)) <= MOST
    assert seen == list(counted(ASKS, answers)) == [*_asked_of(person), "k1", "k2", "k8", "wish"]
    assert all(name in {screen.id for screen in ASKS.screens} for name in seen)


@given(PEOPLE, st.sets(st.sampled_from(LADDER)))
def test_knowing_less_never_turns_a_yes_into_a_no_or_a_no_into_a_yes(person: Answers, forgotten: set[str]) -> None:
    less = {**person, **dict.fromkeys(forgotten, "weet_niet")}
    before, after = concluded(ASKS, told(ASKS, person)), concluded(ASKS, told(ASKS, less))
    for question in before.keys() & after.keys():
        assert {before[question], after[question]} != {"ja", "nee"}


@given(PEOPLE, st.sets(st.sampled_from(LADDER)))
def test_an_answer_that_is_missing_never_turns_a_conclusion_round(person: Answers, missing: set[str]) -> None:
    done = told(ASKS, person)
    before = concluded(ASKS, done)
    after = concluded(ASKS, {name: value for name, value in done.items() if name not in missing})
    assert after.items() <= before.items()


@given(PEOPLE)
def test_who_never_knows_gets_no_conclusion_but_unknown(person: Answers) -> None:
    nothing = dict.fromkeys(person, "weet_niet")
    assert concluded(ASKS, told(ASKS, nothing)) == {
        "Q1": "onbekend",
        "Q3": "onbekend",
        "Q4": "onbekend",
        "Q5": "onbekend",
    }
    values = concluded(ASKS, told(ASKS, {**nothing, "q1": person["q1"]}))
    assert set(values.values()) - {"onbekend"} <= {person["q1"]}


@given(PEOPLE, st.data())
def test_an_answer_that_is_changed_and_changed_back_leaves_the_same_conclusions(
    person: Answers, data: st.DataObject
) -> None:
    done = told(ASKS, person)
    name = data.draw(st.sampled_from(list(done)))
    other = data.draw(st.sampled_from([button.id for button in ASKS.by_id[name].buttons]))
    edited = answer(ASKS, done, name, other)
    restored = answer(ASKS, edited, name, done[name])
    if edited.keys() == done.keys():
        assert restored == done
    while (screen := current(ASKS, restored)) is not None:
        assert screen.id in done
        restored = answer(ASKS, restored, screen.id, done[screen.id])
    assert counted(ASKS, restored) == counted(ASKS, done)
    assert client_part(ASKS, restored) == client_part(ASKS, done)


@given(PEOPLE, st.permutations(LADDER))
def test_the_order_in_which_answers_are_kept_makes_no_difference(person: Answers, order: list[str]) -> None:
    done = told(ASKS, person)
    shuffled = {name: done[name] for name in (*order, *done) if name in done}
    assert client_part(ASKS, shuffled) == client_part(ASKS, done)
    assert current(ASKS, shuffled) is None


class Client(RuleBasedStateMachine):
    """Somebody who answers what is shown and opens earlier answers from the summary, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: Answers = {}

    def here(self) -> ClientScreen | None:
        return current(ASKS, self.answers)

    def change(self, name: str, value: str) -> None:
        assert may_answer(ASKS, self.answers, name, value)
        before = self.answers
        after: Answers = json.loads(json.dumps(answer(ASKS, before, name, value)))
        assert after[name] == value
        assert all(after[each] == before[each] for each in after.keys() & before.keys() - {name})
        still = still_asked(after)
        # What fell out is not asked any more, whatever follows; what stayed may be.
        assert not (before.keys() - after.keys()) & still
        assert after.keys() <= still
        self.answers = after

    @precondition(lambda self: self.here() is not None)
    @rule(pick=st.integers(0, 9))
    def answer_what_is_shown(self, pick: int) -> None:
        screen = self.here()
        assert screen is not None
        assert screen.id not in self.answers
        self.change(screen.id, screen.buttons[pick % len(screen.buttons)].id)

    @precondition(lambda self: bool(counted(ASKS, self.answers)))
    @rule(which=st.integers(0, 99), pick=st.integers(0, 9))
    def open_an_earlier_answer(self, which: int, pick: int) -> None:
        names = list(counted(ASKS, self.answers))
        screen = ASKS.by_id[names[which % len(names)]]
        self.change(screen.id, screen.buttons[pick % len(screen.buttons)].id)

    @invariant()
    def every_screen_but_the_last_is_answered(self) -> None:
        shown = [screen.id for screen in asked(ASKS, self.answers)]
        here = self.here()
        assert len(shown) == len(set(shown)) <= MOST
        assert here is None or here.id in shown
        assert set(shown) >= set(counted(ASKS, self.answers))

    @invariant()
    def nothing_is_concluded_that_the_answers_do_not_say(self) -> None:
        values = concluded(ASKS, self.answers)
        if "weet_niet" not in self.answers.values():
            assert "onbekend" not in values.values()
        person = {**dict.fromkeys(LADDER, "weet_niet"), **self.answers}
        whole = by_hand(person)
        assert all(whole[question] == value for question, value in values.items())


def still_asked(answers: Answers) -> set[str]:
    """Every screen that may belong to this dialogue, however it goes on."""
    return {screen.id for way in ways(ASKS, answers) for screen in asked(ASKS, way)}


TestClient = Client.TestCase
TestClient.settings = settings(max_examples=30, stateful_step_count=20)
