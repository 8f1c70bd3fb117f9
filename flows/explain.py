"""Why this trede, and what would make it another: both read off the conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.conditions import Answers, terms
from flows.engine import answer, current, offered, outcome
from flows.ladder import TREDEN
from flows.model import Flow, Kind, Outcome


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition of an outcome, the answer that decided it and whether it held."""

    outcome: str
    step: str
    wanted: tuple[str, ...]
    given: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Flip:
    """Another answer to one step, the outcomes it leads to and how many more answers that takes."""

    step: str
    choice: str
    outcomes: tuple[str, ...]
    further: int


def reasons(flow: Flow, answers: Answers) -> tuple[Reason, ...]:
    """Every condition that the answers decided, outcome by outcome in the order of the flow.

    Outcomes after the one that was reached were never considered and are left out.
    """
    reached = outcome(flow, answers)
    found: list[Reason] = []
    for each in flow.outcomes:
        for term in terms(each.when):
            given = answers.get(term.step)
            if given is not None and (term.step in flow.by_id):
                found.append(Reason(each.id, term.step, term.values, given, given in term.values))
        if reached is not None and each.id == reached.id:
            break
    return tuple(found)


def nearest_flips(flow: Flow, answers: Answers) -> tuple[Flip, ...]:
    """The changes of one answer that lead to another trede with the fewest further answers."""
    flips = tuple(_flips(flow, answers))
    fewest = min((flip.further for flip in flips), default=0)
    return tuple(flip for flip in flips if flip.further == fewest)


def _flips(flow: Flow, answers: Answers) -> Iterator[Flip]:
    now = outcome(flow, answers)
    deciding_steps = dict.fromkeys(term.step for each in flow.outcomes for term in terms(each.when))
    for step_id in deciding_steps:
        step = flow.by_id.get(step_id)
        if step is None or step_id not in answers:
            continue
        for choice in offered(step, answers):
            if choice.id == answers[step_id]:
                continue
            reached, further = _nearest(flow, answer(flow, answers, step_id, choice.id), now)
            if reached:
                yield Flip(step_id, choice.id, reached, further)


def _nearest(flow: Flow, start: dict[str, str], now: Outcome | None) -> tuple[tuple[str, ...], int]:
    """Breadth first through the questions that open up, until treden other than the present one appear."""
    layer, further = [start], 0
    while layer:
        found = [each for answers in layer if (each := outcome(flow, answers)) is not None and each != now]
        reached = [each.id for each in found if int(each.id) in TREDEN]
        if reached:
            return tuple(dict.fromkeys(reached)), further
        layer = [following for answers in layer for following in _one_further(flow, answers)]
        further += 1
    return (), further


def _one_further(flow: Flow, answers: dict[str, str]) -> Iterator[dict[str, str]]:
    step = current(flow, answers)
    if step is not None and step.kind is Kind.CHOICE and outcome(flow, answers) is None:
        for choice in offered(step, answers):
            yield answer(flow, answers, step.id, choice.id)
