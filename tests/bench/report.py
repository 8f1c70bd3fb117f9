"""What was measured, as one table; every aim with the truth beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from math import nan
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: the median of repetitions, the lowest and the highest; ``aim`` is the most, or the least, to reach.

    Without a number it could not be measured, which reaches no aim.
    """

    what: str
    unit: str
    value: float
    low: float
    high: float
    aim: float | None = None
    at_least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the aim is reached; none without an aim."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.at_least else self.value <= self.aim


def row(what: str, unit: str, values: Sequence[float], aim: float | None = None, *, at_least: bool = False) -> Row:
    """A row from repetitions."""
    return Row(what, unit, median(values), min(values), max(values), aim, at_least)


def missing(what: str, unit: str, aim: float | None) -> Row:
    """A row of what could not be measured."""
    return Row(what, unit, nan, nan, nan, aim)


def ratio(what: str, above: Sequence[float], below: Sequence[float], aim: float | None) -> Row:
    """A row of ratios, repetition by repetition: what shook the machine shook both."""
    return row(what, "×", [a / b for a, b in zip(above, below, strict=True)], aim)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of all values do not exceed."""
    ranked = sorted(values)
    return ranked[min(int(len(ranked) * share), len(ranked) - 1)]


def table(rows: Iterable[Row]) -> str:
    """The table in Markdown."""
    lines = ["| What | Median | Spread | Aim | |", "|---|---:|---:|---:|---|"]
    for each in rows:
        value = "not measured" if each.value != each.value else f"{_figure(each.value)} {each.unit}"
        spread = "" if not each.low < each.high else f"{_figure(each.low)} – {_figure(each.high)}"
        aim = "" if each.aim is None else f"{'≥' if each.at_least else '≤'} {_figure(each.aim)} {each.unit}"
        mark = {None: "", True: "✓", False: "✗"}[each.met]
        lines.append(f"| {each.what} | {value} | {spread} | {aim} | {mark} |")
    return "\n".join(lines)


def as_data(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The table for other programs."""
    return [{**asdict(each), "met": each.met} for each in rows]


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
