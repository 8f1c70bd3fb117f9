"""Where the numbers of a report stand, and which of them make which others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple, Protocol

from flows.reports.counts import Count

# The place of one number: the field it stands in, and the keys that lead to it.
Cell = tuple[str | int, ...]


class Equation(NamedTuple):
    """The cells of ``left`` are together as many as those of ``right``.

    With ``rest`` the right may be less: what is missing there is a number too, but it is printed nowhere.
    """

    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    rest: bool = False


class Report(Protocol):
    """A frozen dataclass of counts, of mappings to counts and of other such dataclasses."""

    def equations(self) -> Iterable[Equation]:
        """Everything that somebody with pen and paper could work out from the numbers."""


def cells(report: Report) -> dict[Cell, int]:
    """Every number that is told, by its place."""
    return {cell: count for cell, count in _walk(report, ()) if count is not None}


def unbalanced(report: Report) -> list[Equation]:
    """The equations that do not hold; where a number is hidden there is nothing to say."""
    told = cells(report)
    return [each for each in report.equations() if not _holds(each, told)]


def within(place: Cell, equations: Iterable[Equation]) -> Iterator[Equation]:
    """The equations of a part of a report, as the whole report writes them."""
    for left, right, rest in equations:
        yield Equation(tuple((*place, *cell) for cell in left), tuple((*place, *cell) for cell in right), rest)


def _holds(equation: Equation, told: Mapping[Cell, int]) -> bool:
    if not all(cell in told for cell in (*equation.left, *equation.right)):
        return True
    left, right = sum(told[cell] for cell in equation.left), sum(told[cell] for cell in equation.right)
    return right <= left if equation.rest else right == left


def _walk(value: Any, place: Cell) -> Iterator[tuple[Cell, Count]]:
    if is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _walk(each, (*place, key))
    else:
        yield place, value
