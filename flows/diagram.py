"""The stroomschema as a picture: questions and the answers that lead on, read off the data by walking it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.engine import current, offered, outcome
from flows.model import Choice, Flow, Kind, Step


@dataclass(frozen=True, slots=True)
class Edge:
    """One answer and where it leads: to another question, or to an outcome when it ``ends``."""

    step: str
    choice: str
    to: str
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """How the parts of a diagram are called."""

    question: Callable[[Step], str]
    answer: Callable[[Step, Choice], str]
    outcome: Callable[[str], str]


def edges(flow: Flow) -> tuple[Edge, ...]:
    """Every answer to every question that comes before the outcome, in the order they are met."""
    return tuple(dict.fromkeys(_walk(flow, dict(flow.given))))


def mermaid(flow: Flow, wording: Wording) -> str:
    """The diagram in the language of Mermaid; answers that lead to the same place share an arrow."""
    found = edges(flow)
    lines = ["flowchart TD"]
    for step in flow.steps:
        if any(edge.step == step.id for edge in found):
            lines.append(f'    {_name(step.id)}{{"{_quoted(wording.question(step))}"}}')
    for end in dict.fromkeys(edge.to for edge in found if edge.ends):
        lines.append(f'    {_end(end)}(["{_quoted(wording.outcome(end))}"])')
    arrows: dict[tuple[str, str], list[str]] = {}
    for edge in found:
        step = flow.by_id[edge.step]
        choice = next(each for each in step.choices if each.id == edge.choice)
        target = _end(edge.to) if edge.ends else _name(edge.to)
        arrows.setdefault((_name(step.id), target), []).append(wording.answer(step, choice))
    lines += [f'    {start} -->|"{_quoted(" / ".join(said))}"| {to}' for (start, to), said in arrows.items()]
    return "\n".join(lines) + "\n"


def _walk(flow: Flow, answers: dict[str, str]) -> Iterator[Edge]:
    step = current(flow, answers)
    if step is None or step.kind is not Kind.CHOICE or step.card is not None:
        return
    following: list[dict[str, str]] = []
    for choice in offered(step, answers):
        given = {**answers, step.id: choice.id}
        after, reached = current(flow, given), outcome(flow, given)
        if after is not None and after.kind is Kind.CHOICE:
            yield Edge(step.id, choice.id, after.id)
            following.append(given)
        elif reached is not None:
            yield Edge(step.id, choice.id, reached.id, ends=True)
    for given in following:
        yield from _walk(flow, given)


def _name(step_id: str) -> str:
    """An id that Mermaid takes; ``end`` is a word of its own there."""
    plain = re.sub(r"\W", "_", step_id, flags=re.ASCII)
    return f"{plain}_" if plain.lower() in ("end", "graph", "flowchart", "subgraph", "style", "class") else plain


def _end(outcome_id: str) -> str:
    return f"trede_{_name(outcome_id)}"


def _quoted(text: str) -> str:
    return text.replace('"', "#quot;")
