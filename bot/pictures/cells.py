"""What every chart is told: counts, what is counted apart, and the words around the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

# A text stands for a number that may not be told ("<5"): it is shown as it is and has no length of its own.
Cell = int | str


class Tone(Enum):
    """How a part of a bar looks; any two differ in grey as well, by lightness or by pattern.

    ``PLAIN`` is for what says nothing about the ladder, and goes only beside ``WARM``, ``BLANK`` and ``HATCHED``.
    """

    ACCENT = "accent"
    MIDDLE = "middle"
    SOFT = "soft"
    WARM = "warm"
    BLANK = "blank"
    HATCHED = "hatched"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Series:
    """One of the parts that bars are split into, and how many there are in all bars together."""

    label: str
    tone: Tone
    total: Cell | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a chart, in the reader's language.

    ``title`` and ``description`` are for who cannot see it; ``heading`` and ``subheading`` stand above the
    bars and ``notes`` under them, and no room is kept for what is empty. ``number`` writes a count.
    """

    title: str
    description: str
    heading: str = ""
    subheading: str = ""
    notes: tuple[str, ...] = ()
    number: Callable[[int], str] = str

    def cell(self, cell: Cell) -> str:
        """A count as the reader writes it, or what stands for it."""
        return cell if isinstance(cell, str) else self.number(cell)


def known(cells: Iterable[Cell]) -> int:
    """The sum of what may be told."""
    return sum(cell for cell in cells if isinstance(cell, int))
