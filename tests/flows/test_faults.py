"""Whatever is wrong with a flow file is said at once, with file, line and item."""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.builders import catalogue, catalogue_texts

from flows.faults import Fault, FaultyFileError, line_of
from flows.model import Kind
from flows.paths import paths
from flows.reader import read_catalogue

ROOT = Path(__file__).resolve().parents[2]
SOUND = """
[flow]
id = "proef"
version = "1"
title = "Proef"

[[step]]
id = "A"
label = "A"
ask = "A?"
choices = [{ id = "ja", label = "Ja" }, { id = "nee", label = "Nee" }]

[[step]]
id = "B"
label = "B"
ask = "B?"
when = { A = "ja" }
choices = [{ id = "ja", label = "Ja" }, { id = "nee", label = "Nee" }]

[[outcome]]
id = "1"
when = { A = "nee" }

[[outcome]]
id = "2"
when = { A = "ja", B = ["ja", "nee"] }

[[warning]]
id = "let_op"
text = "Let op."
when = { any = [{ A = "ja" }, { all = [{ A = "nee" }, { B = "ja" }] }] }
"""
NO_KIND = {"field": "kind", "value": "raad", "choices": ", ".join(kind.value for kind in Kind)}
NO_TEKST = {"field": "tekst", "choices": "when, option"}
NO_SOURCE = {"field": "sources", "value": "raad", "choices": "brochure, praktijk, lezing"}
LAST = '{ A = "nee" }, { B = "ja" }'
C = '[[step]]\nid = "C"\nlabel = "C"\nask = "C?"\n'
CHOICES = 'choices = [{ id = "ja", label = "Ja" }]\n'

Edit = Callable[[str], str]


def faults_of(texts: Mapping[str, str]) -> tuple[Fault, ...]:
    try:
        read_catalogue(texts)
    except FaultyFileError as error:
        assert error.faults
        return error.faults
    return ()


def replaced(old: str, new: str) -> Edit:
    assert old in SOUND
    return lambda text: text.replace(old, new, 1)


def added(more: str) -> Edit:
    return lambda text: f"{text}\n{more}"


