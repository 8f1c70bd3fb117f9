"""The ladder itself: positions, growth and how they are written."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

TREDEN = range(1, 7)
NIET_INGEDEELD = 0
UIT_BEELD = 9


class Groei(StrEnum):
    """Growth potential within a year; there is none on codes 0 and 9. Never a bare 0."""

    PLUS = "PLUS"
    NUL = "NUL"


class Stand(NamedTuple):
    """A position on the ladder (0–6 or 9) with its growth."""

    positie: int
    groei: Groei | None

    def __str__(self) -> str:
        """Written as on paper: ``4+``, ``4``, ``0``, ``9``; the absence of + is the zero."""
        return f"{self.positie}{'+' if self.groei is Groei.PLUS else ''}"

    @property
    def on_ladder(self) -> bool:
        """Whether this is one of the six treden."""
        return self.positie in TREDEN


_CODE = re.compile(r"(?:trede\s*)?([0-69])\s*(\+?)", re.IGNORECASE)


def read_code(text: str) -> Stand | None:
    """Read direct entry such as ``4+``, ``3``, ``0`` or ``9``; growth is open when no + is written."""
    match = _CODE.fullmatch(text.strip())
    if match is None:
        return None
    positie, plus = int(match[1]), bool(match[2])
    if plus and positie not in range(1, 6):
        return None
    return Stand(positie, Groei.PLUS if plus else None)
