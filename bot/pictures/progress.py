"""How far something is that counts up to a whole: placing everyone, or a target and its realisation."""

from __future__ import annotations

from dataclasses import dataclass

from bot.pictures import text_width
from bot.pictures.bars import Scale, pieces
from bot.pictures.canvas import FIGURE, LARGE, LEFT, RIGHT, ROOM, SMALL, Sheet, render
from bot.pictures.cells import Caption, Cell, Tone, known
from bot.pictures.palette import LIGHT, Palette

_BAR = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """One bar: ``figure`` and ``detail`` say the same in words ("412" and "van 600 geplaatst").

    ``target`` is the part of the whole that was aimed at, from 0 to 1, with its words under the bar.
    """

    done: Cell
    whole: Cell
    figure: str
    detail: str
    label: str = ""
    share: str = ""
    target: float | None = None
    target_label: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the target stands across the bar."""

    x: float
    y: float


def progress(bars: tuple[Progress, ...], *, caption: Caption, palette: Palette = LIGHT) -> str:
    """Draw the bars as an SVG; what is not done yet stays an empty track."""
    sheet = Sheet.opened(caption)
    tracks, marks = [], []
    for each in bars:
        _words(sheet, each)
        tracks.append(sheet.y)
        at = Scale(ROOM / max(known((each.whole,)), known((each.done,)), 1))
        sheet.pieces += pieces([(Tone.ACCENT, each.done)], at, x=LEFT, y=sheet.y, height=_BAR)
        if each.target is not None:
            marks.append(Mark(round(LEFT + ROOM * min(max(each.target, 0.0), 1.0), 1), sheet.y))
        sheet.y += _BAR
        if each.target is not None:
            _target(sheet, marks[-1].x, each.target_label)
        sheet.y += 8
    return render("progress", sheet, palette, tracks=tracks, marks=marks, bar=_BAR)


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


def _target(sheet: Sheet, x: float, label: str) -> None:
    """The words of the target in the middle under its mark, but inside the sheet."""
    shown = text_width.fit(label, SMALL, ROOM)
    half = text_width.width(shown, SMALL) / 2
    sheet.y += 19
    sheet.write(round(min(max(x, LEFT + half), RIGHT - half), 1), sheet.y, shown, SMALL, tone="muted", anchor="middle")
