"""The check by a second pair of eyes before a meetmoment counts."""

from __future__ import annotations

from enum import StrEnum


class VierOgen(StrEnum):
    """Which meetmomenten a municipality has checked: none, those of externals, selected cases too, or all."""

    GEEN = "geen"
    EXTERN = "extern"
    SELECTIE = "selectie"
    ALLES = "alles"
