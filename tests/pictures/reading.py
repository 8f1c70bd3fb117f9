"""A chart as somebody looks at it: which words stand where, and whether all of it can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

from bot.pictures import text_width

SVG = "{http://www.w3.org/2000/svg}"
# 12 px on a phone, where the card that shows a sheet of 390 px is 350 px wide.
SMALLEST = 13.4
MARGIN = 12
_ASCENT, _DESCENT = 0.72, 0.2
_ROUNDING = 0.2


@dataclass(frozen=True)
class Box:
    """Where something stands; ``text`` is empty for what is only drawn."""

    left: float
    top: float
    right: float
    bottom: float
    text: str = ""
    tone: str = ""

    def meets(self, other: Box) -> bool:
        """Whether both cover the same place."""
        aside = self.right - _ROUNDING <= other.left or other.right - _ROUNDING <= self.left
        above = self.bottom - _ROUNDING <= other.top or other.bottom - _ROUNDING <= self.top
        return not (aside or above)

    def holds(self, other: Box) -> bool:
        """Whether the other stands inside this one."""
        across = self.left - _ROUNDING <= other.left and other.right <= self.right + _ROUNDING
        return across and self.top <= other.top and other.bottom <= self.bottom


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314


def words(svg: str) -> list[Box]:
    """Every text, as wide as its letters are in our own font."""
    found = []
    for element in parse(svg).iter(f"{SVG}text"):
        size, x, y = (float(element.attrib[name]) for name in ("font-size", "x", "y"))
        text = element.text or ""
        wide = text_width.width(text, size, bold=element.get("font-weight") == "700")
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor", "start")]
        found.append(Box(left, y - _ASCENT * size, left + wide, y + _DESCENT * size, text, element.attrib["class"]))
    return found


def parts(svg: str) -> list[Box]:
    """Every part of a bar and every swatch, in the order in which they were drawn."""
    found = []
    for element in parse(svg).iter(f"{SVG}rect"):
        kind = element.attrib["class"]
        if kind not in ("ch-muted-line", "ch-band", "ch-rung"):
            x, y, wide, high = (float(element.attrib[name]) for name in ("x", "y", "width", "height"))
            found.append(Box(x, y, x + wide, y + high, tone=kind.removeprefix("ch-")))
    return found


def texts(svg: str) -> list[str]:
    return [word.text for word in words(svg)]


def bars(svg: str, height: float) -> list[list[Box]]:
    """The parts of each bar of this height, from the top."""
    rows: dict[float, list[Box]] = {}
    for part in parts(svg):
        if round(part.bottom - part.top, 1) == height:
            rows.setdefault(part.top, []).append(part)
    return [sorted(rows[top], key=lambda part: part.left) for top in sorted(rows)]


def check(svg: str) -> None:
    """What holds for every chart: nothing is too small, outside, over something else, or barred from a strict page."""
    root = parse(svg)
    size = [int(side) for side in (root.attrib["width"], root.attrib["height"])]
    assert root.attrib["viewBox"] == f"0 0 {size[0]} {size[1]}"
    assert root.get("role") == "img"
    assert [child.tag for child in list(root)[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert not re.search(r"style|href| id=|<script", svg.partition("<title>")[0] + svg.partition("</desc>")[2])
    assert "nan" not in svg
    written, drawn = words(svg), parts(svg)
    sheet = Box(MARGIN, 0, size[0] - MARGIN, size[1])
    assert [box for box in (*written, *drawn) if not sheet.holds(box)] == []
    assert [each for each in root.iter(f"{SVG}text") if float(each.attrib["font-size"]) < SMALLEST] == []
    assert overlapping(written) == []
    assert overlapping(drawn) == []
    assert [(word, part) for word in written for part in drawn if word.meets(part) and not part.holds(word)] == []


def overlapping(boxes: Sequence[Box]) -> list[tuple[Box, Box]]:
    return [(one, other) for one, other in combinations(boxes, 2) if one.meets(other)]