B_CHOICES = 'when = { A = "ja" }\nchoices = ['
NEVER = 'label = "Soms", when = { A = "nee" }'
B_STEP = '[[step]]\nid = "B"'
RULE = '[[rule]]\nid = "r"\ntopic = "R"\nsteps = ["A"]\nsources = ["lezing"]\n'
RULED = RULE + 'text = "Ooit"\n'
LONG_ASK, LONG_HELP = f'ask = "{"A" * 501}"', f'ask = "A?"\nhelp = "{"H" * 501}"'
FAULTS: list[tuple[str, str, dict[str, str], Edit]] = [
    ("unknown_step", "B", {"value": "Z"}, replaced('when = { A = "ja" }', 'when = { Z = "ja" }')),
    ("unknown_step", "1", {"value": "Z"}, replaced('when = { A = "nee" }', 'when = { Z = "nee" }')),
    ("unknown_step", "let_op", {"value": "Z"}, replaced(LAST, '{ Z = "ja" }')),
    ("unknown_step", "B", {"value": "Z"}, replaced('label = "B"', 'label = "B"\nfollows = "Z"')),
    ("unknown_step", "A", {"value": "B"}, replaced('ask = "A?"', 'ask = "A?"\nwhen = { B = "ja" }')),
    ("unknown_step", "A", {"value": "B"}, replaced('"Nee" }', '"Nee", when = { B = "ja" } }')),
    ("unknown_answer", "B", {"step": "A", "value": "ooit"}, replaced('{ A = "ja" }', '{ A = "ooit" }')),
    ("unknown_answer", "let_op", {"step": "B", "value": "ooit"}, replaced('{ B = "ja" }', '{ B = "ooit" }')),
    ("unknown_option", "B", {"value": "wens"}, replaced('label = "B"', 'label = "B"\noption = "wens"')),
    ("unknown_option", "2", {"value": "wens"}, replaced('id = "2"', 'id = "2"\noption = "wens"')),
    ("unknown_option", "A", {"value": "wens"}, replaced('label = "Ja" }', 'label = "Ja", option = "wens" }')),
    ("twice", "A", {}, added(C.replace('"C"', '"A"') + CHOICES)),
    ("twice", "2", {}, added('[[outcome]]\nid = "2"\nwhen = { A = "nee" }')),
    ("twice", "let_op", {}, added('[[warning]]\nid = "let_op"\ntext = "Nog eens."')),
    ("no_choices", "C", {}, added(C)),
    ("reserved", "C", {"value": "onbekend"}, added(f'{C}card = "k"\n{CHOICES.replace("ja", "onbekend")}')),
    ("button_too_long", "A", {"value": "J" * 25, "most": "24"}, replaced('label = "Ja"', f'label = "{"J" * 25}"')),
    ("text_too_long", "A", {"value": "A" * 40, "most": "500"}, replaced('ask = "A?"', LONG_ASK)),
    ("text_too_long", "A", {"value": "H" * 40, "most": "500"}, replaced('ask = "A?"', LONG_HELP)),
    ("no_end", "B", {"way": "A=ja · B=nee"}, replaced('B = ["ja", "nee"]', 'B = "ja"')),
    ("overlap", "2", {"value": "1, 2", "way": "A=nee"}, replaced('A = "ja", B = ["ja", "nee"]', 'A = ["ja", "nee"]')),
    ("outcome_unreachable", "3", {}, added('[[outcome]]\nid = "3"\nwhen = { A = "nee", B = "ja" }')),
    ("step_unreachable", "C", {}, added(C + CHOICES + 'when = { A = "nee", B = "ja" }')),
    ("dead_choice", "B", {"value": "soms"}, replaced(B_CHOICES, f'{B_CHOICES}{{ id = "soms", {NEVER} }}, ')),
    ("wrong_type", "A", {"field": "label"}, replaced('label = "A"', "label = 5")),
    ("wrong_type", "A", {"field": "silent"}, replaced('label = "A"', 'label = "A"\nsilent = "ja"')),
    ("wrong_type", "A", {"field": "yes"}, replaced('label = "A"', 'label = "A"\nyes = ["Goed", 5]')),
    ("wrong_type", "A", {"field": "default"}, replaced('label = "A"', 'label = "A"\ndefault = 5')),
    ("wrong_type", "B", {"field": "when"}, replaced('when = { A = "ja" }', 'when = "A"')),
    ("missing", "A", {"field": "label"}, replaced('label = "A"\n', "")),
    ("missing", "proef", {"field": "version"}, replaced('version = "1"\n', "")),
    ("missing", "let_op", {"field": "text"}, replaced('text = "Let op."\n', "")),
    ("missing", "r", {"field": "one"}, added(f'{RULE}text = "{{n}} weken"')),
    ("unknown_field", "r", {"field": "one"}, added(f'{RULED}one = "Nu"')),
    ("missing", "r", {"field": "text"}, added(RULE)),
    ("missing", "r", {"field": "sources"}, added(RULED.replace('["lezing"]', "[]"))),
    ("missing", "r", {"field": "steps"}, added(RULED.replace('["A"]', "[]"))),
    ("missing", "r", {"field": "topic"}, added(RULED.replace('topic = "R"\n', ""))),
    ("unknown_step", "r", {"value": "Z"}, added(RULED.replace('["A"]', '["A", "Z"]'))),
    ("unknown_step", "r", {"value": "B"}, added(f'{RULED}first = ["B"]')),
    ("unknown_value", "r", {"field": "effect", "value": "7"}, added(f'{RULED}effect = ["7"]')),
    ("unknown_option", "r", {"value": "wens"}, added(f'{RULED}option = "wens"')),
    ("not_permitted", "r", NO_SOURCE, added(RULED.replace('["lezing"]', '["raad", "lezing"]'))),
    ("text_too_long", "r", {"value": "O" * 40, "most": "500"}, added(RULED.replace("Ooit", "O" * 501))),
    ("twice", "r", {}, added(RULED + RULED)),
    ("no_such_field", "A", {"field": "vraag", "choices": ANY}, replaced('label = "A"', 'label = "A"\nvraag = "A?"')),
    ("no_such_field", "1", NO_TEKST, replaced('id = "1"', 'id = "1"\ntekst = "een"')),
    ("not_permitted", "A", NO_KIND, replaced('label = "A"', 'label = "A"\nkind = "raad"')),
    ("bad_condition", "B", {"field": "when"}, replaced('when = { A = "ja" }', "when = { A = 5 }")),
    ("bad_condition", "B", {"field": "when"}, replaced('when = { A = "ja" }', "when = { A = [] }")),
    ("bad_condition", "let_op", {"field": "when"}, replaced('{ A = "ja" },', "{ A = true },")),
]  # fmt: skip


