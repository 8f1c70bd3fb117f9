"""How wide a text is in the shipped font, so that a label is only drawn where it fits."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FONTS = Path(__file__).parent / "fonts"
_UNKNOWN = 1.0
_ELLIPSIS = "…"
# A number with what may stand behind it: ``12``, ``12 · TEST``, ``(0417)``.
_NUMBER = re.compile(r" \(?\d+\)?( · \w+)?$")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of ``text`` in pixels at a font size of ``size`` pixels, without kerning."""
    advances = _advances("NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf")
    return size * sum(advances.get(ord(letter), _UNKNOWN) for letter in text)


def fit(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """``text`` itself, or as much of it as fits in ``room`` with an ellipsis in its place.

    A number at the end stays whole, because it tells people apart: ``Klantma… 12``.
    """
    if width(text, size, bold=bold) <= room:
        return text
    number = _NUMBER.search(text)
    kept = text[number.start() :] if number is not None else ""
    for end in range(len(text) - len(kept) - 1, 0, -1):
        cut = text[:end].rstrip() + _ELLIPSIS + kept
        if width(cut, size, bold=bold) <= room:
            return cut
    return ""


def wrap(text: str, size: float, room: float, *, bold: bool = False, most: int = 2) -> tuple[str, ...]:
    """``text`` on at most ``most`` lines of ``room`` pixels, cut between words where that is possible."""
    lines: list[str] = []
    words = [word for word in text.split(" ") if word]
    while words:
        taken = len(words) if len(lines) == most - 1 else _fitting(words, size, room, bold=bold)
        lines.append(fit(" ".join(words[:taken]), size, room, bold=bold))
        words = words[taken:]
    return tuple(lines)


def _fitting(words: list[str], size: float, room: float, *, bold: bool) -> int:
    """How many words stand on one line; never none."""
    taken = 1
    while taken < len(words) and width(" ".join(words[: taken + 1]), size, bold=bold) <= room:
        taken += 1
    return taken


@cache
def _advances(name: str) -> dict[int, float]:
    """The advance of every character, as a part of the font size."""
    font = (_FONTS / name).read_bytes()
    (count,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4s4xII", font, 12 + 16 * number) for number in range(count))
    tables = {tag: font[start : start + length] for tag, start, length in records}
    (units,) = struct.unpack_from(">H", tables[b"head"], 18)
    (metrics,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    widths = [struct.unpack_from(">H", tables[b"hmtx"], 4 * glyph)[0] for glyph in range(metrics)]
    return {code: widths[min(glyph, metrics - 1)] / units for code, glyph in _glyphs(tables[b"cmap"])}


def _glyphs(cmap: bytes) -> Iterator[tuple[int, int]]:
    """The glyph of every character, from the subtable of format 4 that both our fonts have."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    starts = (struct.unpack_from(">I", cmap, 8 + 8 * number)[0] for number in range(count))
    table = next(cmap[start:] for start in starts if cmap[start : start + 2] == b"\0\4")
    (double,) = struct.unpack_from(">H", table, 6)
    ends, firsts, deltas, offsets = (
        struct.unpack_from(f">{double // 2}H", table, start)
        for start in (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    )
    for segment, (first, end, delta, offset) in enumerate(zip(firsts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                place = 16 + 3 * double + 2 * segment + offset + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", table, place)
                if not glyph:
                    continue
            yield code, (glyph + delta) & 0xFFFF
