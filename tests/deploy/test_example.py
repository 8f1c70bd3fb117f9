"""The example of a settings file is complete, stands on the defaults, and reads without a fault."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest

from flows.aanmelden import Aanmelden
from flows.gemeente import AvgClass, FieldKind, Gemeente, LocalField, Options, as_text
from flows.gemeente_file import read_gemeente
from flows.instrumenten import Instrument

EXAMPLE = Path(__file__).resolve().parents[2] / "deploy" / "gemeente.voorbeeld.toml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
# A line of explanation has a space behind its #; one that can be switched on has none.
WITH_FIELDS = re.sub(r"^#(?=\S)", "", TEXT, flags=re.MULTILINE)


def read(text: str) -> Gemeente:
    return read_gemeente(EXAMPLE.name, text, tomllib.loads(text))


def test_as_it_is_everything_stands_on_its_default() -> None:
    found = read(TEXT)
    assert (found.options, found.velden) == (Options(), ())
    assert (found.aanmelden, tomllib.loads(TEXT)["aanmelden"]) == (Aanmelden(), asdict(Aanmelden()))
    assert (found.prefix, found.codes) == (Gemeente().prefix, Gemeente().codes)


@pytest.mark.wens("RB21")
def test_every_option_is_in_it_with_its_default_and_an_explanation() -> None:
    rules = tomllib.loads(TEXT)["regels"]
    assert {name: as_text(value) for name, value in rules.items()} == {
        name: as_text(value) for name, value in asdict(Options()).items()
    }
    lines = TEXT.splitlines()
    bare = [line for before, line in pairwise(lines) if " = " in line and not before]
    assert bare == []


def test_every_kind_of_field_and_class_is_in_it() -> None:
    fields = read(WITH_FIELDS).velden
    assert {field.kind for field in fields} == set(FieldKind)
    assert [name for name in AvgClass if f'"{name}"' not in TEXT] == []
    written = {name for field in tomllib.loads(WITH_FIELDS)["veld"] for name in field}
    dutch = {"kind": "type", "values": "waarden", "purpose": "doel", "retention": "bewaartermijn_maanden"}
    dutch["altijd"] = "vraag_altijd"
    assert written == {dutch.get(name, name) for name in LocalField.__slots__}


def test_everything_that_can_be_said_of_an_instrument_is_in_it() -> None:
    (found,) = read(WITH_FIELDS).instrumenten
    assert all(getattr(found, name) for name in Instrument.__slots__)
    assert {name for each in tomllib.loads(WITH_FIELDS)["instrument"] for name in each} == set(Instrument.__slots__)
