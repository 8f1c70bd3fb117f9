"""The sheet a chart is drawn on: as wide as a phone, with words above and under the bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.pictures import text_width
from bot.pictures.bars import Piece
from bot.pictures.cells import Caption, Series
from bot.pictures.palette import Palette
from bot.texts.templates import templates_in

WIDTH = 390
_TEMPLATES = Path(__file__).parent / "templates"
LEFT, RIGHT = 12, 378
ROOM = RIGHT - LEFT
# A page shows the sheet in a card of 350 px on a phone of 390 px; there this is 12 px.
SMALL = 13.5
LARGE = 15.0
HEADING = 18.0
FIGURE = 24.0
_NUMBER = 18
_LINE = 18
_SWATCH = 13
_BETWEEN = 16


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; ``tone`` is ``ink``, ``muted`` or what a Piece gives its label."""

    x: float
    y: float
    text: str
    size: float = SMALL
    tone: str = "muted"
    bold: bool = False
    anchor: str = "start"


@dataclass(slots=True)
class Sheet:
    """What is on the sheet so far; ``y`` is where the next thing may start."""

    caption: Caption
    lines: list[Line]
    pieces: list[Piece]
    y: float = 0

    @classmethod
    def opened(cls, caption: Caption) -> Sheet:
        """A sheet with its heading."""
        sheet = cls(caption, [], [])
        sheet.paragraph(caption.heading, HEADING, tone="ink", bold=True)
        sheet.paragraph(caption.subheading, LARGE)
        sheet.y += 6 if sheet.y else 0
        return sheet

    def paragraph(self, text: str, size: float, *, tone: str = "muted", bold: bool = False, most: int = 3) -> None:
        """Write ``text`` over the full width."""
        for line in text_width.wrap(text, size, ROOM, bold=bold, most=most):
            self.y += round(size * 1.35)
            self.write(LEFT, round(self.y - size * 0.3, 1), line, size, tone=tone, bold=bold)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        tone: str = "ink",
        bold: bool = False,
        anchor: str = "start",
    ) -> None:
        """Write one line that is known to fit."""
        if text:
            self.lines.append(Line(x, y, text, size, tone, bold, anchor))

    def label(self, number: str, text: str, *, room: float = ROOM) -> None:
        """Name a bar: the number of its trede, and its words on two lines at most."""
        x = LEFT + (_NUMBER if number else 0)
        self.y += 22
        self.write(LEFT, self.y, number, LARGE, bold=True)
        for above, line in enumerate(text_width.wrap(text, LARGE, room - x + LEFT)):
            self.y += _LINE if above else 0
            self.write(x, self.y, line, LARGE)

    def legend(self, series: Sequence[Series]) -> None:
        """Explain the parts of the bars: a swatch, how many in all, and what it is."""
        x: float = LEFT
        self.y += 20
        for each in series:
            total = "" if each.total is None else self.caption.cell(each.total)
            label_x = _SWATCH + 6 + (text_width.width(total, LARGE, bold=True) + 5 if total else 0)
            lines = text_width.wrap(each.label, SMALL, ROOM - label_x)
            end = label_x + max((text_width.width(line, SMALL) for line in lines), default=0.0)
            if x > LEFT and x + end > RIGHT:
                x, self.y = LEFT, self.y + 22
            self.pieces.append(Piece(round(x, 1), self.y - 11, _SWATCH, _SWATCH, each.tone))
            self.write(round(x + _SWATCH + 6, 1), self.y, total, LARGE, bold=True)
            for above, line in enumerate(lines):
                self.y += _LINE if above else 0
                self.write(round(x + label_x, 1), self.y, line, SMALL, tone="muted")
            x += end + _BETWEEN
        self.y += 8

    def closed(self) -> int:
        """Write the notes; the height of the whole sheet."""
        self.y += 10 if self.caption.notes else 0
        for note in self.caption.notes:
            self.paragraph(note, SMALL, most=4)
        return round(self.y + 8)


def render(name: str, sheet: Sheet, palette: Palette, **parts: Any) -> str:
    """Fill in the template of one chart."""
    height = sheet.closed()
    template = templates_in(_TEMPLATES).get_template(f"{name}.svg.j2")
    return template.render(parts, sheet=sheet, width=WIDTH, height=height, c=palette)
