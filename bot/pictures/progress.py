"""How far something is that counts up to a whole: placing everyone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures import text_width
from bot.pictures.bars import Scale, pieces
from bot.pictures.canvas import FIGURE, LARGE, LEFT, RIGHT, ROOM, Sheet, render
from bot.pictures.cells import Caption, Cell, Tone, known
from bot.pictures.palette import LIGHT, Palette

_BAR = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """One bar: ``figure`` and ``detail`` say the same in words ("412" and "van 600 geplaatst")."""

    done: Cell
    whole: Cell
    figure: str
    detail: str
    label: str = ""
    share: str = ""


def progress(bars: tuple[Progress, ...], *, caption: Caption, palette: Palette = LIGHT) -> str:
    """Draw the bars as an SVG; what is not done yet stays an empty track."""
    sheet = Sheet.opened(caption)
    tracks = []
    for each in bars:
        _words(sheet, each)
        tracks.append(sheet.y)
        at = Scale(ROOM / max(known((each.whole,)), known((each.done,)), 1))
        sheet.pieces += pieces([(Tone.ACCENT, each.done)], at, x=LEFT, y=sheet.y, height=_BAR)
        sheet.y += _BAR + 8
    return render("progress", sheet, palette, tracks=tracks, bar=_BAR)


def _words(sheet: Sheet, each: Progress) -> None:
    """The figure with its words behind it, or under it where they do not fit."""
    sheet.y += 8
    sheet.paragraph(each.label, LARGE, tone="ink", bold=True, most=2)
    sheet.y += 28
    sheet.write(RIGHT, sheet.y, each.share, LARGE, bold=True, anchor="end")
    room = ROOM - text_width.width(each.share, LARGE, bold=True) - 12
    size = FIGURE if text_width.width(each.figure, FIGURE, bold=True) <= room else LARGE
    for above, line in enumerate(text_width.wrap(each.figure, size, room, bold=True)):
        sheet.y += 20 if above else 0
        sheet.write(LEFT, sheet.y, line, size, bold=True)
    wide = text_width.width(each.figure, size, bold=True) + 7
    if wide + text_width.width(each.detail, LARGE) <= room:
        sheet.write(round(LEFT + wide, 1), sheet.y, each.detail, LARGE, tone="muted")
    else:
        sheet.y += 3
        sheet.paragraph(each.detail, LARGE)
    sheet.y += 10
