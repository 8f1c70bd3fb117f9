"""Every fault a flow or settings file can have is a sentence for the person who wrote it."""

from __future__ import annotations

import ast
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.config.flows
import bot.config.house_style
import flows
from bot.config import faults
from bot.texts.translations import words
from flows.faults import Fault

SOURCES = [
    *Path(flows.__file__).parent.glob("*.py"),
    Path(bot.config.flows.__file__),
    Path(bot.config.house_style.__file__),
]
# The place of the code among the arguments, by what the function that takes it is called.
PLACES = {"Fault": 3, "_fault": 1, "fault": 0, "note": 1}
LEAST = 20


def codes() -> Iterator[tuple[str, frozenset[str]]]:
    """Every code that is noted anywhere, with the parameters that go with it."""
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in PLACES or len(node.args) <= PLACES[name]:
                continue
            code = node.args[PLACES[name]]
            if isinstance(code, ast.Constant):
                yield str(code.value), frozenset(_params(node))


def _params(node: ast.Call) -> Iterator[str]:
    yield from (keyword.arg for keyword in node.keywords if keyword.arg)
    for argument in node.args:
        if isinstance(argument, ast.Dict):
            yield from (str(key.value) for key in argument.keys if isinstance(key, ast.Constant))


def test_no_code_is_without_a_sentence_and_no_sentence_without_a_code() -> None:
    noted = {code for code, _ in codes()}
    assert len(noted) >= LEAST
    assert noted == set(faults._SENTENCES)


@pytest.mark.parametrize(("code", "params"), sorted(codes(), key=str))
def test_a_sentence_has_its_parameters(code: str, params: frozenset[str]) -> None:
    sentence = faults.reason(Fault("a", 1, "b", code, dict.fromkeys(params, "X")))
    wanted = {name for _, name, _, _ in string.Formatter().parse(sentence.source) if name}
    assert wanted <= params
    assert "{" not in words("nl").say(sentence)


@pytest.mark.parametrize(
    ("fault", "place"),
    [
        (Fault("stroomschema", 12, "Q3", "twice"), "stroomschema.toml:12: Q3"),
        (Fault("gemeente.toml", 1, "", "unreadable", {"reason": "X"}), "gemeente.toml:1"),
        (Fault("a", 1, "", "not_toml", {"reason": "Expected '=' (at line 7, column 3)"}), "a.toml:7"),
        (Fault("a", 1, "", "not_toml", {"reason": "Expected '=' (at end of document)"}), "a.toml:1"),
    ],
)
def test_a_place_is_a_file_a_line_and_an_item(fault: Fault, place: str) -> None:
    assert faults.place(fault) == place


def test_an_unreadable_file_says_why() -> None:
    fault = Fault("gemeente.toml", 1, "", "unreadable", {"reason": "FileNotFoundError"})
    said = words("nl").say(faults.reason(fault))
    assert said == "Het bestand kan niet worden gelezen: het bestand is er niet."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("naam = Gemeente", "hier staat geen geldige waarde."),
        ("naam", "hier hoort een naam, dan een ="),
        ('= "X"', "hier hoort een naam, dan een ="),
        ('naam = "X" codes', "er staat iets te veel op deze regel."),
        ('naam = "X"\nnaam = "Y"', "dit staat er al eens."),
        ("[regels]\n[regels]", "dit staat er al eens."),
        ('naam = "X', "er ontbreekt een aanhalingsteken of een haakje."),
        ("[regels", "er ontbreekt een aanhalingsteken of een haakje."),
        ('naam = "X\ny"', "hier staat een teken dat niet kan"),
    ],
)
def test_why_a_file_is_no_toml_is_said_in_ones_own_language(text: str, said: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as refused:
        tomllib.loads(text)
    fault = Fault("gemeente.toml", 1, "", "not_toml", {"reason": str(refused.value)})
    assert said in words("nl").say(faults.reason(fault))
    assert "(at " not in words("nl").say(faults.reason(fault))
