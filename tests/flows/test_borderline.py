"""The borderline rules: each has its origin, its effect and a case that shows it, and is written once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import pytest
from support.builders import catalogue, shipped
from support.vignettes import VIGNETTES, known_of, measured, vignettes

from flows.gemeente import Gemeente, Options, permitted, read_setting
from flows.model import Rule

BORDER = VIGNETTES.with_name("grensgevallen.csv")
# What is settled without placing anybody.
NO_PLACING = {"een_trede_of_meer", "minstens_jaarlijks"}


def options_of(row: Mapping[str, str]) -> Options:
    name, _, text = row["setting"].partition("=")
    value = read_setting(name, text) if name else None
    assert bool(name) == (value is not None), row["setting"]
    return Options(**{name: value}) if name else Options()  # type: ignore[arg-type]  # by name


def rules_under(options: Options) -> dict[str, Rule]:
    return {rule.id: rule for step in shipped(gemeente=Gemeente(options=options)).steps for rule in step.rules}


ROWS = [{"setting": "", **row} for path in (VIGNETTES, BORDER) for row in vignettes(path)]
CASES = [row for row in ROWS if row["id"].startswith("G")]
RULES = {rule.id: rule for step in catalogue().newest("stroomschema").steps for rule in step.rules}
SET = {name: rule.option for name, rule in RULES.items() if rule.option is not None}


def test_there_are_cases_and_rules() -> None:
    assert (len(CASES) > 50, len(RULES) > 70) == (True, True)
    assert max(Counter(row["id"] for row in ROWS).values()) == 1


@pytest.mark.parametrize("row", CASES, ids=[row["id"] for row in CASES])
def test_a_border_case_gets_its_trede_from_exactly_the_answers_it_needs(row: dict[str, str]) -> None:
    known = known_of(row)
    trede, asked = measured(known)
    assert trede == row["expected_trede"]
    assert [question for question in asked if question[0] == "Q"] == [name for name in known if name[0] == "Q"]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_case_names_rules_that_stand_at_the_questions_it_is_asked(row: dict[str, str]) -> None:
    asked = set(measured(known_of(row))[1])
    named = row["rules"].split()
    assert [name for name in named if name not in RULES] == []
    assert [name for name in named if not asked & set(RULES[name].steps)] == []
    assert row["source"], "the ground stands beside it"


@pytest.mark.wens("RA02")
def test_every_rule_that_places_somebody_has_a_case_and_its_effect_is_seen() -> None:
    seen: dict[str, set[str]] = {}
    for row in ROWS:
        applied = rules_under(options_of(row))
        for name in row["rules"].split():
            here = {row["expected_trede"]} & set(applied[name].leads_to)
            seen.setdefault(name, set()).update(here)
    assert set(RULES) - set(seen) == NO_PLACING
    assert [name for name, treden in seen.items() if RULES[name].effect and not treden] == []


@pytest.mark.parametrize("name", SET)
def test_a_rule_that_a_municipality_decides_names_a_setting_that_changes_what_it_says(name: str) -> None:
    option = SET[name]
    assert option in Options.readings()
    default = getattr(Options(), option)
    other = next(value for value in permitted(option) if value != default)
    before = rules_under(Options())[name] if default or RULES[name].otherwise else None
    after = rules_under(Options(**{option: other})).get(name)  # type: ignore[arg-type]  # by name
    said = [None if each is None else each.reading.replace("{n}", str(each.setting)) for each in (before, after)]
    assert said[0] != said[1]


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.effect != rule.effect_otherwise])
def test_a_setting_that_moves_people_has_a_case_for_each_of_its_readings(name: str) -> None:
    option = SET.get(name)
    if option is None or not isinstance(getattr(Options(), option), bool) or option == "bij_twijfel_lager":
        return
    found = {options_of(row): row["expected_trede"] for row in ROWS if name in row["rules"].split()}
    readings = {getattr(options, option): trede for options, trede in found.items()}
    assert set(readings) == {True, False}
    assert readings[True] != readings[False]


@pytest.mark.wens("RA06", "RB07")
def test_a_rule_is_written_once() -> None:
    texts = [text for rule in RULES.values() for text in (rule.text, rule.otherwise, rule.ground) if text]
    assert [text for text, times in Counter(texts).items() if times > 1] == []
    flow = catalogue().newest("stroomschema")
    said = {line for step in flow.steps for text in (step.ask, step.help) for line in re.split(r"(?<=[.?]) ", text)}
    assert [text for text in texts for line in re.split(r"(?<=[.?]) ", text) if line in said] == []


def test_two_or_three_rules_are_shown_at_once() -> None:
    flow = catalogue().newest("stroomschema")
    first = {step.id: sum(step.id in rule.first for rule in step.rules) for step in flow.steps if step.rules}
    assert set(first) == {"P0", "Q1", "Q2", "Q3", "Q4", "Q5", "G1", "gepland"}
    assert {step: number for step, number in first.items() if step[0] in "PQ" and number not in (2, 3)} == {}


def test_a_rule_at_a_question_of_the_other_way_to_measure_is_there_too() -> None:
    direct = catalogue().newest("direct")
    assert [rule.id for rule in direct.by_id["G1"].rules] == ["een_trede_of_meer"]
