"""The engine: everything about a dialogue is derived from its answers.

The current question is the first applicable step without an answer. Going back, editing, resuming and
progress all follow from that one rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from flows.conditions import Answers, holds
from flows.model import ONBEKEND, Choice, Flow, Kind, Outcome, Step


def applicable(flow: Flow, answers: Answers) -> Iterator[Step]:
    """The steps that are part of this dialogue, answered or not, in order."""
    return (step for step in flow.steps if holds(step.when, answers))


def asked(flow: Flow, answers: Answers) -> Iterator[Step]:
    """The applicable steps that are questions, answered or not, in order."""
    return (step for step in flow.steps if not (step.silent or step.derived) and holds(step.when, answers))


def passed(flow: Flow, answers: Answers) -> Iterator[Step]:
    """The questions that were answered, up to the one to ask now."""
    return takewhile(lambda step: _stands(flow, step, answers), asked(flow, answers))


def current(flow: Flow, answers: Answers) -> Step | None:
    """The step to ask now; none when the dialogue is complete."""
    return next((step for step in asked(flow, answers) if not _stands(flow, step, answers)), None)


def reachable(flow: Flow, step: Step, answers: Answers) -> bool:
    """Whether a step may be answered: it is on screen now, was answered before, or is never asked and not derived."""
    if step.derived:
        return False
    if step.id in answers or step.silent:
        return True
    here = current(flow, answers)
    return here is not None and (here.id == step.id or (here.card is not None and here.card == step.card))


def outcome(flow: Flow, answers: Answers) -> Outcome | None:
    """The outcome these answers lead to, if they decide one."""
    return next((each for each in flow.outcomes if holds(each.when, answers)), None)


def offered(step: Step, answers: Answers) -> tuple[Choice, ...]:
    """The choices of a step that the earlier answers leave open."""
    return tuple(choice for choice in step.choices if holds(choice.when, answers))


def settled(flow: Flow, answers: Answers) -> dict[str, str]:
    """The answers that count: those of applicable steps that still stand."""
    return {step.id: answers[step.id] for step in applicable(flow, answers) if _stands(flow, step, answers)}


def answer(flow: Flow, answers: Answers, step_id: str, value: str) -> dict[str, str]:
    """Give or change one answer; what no longer applies falls out.

    The value must have been accepted for the step before (see :mod:`flows.values`).
    """
    changed = {**answers, step_id: value}
    if answers.get(step_id, value) != value:
        for follower in flow.followers[step_id]:
            changed.pop(follower, None)
    return _prune(flow, changed)


def fallen(before: Answers, after: Answers) -> dict[str, str]:
    """The answers that an action replaced or dropped; they belong in the audit trail."""
    return {step: value for step, value in before.items() if after.get(step) != value}


def back(flow: Flow, answers: Answers) -> dict[str, str]:
    """Take the last answered screen back; a card counts as one screen."""
    questions = list(asked(flow, answers))
    here = current(flow, answers)
    first = len(questions)
    if here is not None:
        first = next(i for i, step in enumerate(questions) if screen_of(step) == screen_of(here))
    if first == 0:
        return dict(answers)
    taken = {screen_of(questions[first - 1])} | ({here.card} if here and here.card else set())
    dropped = {step.id for step in questions if screen_of(step) in taken}
    return {step: value for step, value in answers.items() if step not in dropped}


def proposal(step: Step, answers: Answers, earlier: Answers) -> str | None:
    """What to show before it is answered: last time's value, otherwise the default."""
    if step.id in earlier:
        return earlier[step.id]
    return next((each.value for each in step.default if holds(each.when, answers)), None)


def confirm_card(flow: Flow, answers: Answers, card: str, earlier: Answers) -> dict[str, str]:
    """Accept a card as it is shown: open steps get their proposal, or ``onbekend``."""
    confirmed = dict(answers)
    for step in flow.card(card):
        if step.id not in confirmed and not step.derived and holds(step.when, confirmed):
            confirmed[step.id] = proposal(step, confirmed, earlier) or ONBEKEND
    return confirmed


def screen_of(step: Step) -> str:
    """The name of the screen a step stands on: its card, or itself."""
    return step.card or step.id


def screens(flow: Flow, answers: Answers) -> tuple[str, ...]:
    """The screens of this dialogue as far as the answers decide them, in order."""
    return tuple(dict.fromkeys(screen_of(step) for step in asked(flow, answers)))


def _stands(flow: Flow, step: Step, answers: Answers) -> bool:
    value = answers.get(step.id)
    if value is None or step.kind is not Kind.OUTCOME:
        return value is not None and open_to(step, value, answers)
    reached = outcome(flow, answers)
    return reached is not None and reached.id == value


def _prune(flow: Flow, answers: dict[str, str]) -> dict[str, str]:
    """Keep what still applies, decided from the top down.

    A confirmed outcome that no longer stands is kept: it is asked again before anything that depends on
    it, and until then the answers behind it have not become wrong.
    """
    kept = {step: value for step, value in answers.items() if step not in flow.by_id}
    for step in flow.steps:
        value = answers.get(step.id)
        if value is not None and holds(step.when, kept) and open_to(step, value, kept):
            kept[step.id] = value
    return kept


def open_to(step: Step, value: str, answers: Answers) -> bool:
    """Whether the earlier answers leave room for this one."""
    if step.kind is not Kind.CHOICE or (value == ONBEKEND and (step.card or step.option or step.unsure)):
        return True
    return any(choice.id == value for choice in offered(step, answers))
