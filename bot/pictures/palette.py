"""The colours of a picture, for where no stylesheet of a page can choose them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One colour for each part that something plays in a picture."""

    ink: str
    muted: str
    rung: str
    accent: str
    band: str
    paper: str
    middle: str
    soft: str
    warm: str
    plain: str
    on_middle: str
    on_warm: str


LIGHT = Palette(
    ink="#1b1f24",
    muted="#59636e",
    rung="#dbe0e5",
    accent="#154f86",
    band="#e9f1f8",
    paper="#ffffff",
    middle="#3c73a9",
    soft="#c3d8ec",
    warm="#dda01f",
    plain="#5c6671",
    on_middle="#ffffff",
    on_warm="#2b1d00",
)
DARK = Palette(
    ink="#f2f4f6",
    muted="#a9b4bf",
    rung="#3a444e",
    accent="#8fc4f4",
    band="#1e3040",
    paper="#15191e",
    middle="#3d719c",
    soft="#2d5576",
    warm="#c98a1f",
    plain="#d3dae1",
    on_middle="#ffffff",
    on_warm="#2b1d00",
)
