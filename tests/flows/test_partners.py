"""Partners from a template or all their own, and what each of them may do."""

from __future__ import annotations

import tomllib

import pytest

from flows.faults import FaultyFileError
from flows.gemeente import Gemeente
from flows.gemeente_file import read_gemeente
from flows.partners import SJABLONEN, Partner


def read(text: str) -> Gemeente:
    whole = f'naam = "G"\n{text}'
    return read_gemeente("gemeente.toml", whole, tomllib.loads(whole))


@pytest.mark.wens("RD04")
def test_a_template_may_be_named_and_changed() -> None:
    found = read(
        'partners = ["Bakker"]\n[[partner]]\nsjabloon = "roc"\n'
        '[[partner]]\nsjabloon = "uwv"\nnaam = "UWV Gooi"\nmeet = false\n'
        '[[partner]]\nsjabloon = "svb"\n[[partner]]\nnaam = "Buurtzorg"\n'
    )
    assert found.partijen == (
        Partner("Bakker"),
        SJABLONEN["roc"],
        Partner("UWV Gooi", voert_uit=True, meet=False),
        Partner("SVB", voert_uit=False, meet=False),
        Partner("Buurtzorg", voert_uit=True, meet=False),
    )
    assert found.partners == ("Bakker", "ROC", "UWV Gooi", "Buurtzorg")


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('sjabloon = "duo"', "not_permitted"),
        ("meet = true", "missing"),
        ('naam = "Een veel te lange naam van een partner"', "button_too_long"),
        ('sjabloon = "roc"\nmeet = "ja"', "wrong_type"),
        ('sjabloon = "roc"\nkiest = true', "no_such_field"),
    ],
)
def test_a_fault_is_told(lines: str, code: str) -> None:
    with pytest.raises(FaultyFileError) as caught:
        read(f"[[partner]]\n{lines}\n")
    assert [each.code for each in caught.value.faults] == [code]
