"""Every way through a flow: the ground for lint, progress and the printed stroomschema."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from flows.conditions import Answers, Term, terms
from flows.engine import current, offered, outcome, passed, proposal, screen_of, screens
from flows.model import ONBEKEND, Flow, Kind, Step

MOST_PATHS = 20_000


@dataclass(frozen=True, slots=True)
class Path:
    """One complete or stuck way through: the answers given and, if it cannot go on, where."""

    answers: Answers
    stuck: str | None = None


def paths(flow: Flow) -> Iterator[Path]:
    """Walk through every combination of the answers that decide something.

    Of a step that nothing depends on, one answer stands for all; on a card, where one confirms a proposal, each
    of its choices comes by at least once. Stops after ``MOST_PATHS``.
    """
    deciding = {term.step for term in _all_terms(flow)}
    shown: set[tuple[str, str]] = set()
    open_ends: list[dict[str, str]] = [dict(flow.given)]
    found = 0
    while open_ends and found < MOST_PATHS:
        answers = open_ends.pop()
        step = current(flow, answers)
        if step is not None and step.card:
            values = _on_card(step, answers, set() if step.id in deciding else shown)
        else:
            values = [] if step is None else _values(flow, step, answers, step.id in deciding)
        if step is None or not values:
            found += 1
            yield Path(answers, step.id if step else None)
        else:
            open_ends.extend({**answers, step.id: value} for value in reversed(values))


def progress(flow: Flow, answers: Answers) -> tuple[int, int]:
    """Which screen this is, and how many there will be at most."""
    seen = dict.fromkeys(screen_of(step) for step in passed(flow, answers))
    here = current(flow, answers)
    if here is None:
        return len(seen), len(seen)
    place = screen_of(here)
    number = [*dict.fromkeys([*seen, place])].index(place) + 1
    reached = outcome(flow, answers)
    most = most_after(flow)
    return number, number + most.get((place, reached.id if reached else None), most.get((place, None), 0))


@cache
def most_after(flow: Flow) -> Mapping[tuple[str, str | None], int]:
    """How many screens there are at most after one, without an outcome yet or with the one that is named."""
    most: dict[tuple[str, str | None], int] = {}
    for path in paths(flow):
        walked = screens(flow, path.answers)
        reached = outcome(flow, path.answers)
        for number, screen in enumerate(walked, 1):
            for known in (None, reached.id if reached else None):
                most[screen, known] = max(most.get((screen, known), 0), len(walked) - number)
    return most


def _on_card(step: Step, answers: Answers, shown: set[tuple[str, str]]) -> list[str]:
    """What is proposed, and every choice that was not shown yet."""
    proposed = proposal(step, answers, {}) or ONBEKEND
    values = [proposed, *(each.id for each in offered(step, answers) if each.id != proposed)]
    fresh = [value for value in values if value == proposed or (step.id, value) not in shown]
    shown.update((step.id, value) for value in fresh)
    return fresh


def _values(flow: Flow, step: Step, answers: Answers, deciding: bool) -> list[str]:
    match step.kind:
        case Kind.OUTCOME:
            reached = outcome(flow, answers)
            return [reached.id] if reached else []
        case Kind.DATE | Kind.NUMBER:
            return ["0"]
        case Kind.CHOICE | Kind.PLAN:
            ids = [choice.id for choice in offered(step, answers)]
            return ids if deciding else ids[:1]


def _all_terms(flow: Flow) -> Iterator[Term]:
    for step in flow.steps:
        yield from terms(step.when)
        for choice in step.choices:
            yield from terms(choice.when)
    for each in flow.outcomes:
        yield from terms(each.when)
