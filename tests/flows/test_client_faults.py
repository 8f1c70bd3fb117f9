"""Whatever is wrong with the file of a client's questions is said at once, with line and item."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.client import questions_text

from bot.config.faults import reason
from flows.client.model import Questions
from flows.client.reader import read_questions
from flows.faults import Fault, FaultyFileError, line_of

SHIPPED = questions_text()
Edit = Callable[[str], str]


def faults_of(text: str) -> tuple[Fault, ...]:
    try:
        read_questions("questions", text)
    except FaultyFileError as error:
        assert error.faults
        return error.faults
    return ()


def read(text: str) -> Questions:
    return read_questions("questions", text)


def replaced(old: str, new: str) -> Edit:
    assert old in SHIPPED, old
    return lambda text: text.replace(old, new, 1)


def added(more: str) -> Edit:
    return lambda text: f"{text}\n{more}"


def within(item: str, old: str, new: str) -> Edit:
    """Replace the first ``old`` after the line that names the item."""
    start = SHIPPED.index(f'id = "{item}"')
    assert old in SHIPPED[start:], old
    return lambda text: text[:start] + text[start:].replace(old, new, 1)


YES = '{ id = "ja", label = "Ja, ik heb betaald werk" },'
SCREEN = '[[screen]]\nid = "q9"\nask = "A?"\nhelp = "H."\nex = "E."\nkeep = "KEEP"\n'
BUTTONS = 'buttons = [{ id = "ja", label = "Ja" }, { id = "nee", label = "Nee" }]\n'
APART = f'{SCREEN}beside = "G1"\n'
LAST = 'all = ["q5", "q5b"]'
LAST_CONCLUSION = '[[conclusion]]\nid = "Q5"'
FAULTS: list[tuple[str, str, dict[str, str], Edit]] = [
    ("missing", "questions", {"field": "version"}, replaced('version = "2026.1"\n', "")),
    ("missing", "questions", {"field": "unknown"}, replaced('unknown = "Weet ik niet"\n', "")),
    ("missing", "questions", {"field": "private"}, replaced('private = "Zeg ik liever niet"\n', "")),
    ("missing", "questions", {"field": "keep"}, replaced('keep = "KEEP: not knowing', 'keep = ""\n# "')),
    ("missing", "q2b", {"field": "ask"}, within("q2b", "ask = ", "# ask = ")),
    ("missing", "q2b", {"field": "help"}, within("q2b", "help = ", "# help = ")),
    ("missing", "q2b", {"field": "ex"}, within("q2b", "ex = ", "# ex = ")),
    ("missing", "q2b", {"field": "keep"}, within("q2b", "keep = ", "# keep = ")),
    ("missing", "questions.screen.16", {"field": "id"}, added(APART.replace('id = "q9"\n', "") + BUTTONS)),
    ("missing", "q1.buttons.1", {"field": "id"}, within("q1", 'id = "ja", ', "")),
    ("missing", "ja", {"field": "label"}, within("q1", 'label = "Ja, ik heb betaald werk"', 'label = ""')),
    ("missing", "Q4", {"field": "all"}, within("Q4", 'all = ["q4", "q4b"]\n', "")),
    ("missing", "Q4", {"field": "all"}, within("Q4", '["q4", "q4b"]', "[]")),
    ("missing", "questions", {"field": "Q5"}, lambda text: text[: text.index(LAST_CONCLUSION)]),
    ("button_too_long", "ja", {"value": "J" * 25, "most": "24"}, replaced("Ja, ik heb betaald werk", "J" * 25)),
    ("button_too_long", "questions", {"value": "W" * 25, "most": "24"}, replaced('"Weet ik niet"', f'"{"W" * 25}"')),
    ("text_too_long", "q1", {"value": "H" * 40, "most": "500"}, within("q1", 'help = "', f'help = "{"H" * 501}')),
    ("wrong_type", "q1", {"field": "ask"}, within("q1", 'ask = "Heeft u nu betaald werk?"', "ask = 5")),
    ("wrong_type", "k1", {"field": "private"}, within("k1", "private = true", 'private = "ja"')),
    ("wrong_type", "Q4", {"field": "when"}, within("Q4", 'when = { Q3 = ["nee", "onbekend"] }', 'when = "Q3"')),
    ("bad_condition", "Q2", {"field": "when"}, within("Q2", '{ Q1 = "ja" }', "{ Q1 = true }")),
    ("no_such_field", "q1", {"field": "vraag"}, within("q1", "ask", 'vraag = "A?"\nask')),
    ("no_such_field", "Q5", {"field": "some"}, within("Q5", "all", 'some = ["q5"]\nall')),
    ("no_choices", "q9", {}, added(APART)),
    ("no_choices", "q9", {}, added(APART + BUTTONS.replace(', { id = "nee", label = "Nee" }', ""))),
    ("reserved", "q9", {"value": "weet_niet"}, added(APART + BUTTONS.replace('"nee"', '"weet_niet"'))),
    ("reserved", "q9", {"value": "liever_niet"}, added(APART + BUTTONS.replace('"nee"', '"liever_niet"'))),
    ("reserved", "q9", {"value": "onbekend"}, added(APART + BUTTONS.replace('"nee"', '"onbekend"'))),
    ("name_twice", "q9", {"value": "ja"}, added(APART + BUTTONS.replace('"nee"', '"ja"'))),
    ("name_twice", "q9", {"value": "Ja"}, added(APART + BUTTONS.replace('"Nee"', '"Ja"'))),
    ("name_twice", "q9", {"value": "Weet ik niet"}, added(APART + BUTTONS.replace('"Nee"', '"Weet ik niet"'))),
    ("name_twice", "q4", {"value": "q4"}, within("Q5", LAST, 'all = ["q5", "q5b", "q4"]')),
    ("twice", "q1", {}, added(APART.replace("q9", "q1") + BUTTONS)),
    ("twice", "Q5", {}, added('[[conclusion]]\nid = "Q5"\nall = ["q5"]')),
    ("unknown_step", "Q5", {"value": "q6"}, within("Q5", LAST, 'all = ["q5", "q5b", "q6"]')),
    ("unknown_step", "Q2", {"value": "Q3"}, within("Q2", "{ Q1 =", "{ Q3 =")),
    ("unknown_step", "Q2", {"value": "q1"}, within("Q2", "{ Q1 =", "{ q1 =")),
    ("unknown_answer", "Q2", {"step": "Q1", "value": "weet_niet"}, within("Q2", 'Q1 = "ja"', 'Q1 = "weet_niet"')),
    ("unknown_answer", "q1", {"step": "q1", "value": "ja"}, within("q1", 'id = "ja"', 'id = "jawel"')),
    ("not_permitted", "q1", {"field": "buttons", "value": "jawel"}, within("q1", 'id = "ja"', 'id = "jawel"')),
    ("not_permitted", "q1", {"value": "liever_niet"}, within("q1", "ask", "private = true\nask")),
    ("not_permitted", "Q7", {"choices": "Q1, Q2, Q3, Q4, Q5"}, replaced('id = "Q5"', 'id = "Q7"')),
    ("one_of", "Q2", {"one": "all", "other": "any"}, within("Q2", "any =", 'all = ["q2"]\nany =')),
    ("unknown_field", "Q5", {"field": "left"}, within("Q5", LAST, f'left = ["instrument"]\n{LAST}')),
    ("unknown_field", "q1", {"field": "option"}, within("q1", "ask", 'option = "client_hulp"\nask')),
    ("unknown_field", "q1", {"field": "beside"}, within("q1", "ask", 'beside = "G1"\nask')),
    ("unknown_option", "k1", {"value": "inkomen"}, replaced('option = "client_inkomen"', 'option = "inkomen"')),
    ("unknown_option", "k1", {"value": "code_0"}, replaced('option = "client_inkomen"', 'option = "code_0"')),
    ("step_unreachable", "q9", {}, added(SCREEN + BUTTONS)),
    ("step_unreachable", "q3b", {}, within("Q3", '"q3b", ', "")),
    ("step_unreachable", "Q5", {}, within("Q5", "when = { Q4", 'when = { Q1 = "ja", Q4')),
]  # fmt: skip


def test_the_shipped_questions_have_no_faults() -> None:
    assert faults_of(SHIPPED) == ()


@pytest.mark.parametrize(("code", "item", "params", "edit"), FAULTS, ids=[f"{f[0]}-{f[1]}" for f in FAULTS])
def test_a_fault_is_found_with_its_line_and_item(code: str, item: str, params: dict[str, str], edit: Edit) -> None:
    text = edit(SHIPPED)
    (fault,) = [each for each in faults_of(text) if (each.code, each.item) == (code, item) and fits(each, params)]
    assert (fault.file, fault.line) == ("questions", line_of(text, item))
    assert reason(fault).source


def fits(fault: Fault, params: dict[str, str]) -> bool:
    return params.items() <= dict(fault.params).items()


def test_the_line_is_where_the_screen_begins() -> None:
    text = SHIPPED.replace('option = "client_inkomen"', 'option = "inkomen"')
    (fault,) = faults_of(text)
    assert text.splitlines()[fault.line - 1] == 'id = "k1"'


@pytest.mark.parametrize("text", [SHIPPED + "\n[[", "x = " + "9" * 5000, "x = " + "[" * 5000])
def test_a_file_that_is_no_toml_says_why(text: str) -> None:
    (fault,) = faults_of(text)
    assert (fault.code, fault.line) == ("not_toml", 1)
    assert fault.params["reason"]


@pytest.mark.parametrize("text", ["", "questions = 5", "screen = [5]", "conclusion = [[]]", 'screen = "q1"'])
def test_something_else_where_a_table_belongs_is_a_fault(text: str) -> None:
    assert faults_of(text)


def test_many_conclusions_take_no_time_to_refuse() -> None:
    more = "".join(f'[[conclusion]]\nid = "Q{number}"\nall = ["q1"]\n' for number in range(6, 60))
    assert "not_permitted" in {fault.code for fault in faults_of(f"{SHIPPED}\n{more}")}


def test_all_faults_come_at_once() -> None:
    text = SHIPPED.replace("Ja, ik heb betaald werk", "J" * 25).replace('any = ["q2", ', 'any = ["q2x", ')
    assert {(each.item, each.code) for each in faults_of(text)} == {
        ("ja", "button_too_long"),
        ("Q2", "unknown_step"),
        ("q2", "step_unreachable"),
    }


def test_the_digest_follows_what_is_asked_and_nothing_else() -> None:
    digest = read(SHIPPED).digest
    assert re.fullmatch("[0-9a-f]{16}", digest)
    for same in (
        f"# Een regel erbij.\n{SHIPPED}",
        SHIPPED.replace("\n", "\r\n"),
        SHIPPED.replace("KEEP: now;", "KEEP:"),
    ):
        assert same != SHIPPED
        assert read(same).digest == digest
    others = [
        SHIPPED.replace("betaald werk?", "werk?"),
        SHIPPED.replace('"Weet ik niet"', '"Ik weet het niet"'),
        SHIPPED.replace("Voorbeeld: u drinkt", "Voorbeeld: u eet"),
        SHIPPED.replace('left = ["instrument", "leerwerk"]', 'left = ["instrument"]'),
        SHIPPED.replace('any = ["q2", "q2b", "q2c"]', 'all = ["q2", "q2b", "q2c"]').replace("left = ", "# "),
        SHIPPED.replace('Q3 = ["nee", "onbekend"]', 'Q3 = "nee"'),
        SHIPPED.replace('beside = "inkomen"', 'beside = "G1"'),
    ]
    digests = {read(text).digest for text in others}
    assert len(digests) == len(others)
    assert digest not in digests


WORDS = re.compile(r"[\w.]+|[^\w\s]")


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The shipped file after a few slips of the hand."""
    lines = SHIPPED.splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["delete", "double", "move", "swap"])):
            case "delete":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
            case _:
                if here := WORDS.findall(lines[at]):
                    other = draw(st.sampled_from(WORDS.findall(SHIPPED)))
                    lines[at] = lines[at].replace(draw(st.sampled_from(here)), other, 1)
    return "\n".join(lines)


@settings(max_examples=60)
@given(damaged())
def test_a_damaged_file_is_read_or_refused_and_never_breaks_anything(text: str) -> None:
    for fault in faults_of(text):
        assert fault.file == "questions"
        assert reason(fault).source