def test_a_sound_flow_has_no_faults() -> None:
    assert faults_of({"proef": SOUND}) == ()


@pytest.mark.parametrize(("code", "item", "params", "edit"), FAULTS, ids=[f"{f[0]}-{f[1]}" for f in FAULTS])
def test_a_fault_is_found_with_its_file_line_and_item(code: str, item: str, params: dict[str, str], edit: Edit) -> None:
    text = edit(SOUND)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line == f'id = "{item}"']
    expected = Fault("proef", lines[0], item, code, params)
    found = [fault for fault in faults_of({"proef": text}) if fault.code == code]
    assert found == [expected]


def test_a_file_that_is_no_toml_says_why() -> None:
    (fault,) = faults_of({"proef": SOUND + "\n[["})
    assert (fault.file, fault.code) == ("proef", "not_toml")
    assert fault.params["reason"]


@pytest.mark.parametrize(
    ("text", "item"),
    [("flow = 5\n", "flow"), ("step = [5]\n", "proef.step.1"), ("position = [[]]\n", "proef.position.1")],
)
def test_something_else_where_a_table_belongs_is_a_fault(text: str, item: str) -> None:
    assert ("not_a_table", item) in [(fault.code, fault.item) for fault in faults_of({"proef": text})]


def test_a_part_that_does_not_exist_is_a_fault_of_the_file_that_wants_it() -> None:
    text = SOUND.replace('title = "Proef"', 'title = "Proef"\ncontinues = "vervolg"')
    (fault,) = faults_of({"proef": text})
    assert (fault.file, fault.item, fault.code, fault.params) == ("proef", "flow", "unknown_part", {"value": "vervolg"})


def test_rules_that_do_not_exist_are_a_fault_of_the_file_that_wants_them() -> None:
    text = SOUND.replace('title = "Proef"', 'title = "Proef"\nrules = "grenzen"')
    (fault,) = faults_of({"proef": text})
    assert (fault.file, fault.item, fault.code, fault.params) == ("proef", "flow", "unknown_part", {"value": "grenzen"})


def test_a_fault_in_the_rules_is_told_once_and_in_their_file() -> None:
    texts = dict(catalogue_texts())
    texts["grensgevallen"] = texts["grensgevallen"].replace('option = "oproep_weken"', 'option = "oproepen"')
    (fault,) = faults_of(texts)
    assert (fault.file, fault.item, fault.code) == ("grensgevallen", "oproepcontract", "unknown_option")
    assert texts["grensgevallen"].splitlines()[fault.line - 1] == 'id = "oproepcontract"'


def test_a_fault_in_a_shared_part_is_told_once_and_in_that_part() -> None:
    texts = dict(catalogue_texts())
    texts["vervolg"] = texts["vervolg"].replace('label = "Gemeentelijke uitkering"', f'label = "{"G" * 30}"')
    (fault,) = faults_of(texts)
    assert (fault.file, fault.item, fault.code) == ("vervolg", "inkomen", "button_too_long")
    assert texts["vervolg"].splitlines()[fault.line - 1] == 'id = "inkomen"'


def test_all_faults_of_all_files_come_at_once() -> None:
    first = SOUND.replace('label = "A"', "label = 5").replace('ask = "B?"', 'ask = "B?"\nvraag = "?"')
    second = SOUND.replace('when = { A = "nee" }', 'when = { Z = "nee" }').replace('id = "proef"', 'id = "ander"')
    found = {(fault.file, fault.item, fault.code) for fault in faults_of({"een": first, "twee": second, "drie": "["})}
    assert found == {
        ("een", "A", "wrong_type"),
        ("een", "A", "missing"),
        ("een", "B", "no_such_field"),
        ("twee", "1", "unknown_step"),
        ("drie", "", "not_toml"),
    }


def test_two_choices_with_one_id_are_a_fault() -> None:
    text = SOUND.replace('{ id = "nee", label = "Nee" }]\n\n[[step]]', '{ id = "ja", label = "Nee" }]\n\n[[step]]')
    assert "twice" in {fault.code for fault in faults_of({"proef": text})}


def test_a_default_that_is_no_choice_is_a_fault() -> None:
    text = SOUND.replace('label = "A"', 'label = "A"\ndefault = "soms"')
    assert "unknown_answer" in {fault.code for fault in faults_of({"proef": text})}


