"""Answers that were given elsewhere, given again here: only what the engine would have taken stays."""

from __future__ import annotations

from datetime import date

from flows.conditions import Answers, holds
from flows.engine import open_to, outcome
from flows.model import ONBEKEND, Flow, Kind, Step
from flows.values import Accepted, accept, observed
from flows.vrijstelling import on_day


def replayed(flow: Flow, known: Answers, said: Answers, today: date) -> dict[str, str]:
    """What was ``known`` beforehand, with what was ``said`` as far as it can be the answer today.

    The day of the situation comes first: which choices there are depends on it.
    """
    answers = _taken(flow, dict(known), said, today, silent=True)
    return _taken(on_day(flow, observed(answers, today)), answers, said, today, silent=False)


def _taken(flow: Flow, answers: dict[str, str], said: Answers, today: date, *, silent: bool) -> dict[str, str]:
    for step in flow.steps:
        value = said.get(step.id)
        if value is None or step.derived or step.silent is not silent or not holds(step.when, answers):
            continue
        if _can_be(flow, step, value, answers, today):
            answers[step.id] = value
    return answers


def _can_be(flow: Flow, step: Step, value: str, answers: Answers, today: date) -> bool:
    if step.kind is Kind.OUTCOME:
        reached = outcome(flow, answers)
        return reached is not None and reached.id == value
    if step.kind is Kind.CHOICE or (step.card and value == ONBEKEND):
        return open_to(step, value, answers)
    return accept(step, value, answers, today) == Accepted(value)
