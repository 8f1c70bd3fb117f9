"""What a timeline is told: the meetmomenten of one client and the words of its reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flows.ladder import Groei

TREDEN = (6, 5, 4, 3, 2, 1)
NOT_PLACED = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One meetmoment: ``positie`` is a trede or code 0 or 9, ``gecorrigeerd`` a newer version of it."""

    datum: date
    positie: int
    groei: Groei | None = None
    gecorrigeerd: bool = False

    @property
    def code(self) -> str:
        """The way a professional writes it: ``3+`` or ``3``."""
        return f"{self.positie}+" if self.groei is Groei.PLUS else str(self.positie)

    @property
    def on_ladder(self) -> bool:
        """Whether the client stands on one of the six treden."""
        return self.positie in TREDEN

    @property
    def sign(self) -> str:
        """The shape that stands for this meetmoment."""
        if self.on_ladder:
            return "plus" if self.groei is Groei.PLUS else "plain"
        return "zero" if self.positie == NOT_PLACED else "nine"


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """Every word in the picture, in the reader's language.

    There is room for two lines of 14 characters for a trede and for ``off_ladder``, and for 22
    characters where a sign is explained.
    """

    title: str
    description: str
    treden: Mapping[int, str]
    off_ladder: str
    growth: str
    not_placed: str
    out_of_sight: str
    corrected: str
    today: str
    day: Callable[[date], str]
    month: Callable[[date], str]
