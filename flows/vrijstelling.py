"""The codes of a municipality for an exemption from the duty to work, which the law changes from time to time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from flows.model import Choice, Flow

CODE = "vrijstelling_code"
# A few lists of codes hold side by side: those of the days that are measured about.
_LISTS = 64


@dataclass(frozen=True, slots=True)
class Vrijstelling:
    """One code of the list; it is chosen for measurements from the day ``vanaf`` and before the day ``tot``."""

    code: str
    label: str
    vanaf: date | None = None
    tot: date | None = None


def on_day(flow: Flow, day: date) -> Flow:
    """The flow with the codes that hold on the day of the measurement; without the question when there are none."""
    step = flow.by_id.get(CODE)
    return flow if step is None else _with(flow, tuple(choice for choice in step.choices if _holds(choice, day)))


def _holds(choice: Choice, day: date) -> bool:
    return (choice.van is None or choice.van <= day) and (choice.tot is None or day < choice.tot)


@lru_cache(maxsize=_LISTS)
def _with(flow: Flow, choices: tuple[Choice, ...]) -> Flow:
    steps = (replace(step, choices=choices) if step.id == CODE else step for step in flow.steps)
    return replace(flow, steps=tuple(step for step in steps if step.id != CODE or choices))
