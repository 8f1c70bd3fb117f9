"""Conditions over earlier answers: equality, membership, all and any; decided without evaluating code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """The answer to ``step`` is one of ``values``; without an answer the term does not hold."""

    step: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; no parts at all means always."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple[Condition, ...]


Condition = Term | All | Either
ALWAYS = All()
NEVER = Either(())


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether the condition is met by these answers; asked dozens of times per tap, hence without matching."""
    if isinstance(condition, Term):
        return answers.get(condition.step) in condition.values
    decisive = isinstance(condition, Either)
    for part in condition.parts:
        if holds(part, answers) is decisive:
            return decisive
    return not decisive


def terms(condition: Condition) -> Iterator[Term]:
    """Every leaf of the condition, from left to right."""
    match condition:
        case Term():
            yield condition
        case All(parts) | Either(parts):
            for part in parts:
                yield from terms(part)
