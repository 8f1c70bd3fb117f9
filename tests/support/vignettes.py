"""The vignettes and the border cases: what is known about somebody, and what measuring that takes."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from flows.conditions import Answers
from flows.engine import answer, current, outcome
from support.builders import shipped

FLOW = shipped()
VIGNETTES = Path(__file__).resolve().parents[1] / "vignettes.csv"


def vignettes(path: Path = VIGNETTES) -> list[dict[str, str]]:
    """The rows of a table of vignettes."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def known_of(vignette: Mapping[str, str]) -> dict[str, str]:
    """The answers that a vignette gives."""
    given = dict(pair.split("=") for pair in vignette["answers"].split(";"))
    first = {"0": "intake", "9": "uit_beeld"}.get(vignette["expected_trede"], "ja")
    known = {question: value for question, value in given.items() if value != "-"}
    return {"P0": first, "reden_uit_beeld": "verhuisd", **known}


def measured(known: Answers) -> tuple[str, list[str]]:
    """Answer what is asked until the position is there; also which questions that took."""
    answers: dict[str, str] = {}
    asked = []
    while (step := current(FLOW, answers)) is not None and step.id != "uitslag":
        asked.append(step.id)
        answers = answer(FLOW, answers, step.id, known[step.id])
    reached = outcome(FLOW, answers)
    assert reached is not None
    return reached.id, asked
