"""Answers that nobody was asked for, because they are known from elsewhere."""

from __future__ import annotations

import pytest

from flows.controle import WerkBekend
from flows.gemeente import Options
from flows.given import GEGEVEN, asked_after_all, still_given, taken_as_given
from flows.people import Rol


@pytest.mark.parametrize(
    ("setting", "rol", "taken"),
    [
        (WerkBekend.NIEMAND, Rol.INVOERDER, ()),
        (WerkBekend.INVOERDERS, Rol.INVOERDER, ("Q1", "Q3")),
        (WerkBekend.INVOERDERS, Rol.KLANTMANAGER, ()),
        (WerkBekend.IEDEREEN, Rol.KLANTMANAGER, ("Q1", "Q3")),
    ],
)
def test_whose_clients_are_known_to_be_without_work(setting: WerkBekend, rol: Rol, taken: tuple[str, ...]) -> None:
    assert still_given(taken_as_given(Options(werk_bekend=setting), rol)) == taken


def test_what_somebody_answers_is_no_longer_taken_as_given() -> None:
    answers = taken_as_given(Options(werk_bekend=WerkBekend.IEDEREEN), Rol.KLANTMANAGER)
    assert still_given(asked_after_all(answers, "Q3")) == ("Q1",)
    assert still_given(asked_after_all(answers, "Q4")) == ("Q1", "Q3")
    assert GEGEVEN not in asked_after_all(asked_after_all(answers, "Q1"), "Q3")


def test_what_fell_out_was_not_taken_as_given() -> None:
    answers = taken_as_given(Options(werk_bekend=WerkBekend.IEDEREEN), Rol.KLANTMANAGER)
    assert still_given({name: value for name, value in answers.items() if name != "Q3"}) == ("Q1",)