def test_an_outcome_that_is_no_position_on_the_ladder_is_a_fault() -> None:
    assert faults_of({"proef": SOUND.replace('[[outcome]]\nid = "1"', '[[outcome]]\nid = "hoog"')})


def test_a_position_on_a_card_is_refused_and_not_walked_for_ever() -> None:
    text = SOUND + '[[step]]\nid = "U"\nlabel = "U"\nask = "U?"\nkind = "outcome"\ncard = "kaart"\n'
    reading = "import sys; from flows.reader import read_catalogue; read_catalogue({'proef': sys.stdin.read()})"
    command = [sys.executable, "-c", reading]
    done = subprocess.run(command, input=text, text=True, capture_output=True, timeout=60, cwd=ROOT, check=False)
    assert "FaultyFileError" in done.stderr


CARD = """
[[step]]
id = "K"
label = "K"
ask = "K?"
card = "kaart"
default = "nee"
choices = [{ id = "ja", label = "Ja" }, { id = "nee", label = "Nee" }]

[[step]]
id = "L"
label = "L"
ask = "L?"
card = "kaart"
default = "nee"
choices = [{ id = "ja", label = "Ja" }, { id = "nee", label = "Nee" }]

[[step]]
id = "M"
label = "M"
ask = "M?"
when = { K = "ja", L = "ja" }
choices = [{ id = "ja", label = "Ja" }]
"""


def test_what_depends_on_a_card_is_found_though_the_card_proposes_otherwise() -> None:
    assert faults_of({"proef": SOUND + CARD}) == ()
    dead = CARD.replace('label = "Ja" }]\n', 'label = "Ja", when = { K = "nee" } }]\n')
    assert [(each.item, each.code) for each in faults_of({"proef": SOUND + dead})][-1] == ("M", "dead_choice")


def test_a_choice_on_a_card_that_leads_nowhere_is_found() -> None:
    text = (SOUND + CARD).replace('A = "nee" }\n\n[[outcome]]', 'A = "nee", L = "nee" }\n\n[[outcome]]')
    ways = {each.params["way"] for each in faults_of({"proef": text}) if each.code == "no_end"}
    assert ways
    assert all("A=nee" in way and "L=ja" in way for way in ways)


def test_every_choice_of_a_card_comes_by() -> None:
    for flow in catalogue().flows.values():
        walked = {pair for path in paths(flow) for pair in path.answers.items()}
        wanted = {(step.id, choice.id) for step in flow.steps if step.card for choice in step.choices}
        assert wanted - walked == set()
        assert len(wanted) > 20


def test_the_line_of_an_item_is_where_its_table_names_it() -> None:
    assert line_of(SOUND, "B") == 14
    assert line_of(SOUND, "nergens") == 1


def test_a_table_without_an_id_is_on_the_line_of_its_header() -> None:
    text = SOUND + '[[step]]\nask = "C?"\n\n[[ step.rule ]] # een regel\ntext = "Ooit"\n[regels]\nniets = 1\n'
    ((line, other),) = [
        (each.line, each.item) for each in faults_of({"proef": text}) if each.params == {"field": "label"}
    ]
    assert (line, other) == (text.splitlines().index('ask = "C?"'), "proef.step.3")
    assert line_of(text, "proef.step.3.rule.1") == line + 3
    assert line_of(text, "regels") == line + 5
    assert line_of(text, "proef.step.4") == line_of(text, "proef.step.0") == 3


WORDS = re.compile(r"[\w.]+|[^\w\s]")


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, str]:
    """The shipped files after a few slips of the hand."""
    texts = dict(catalogue_texts())
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(texts)))
        lines = texts[name].splitlines()
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "double", "move", "swap"])):
            case "delete":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case _:
                lines[at] = _swapped(draw, lines[at], texts[name])
        texts[name] = "\n".join(lines)
    return texts


def _swapped(draw: st.DrawFn, line: str, text: str) -> str:
    here, anywhere = WORDS.findall(line), WORDS.findall(text)
    if not here:
        return line
    return line.replace(draw(st.sampled_from(here)), draw(st.sampled_from(anywhere)), 1)


@settings(max_examples=25)
@given(damaged())
def test_a_damaged_file_is_read_or_refused_and_never_breaks_anything(texts: dict[str, str]) -> None:
    for fault in faults_of(texts):
        assert fault.file in texts
        assert 1 <= fault.line <= len(texts[fault.file].splitlines()) + 1
        assert fault.code


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    for fault in faults_of({"proef": text}):
        assert fault.file == "proef"
