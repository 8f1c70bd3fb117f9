"""Which meetmomenten a municipality wants checked: the setting, apart so that ``gemeente`` can read it."""

from __future__ import annotations

from enum import StrEnum


class VierOgen(StrEnum):
    """Which meetmomenten a municipality has checked: none, those of externals, selected cases too, or all."""

    GEEN = "geen"
    EXTERN = "extern"
    SELECTIE = "selectie"
    ALLES = "alles"
