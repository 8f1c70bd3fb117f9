"""Answers that are taken as given: nobody was asked, because they are known from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from flows.conditions import Answers
from flows.controle import WerkBekend
from flows.gemeente import Options
from flows.people import Rol

# Among the answers of a dialogue, the steps that nobody asked.
GEGEVEN = "gegeven"
# What is so for everybody who is measured without work.
WITHOUT_WORK: Mapping[str, str] = {"Q1": "nee", "Q3": "nee"}


def taken_as_given(options: Options, rol: Rol) -> dict[str, str]:
    """What a measurement begins with where the work of everybody is known from elsewhere; otherwise nothing."""
    meant = options.werk_bekend
    if meant is WerkBekend.IEDEREEN or (meant is WerkBekend.INVOERDERS and rol is Rol.INVOERDER):
        return {**WITHOUT_WORK, GEGEVEN: " ".join(WITHOUT_WORK)}
    return {}


def still_given(answers: Answers) -> tuple[str, ...]:
    """The steps whose answers count and that nobody asked."""
    return tuple(step for step in answers.get(GEGEVEN, "").split() if step in answers)


def asked_after_all(answers: Answers, step: str) -> dict[str, str]:
    """The answers once somebody gave this one: it is no longer taken as given."""
    left = " ".join(each for each in answers.get(GEGEVEN, "").split() if each != step)
    others = {name: value for name, value in answers.items() if name != GEGEVEN}
    return {**others, GEGEVEN: left} if left else others
