"""A picture as PNG, for a chat that cannot show SVG."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import resvg_py

from bot.pictures.palette import LIGHT

_FONTS = [str(path) for path in sorted((Path(__file__).parent / "fonts").glob("*.ttf"))]
_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)" width="\d+" height="\d+"')
PADDING = 12


def png(svg: str, *, scale: float = 2) -> bytes:
    """Draw ``svg`` on white paper with room around it; ``scale`` is pixels for one CSS pixel."""
    return resvg_py.svg_to_bytes(**options(svg, scale=scale))


def options(svg: str, *, scale: float = 2) -> dict[str, Any]:
    """What the library needs to know."""
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError("a picture opens with a viewBox from 0 0, a width and a height in whole numbers")
    width, height = (int(side) + 2 * PADDING for side in size.groups())
    # A wider viewBox makes the room: a second <svg> around it would clip, which takes twice as long to draw.
    frame = f'viewBox="{-PADDING} {-PADDING} {width} {height}" width="{width}" height="{height}"'
    return {
        "svg_string": _SIZE.sub(frame, svg, count=1),
        "background": LIGHT.paper,
        "zoom": scale,
        "font_files": _FONTS,
        "skip_system_fonts": True,
        "sans_serif_family": "Noto Sans",
    }
