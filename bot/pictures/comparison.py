"""Two units or periods side by side: shares as bars, so that a small and a large one can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures import text_width
from bot.pictures.bars import LABEL_SIZE, Scale, pieces
from bot.pictures.canvas import LEFT, ROOM, SMALL, Sheet, render
from bot.pictures.cells import Caption, Cell, Series, Tone
from bot.pictures.palette import LIGHT, Palette

_BAR = 16
_STEP = 18
_BESIDE = 6


@dataclass(frozen=True, slots=True)
class Half:
    """One side of a row: how many, and the share of that side's total as the reader writes it."""

    count: Cell
    share: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One row, the same for both sides; ``number`` is the trede or empty."""

    number: str
    label: str
    left: Half
    right: Half


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rows from the top, and of both sides the name and how many there are in all."""

    rows: tuple[Pair, ...]
    left: str
    left_total: Cell
    right: str
    right_total: Cell


def comparison(chart: Comparison, *, caption: Caption, palette: Palette = LIGHT) -> str:
    """Draw two bars for each row as an SVG, each in proportion to its own total."""
    sheet = Sheet.opened(caption)
    left = Series(chart.left, Tone.ACCENT, chart.left_total)
    right = Series(chart.right, Tone.SOFT, chart.right_total)
    sheet.legend((left, right))
    halves = [(half, side) for row in chart.rows for half, side in ((row.left, left), (row.right, right))]
    most = max((_share(half, side) for half, side in halves), default=0.0)
    longest = max((_text_width(half, caption) for half, _ in halves), default=0.0)
    pixels = (ROOM - longest - _BESIDE) / most if most else 0.0
    for row in chart.rows:
        sheet.label(row.number, row.label)
        sheet.y += 6
        for half, side in ((row.left, left), (row.right, right)):
            _half(sheet, half, side, pixels)
    return render("comparison", sheet, palette)


def _share(half: Half, side: Series) -> float:
    """The part of the whole, as far as both may be told."""
    if isinstance(half.count, int) and isinstance(side.total, int) and side.total:
        return half.count / side.total
    return 0.0


def _text_width(half: Half, caption: Caption) -> float:
    share = text_width.width(half.share, SMALL) + 5 if half.share else 0
    return text_width.width(caption.cell(half.count), LABEL_SIZE, bold=True) + share


def _half(sheet: Sheet, half: Half, side: Series, pixels: float) -> None:
    """A bar with its count and share behind it."""
    total = side.total if isinstance(side.total, int) and side.total else 0
    bar = pieces([(side.tone, half.count)], Scale(pixels / total if total else 0.0), x=LEFT, y=sheet.y, height=_BAR)
    sheet.pieces += bar
    x = bar[-1].x + bar[-1].width + _BESIDE if bar else LEFT
    count = sheet.caption.cell(half.count)
    sheet.write(round(x, 1), sheet.y + 13, count, LABEL_SIZE, bold=True)
    x += text_width.width(count, LABEL_SIZE, bold=True) + 5
    sheet.write(round(x, 1), sheet.y + 13, half.share, SMALL, tone="muted")
    sheet.y += _STEP
