"""A flow as data: everything that decides is in it, under a number that changes with it."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import catalogue, shipped
from support.random_flows import random_flow

from flows.gemeente import AvgClass, FieldKind, Gemeente, LocalField, Options, permitted
from flows.lint import lint
from flows.model import LONGEST_TEXT
from flows.portable import number, portable

OPTIONS = Options()
DECIDING = {
    "code_9": False,
    "verwachte_trede": False,
    "standaard_kenmerken": False,
    "soort_meting": True,
    "terugdateren_dagen": 30,
    "interval_3_maanden": 6,
    "stage_is_betaald_werk": True,
}


def of(options: Options = OPTIONS, **more: object) -> str:
    gemeente = Gemeente(options=options, **more)  # type: ignore[arg-type]  # by name
    return number(portable(shipped("stroomschema", gemeente), options))


@pytest.mark.parametrize("name", DECIDING)
def test_another_setting_gives_another_number(name: str) -> None:
    assert DECIDING[name] in permitted(name)
    assert of(Options(**{name: DECIDING[name]})) != of()  # type: ignore[arg-type]  # by name


def test_the_same_settings_give_the_same_number_whoever_reads_them() -> None:
    assert number(json.loads(json.dumps(portable(shipped(), OPTIONS)))) == of()
    wijk = LocalField("wijk", "Wijk", FieldKind.KEUZE, ("Noord", "Zuid"), AvgClass.GEWOON, "beleid", 24)
    assert of(velden=(wijk,)) != of()


def test_no_text_of_a_flow_goes_along() -> None:
    written = json.dumps(portable(shipped(), OPTIONS))
    texts = [text for step in catalogue().newest("stroomschema").steps for text in (step.ask, step.help, step.label)]
    assert [text for text in texts if " " in text and text in written] == []
    assert len(written) < 40 * LONGEST_TEXT


@settings(max_examples=30)
@given(st.randoms(use_true_random=False))
def test_a_random_flow_is_a_valid_one(chance: Random) -> None:
    faults = {fault.code for fault in lint(random_flow(chance))}
    assert faults.isdisjoint({"unknown_step", "unknown_answer", "unknown_field", "twice", "overlap", "no_choices"})
