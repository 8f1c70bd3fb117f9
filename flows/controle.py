"""The settings that are a word of a few, apart so that ``gemeente`` can read them."""

from __future__ import annotations

from enum import StrEnum


class VierOgen(StrEnum):
    """Which meetmomenten a municipality has checked: none, those of externals, selected cases too, or all."""

    GEEN = "geen"
    EXTERN = "extern"
    SELECTIE = "selectie"
    ALLES = "alles"


class WerkBekend(StrEnum):
    """Whose clients are known from elsewhere to be without work: nobody's, those of external invoerders, or all."""

    NIEMAND = "niemand"
    INVOERDERS = "invoerders"
    IEDEREEN = "iedereen"
