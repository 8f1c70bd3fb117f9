"""Gemeentecodes: the list that comes along, and what a municipality adds to it."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.config.flows import GEMEENTECODES, configured_flows
from flows.faults import FaultyFileError
from flows.gemeente_file import read_gemeente
from flows.gemeentecodes import Gemeentecode, read_list

CODES = read_list(GEMEENTECODES.read_text("utf-8"))
DAY = timedelta(days=1)


def test_there_are_342_gemeenten_now() -> None:
    assert len([each for each in CODES.values() if each.valid(date(2026, 11, 29))]) == 342
    assert CODES["0417"] == Gemeentecode("0417", "Laren")
    assert len({each.naam for each in CODES.values() if each.valid(date(2026, 1, 1))}) == 342


def test_whoever_ended_has_a_successor_that_was_there_by_then() -> None:
    for each in CODES.values():
        assert (each.tot is None) == (each.opvolger == ""), each
        if each.tot is not None:
            assert CODES[each.opvolger].valid(each.tot), each


def test_a_code_is_valid_until_the_day_before_it_ended() -> None:
    beemster = CODES["0370"]
    assert beemster.tot == date(2022, 1, 1)
    assert (beemster.valid(beemster.tot - DAY), beemster.valid(beemster.tot)) == (True, False)
    voorne = CODES["1992"]
    assert voorne.van == date(2023, 1, 1)
    assert (voorne.valid(voorne.van - DAY), voorne.valid(voorne.van)) == (False, True)


def test_a_municipality_says_what_the_list_does_not(tmp_path: Path) -> None:
    file = tmp_path / "gemeente.toml"
    file.write_text(
        'naam = "G"\ncodes = ["0402", "1696", "9998"]\n'
        '[[gemeente]]\ncode = "1696"\nnaam = "Wijdemeren"\ntot = 2027-01-01\nopvolger = "0402"\n'
    )
    flows = configured_flows(file)
    assert flows.gemeentecode("1696") == Gemeentecode("1696", "Wijdemeren", None, date(2027, 1, 1), "0402")
    assert flows.served(date(2026, 12, 31)) == ("0402", "1696", "9998")
    assert flows.served(date(2027, 1, 1)) == ("0402", "9998")
    assert flows.gemeentecode("9998") == Gemeentecode("9998")


@pytest.mark.parametrize(
    ("lines", "code", "field"),
    [
        ('naam = "A"', "missing", "code"),
        ('code = "0417"', "missing", "naam"),
        ('code = "417"\nnaam = "A"', "unknown_value", "code"),
        ('code = "0417"\nnaam = "A"\nopvolger = "x"', "unknown_value", "opvolger"),
        ('code = "0417"\nnaam = "A"\ntot = "2027"', "wrong_type", "tot"),
        ('code = "0417"\nnaam = "A"\nvan = 2027-01-01\ntot = 2027-01-01', "unknown_value", "tot"),
        ('code = "0417"\nnaam = "A\\nB"', "unknown_value", "naam"),
        ('code = "0417"\nnaam = "A"\ntotaal = 1', "no_such_field", "totaal"),
    ],
)
def test_a_fault_is_told(lines: str, code: str, field: str) -> None:
    text = f'naam = "G"\n[[gemeente]]\n{lines}\n'
    with pytest.raises(FaultyFileError) as caught:
        read_gemeente("gemeente.toml", text, tomllib.loads(text))
    assert [(each.code, each.params["field"]) for each in caught.value.faults] == [(code, field)]
