"""What was measured, as lines on a screen: an answer beside its question, and the kenmerken that say something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Block, Target, t
from bot.ui import wording
from bot.ui.widgets import hint, item
from flows.conditions import Answers
from flows.engine import applicable
from flows.ladder import TREDEN
from flows.model import Flow, Step


def kenmerken(
    flow: Flow, values: Answers, today: date, *, derived: bool = True, changes: Target | None = None
) -> Iterator[Block]:
    """The kenmerken that say something, each on a line; those that are simply nee in one sentence.

    Without those that are ``derived``, where they are told in another way; ``changes`` is where they can be changed.
    """
    steps = [step for step in applicable(flow, values) if step.card and step.id in values]
    steps = [step for step in steps if derived or not step.derived]
    yield from (fact(step, values[step.id], today, changes) for step in steps if values[step.id] != "nee")
    if any(values[step.id] == "nee" for step in steps):
        yield hint(t("summary.rest", "De andere klantkenmerken: nee."))


def next_step(flows: ConfiguredFlows, positie: int) -> Iterator[Block]:
    """What the next trede is, as the step to work towards; nothing on the highest one and off the ladder."""
    if positie in TREDEN[:-1]:
        name, position = str(positie + 1), flows.positions[str(positie + 1)]
        what = wording.definition(position)
        yield hint(t("next_step", "De volgende stap: {name}. {what}", name=wording.named(flows, name), what=what))


def fact(step: Step, answer: str, today: date, changes: Target | None = None) -> Block:
    """An answer beside the name of its question, and where it can be changed."""
    said = wording.value(step, answer, today)
    return item(t("summary.row", "{label}: {value}", label=wording.label(step), value=said), changes)
