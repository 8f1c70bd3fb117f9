"""Icons for a home screen: drawn from the one in the page when somebody first asks for them."""

from __future__ import annotations

import re
from typing import Final

# Phones cut a maskable icon to a shape of their own, and round one's corners themselves.
_SAFE: Final = 0.8
# The side in pixels, and whether the colour runs to the edges.
ICONS: Final = {
    "icon-192.png": (192, False),
    "icon-512.png": (512, False),
    "maskable-512.png": (512, True),
    "touch-180.png": (180, True),
}
_ROUND = re.compile(r' rx="8"')
_SIDE = 32


def drawn(name: str, icon: str) -> bytes:
    """One of :data:`ICONS` as PNG."""
    import resvg_py  # noqa: PLC0415  # no start needs to wait for it

    side, full = ICONS[name]
    return resvg_py.svg_to_bytes(svg_string=_full(icon) if full else icon, width=side, height=side)


def _full(icon: str) -> str:
    """The picture smaller, in the middle of a square."""
    moved = _SIDE * (1 - _SAFE) / 2
    return _ROUND.sub("", icon, count=1).replace("<g ", f'<g transform="translate({moved} {moved}) scale({_SAFE})" ', 1)
