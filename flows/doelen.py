"""Targets in ladder terms, as a municipality sets them."""

from __future__ import annotations

from dataclasses import dataclass

from flows.ladder import Groei


@dataclass(frozen=True, slots=True)
class Doel:
    """``procent`` of those who stand on ``trede`` with ``groei`` rise within a year."""

    trede: int
    groei: Groei
    procent: int
