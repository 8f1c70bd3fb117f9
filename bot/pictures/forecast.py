"""Did what was expected come true, of growth and of no growth: one bar each, split by what became of the forecast.

A colour says whether an estimate came true, not whether somebody rose: who was not expected to rise, and did not, has
the colour of what came true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.pictures import text_width
from bot.pictures.bars import pieces, scale
from bot.pictures.canvas import FIGURE, HEADING, LARGE, LEFT, RIGHT, ROOM, SMALL, Sheet, render
from bot.pictures.cells import Caption, Cell, Series, Tone
from bot.pictures.palette import LIGHT, Palette

# The outcome is a share of those who were judged; the others stand apart.
JUDGED = {"ALS_VERWACHT": Tone.ACCENT, "LATER": Tone.MIDDLE, "ANDERS": Tone.WARM}
OTHERS = {"UIT": Tone.SOFT, "OPEN": Tone.BLANK, "NIET_GEMETEN": Tone.HATCHED}
_BAR = 28
_APART = 10


@dataclass(frozen=True, slots=True)
class Forecast:
    """Those with one estimate: ``outcome`` is the share as the reader writes it, ``detail`` says of how many.

    ``counts`` are by the names in JUDGED and OTHERS; without any there is no bar, when there are too few to tell.
    """

    label: str
    outcome: str
    detail: str
    counts: Mapping[str, Cell]


def forecast(
    bars: tuple[Forecast, ...], *, words: Mapping[str, str], caption: Caption, palette: Palette = LIGHT
) -> str:
    """Draw the bars as an SVG, each over the full width; ``words`` says what each of the six is called."""
    sheet = Sheet.opened(caption)
    for each in bars:
        _draw(sheet, each)
    used = {name for each in bars for name, cell in each.counts.items() if cell}
    series = [Series(words[name], tone) for name, tone in (JUDGED | OTHERS).items() if name in used]
    if series:
        sheet.y += 10
        sheet.legend(series)
    return render("forecast", sheet, palette)


def _draw(sheet: Sheet, each: Forecast) -> None:
    unknown = set(each.counts) - set(JUDGED | OTHERS)
    if unknown:
        raise ValueError(f"no outcome is called {sorted(unknown)}")
    _words(sheet, each)
    parts = [(tone, each.counts.get(name, 0)) for name, tone in (JUDGED | OTHERS).items()]
    if not any(cell for _, cell in parts):
        return
    sheet.y += 8
    both = all(any(cell for tone, cell in parts if tone in group.values()) for group in (JUDGED, OTHERS))
    apart = _APART if both else 0
    at = scale([([cell for _, cell in parts],)], ROOM - apart)
    bar = pieces(parts, at, x=LEFT, y=sheet.y, height=_BAR, says=sheet.caption)
    sheet.pieces += [
        replace(piece, x=round(piece.x + apart, 1)) if piece.tone in OTHERS.values() else piece for piece in bar
    ]
    sheet.y += _BAR


def _words(sheet: Sheet, each: Forecast) -> None:
    """The outcome in large figures beside the label; more than a figure stands under it."""
    sheet.y += 30
    wide = text_width.width(each.outcome, FIGURE, bold=True)
    beside = wide <= ROOM / 2
    if beside:
        sheet.write(RIGHT, sheet.y, each.outcome, FIGURE, bold=True, anchor="end")
    lines = text_width.wrap(each.label, LARGE, ROOM - wide - 12 if beside else ROOM, bold=True)
    for above, line in enumerate(lines):
        sheet.y += 18 if above else 0
        sheet.write(LEFT, sheet.y, line, LARGE, bold=True)
    sheet.y += 3
    if not beside:
        sheet.paragraph(each.outcome, HEADING, tone="ink", bold=True)
    sheet.paragraph(each.detail, SMALL)
