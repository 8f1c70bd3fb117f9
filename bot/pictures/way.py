"""The way to a target: how many had risen by when, beside the straight line that ends at the target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.pictures import text_width
from bot.pictures.canvas import FIGURE, LARGE, LEFT, RIGHT, ROOM, SMALL, Sheet, render
from bot.pictures.cells import Caption
from bot.pictures.palette import LIGHT, Palette

_HIGH = 92
_ROUND = 4.5
_UNDER = 34


@dataclass(frozen=True, slots=True)
class Way:
    """One target: ``done`` are days with how many had risen by then, between ``first`` and ``last``.

    ``needed`` is where the straight line ends, none where there is none to go by. ``figure`` and ``detail`` say how far
    it is, ``begins`` and ``ends`` are the days as the reader writes them, ``goal`` stands at the end of the line.
    """

    label: str
    figure: str
    detail: str
    first: date
    last: date
    done: tuple[tuple[date, int], ...]
    needed: int | None
    begins: str
    ends: str
    goal: str = ""


@dataclass(frozen=True, slots=True)
class _Plot:
    """What is drawn of one way: the ground, the straight line, the way so far, and where it is now."""

    ground: float
    straight: str
    gone: str
    now: tuple[float, float] | None
    mark: tuple[float, float] | None


def ways(charts: tuple[Way, ...], *, caption: Caption, palette: Palette = LIGHT) -> str:
    """Draw the ways under each other as an SVG."""
    sheet = Sheet.opened(caption)
    plots = [_draw(sheet, each) for each in charts]
    return render("way", sheet, palette, plots=plots, round=_ROUND)


def _draw(sheet: Sheet, each: Way) -> _Plot:
    sheet.y += 10
    sheet.paragraph(each.label, LARGE, tone="ink", bold=True, most=3)
    wide = text_width.width(each.figure, FIGURE, bold=True) + 8
    if wide + text_width.width(each.detail, LARGE) <= ROOM:
        sheet.y += 28
        sheet.write(LEFT, sheet.y, each.figure, FIGURE, bold=True)
        sheet.write(round(LEFT + wide, 1), sheet.y, each.detail, LARGE, tone="muted")
    else:
        sheet.paragraph(each.figure, FIGURE if wide <= ROOM else LARGE, tone="ink", bold=True)
        sheet.paragraph(each.detail, LARGE)
    sheet.y += 10
    plot = _plot(sheet, each)
    sheet.y = plot.ground + 17
    sheet.write(LEFT, sheet.y, each.begins, SMALL, tone="muted")
    sheet.write(RIGHT, sheet.y, each.ends, SMALL, tone="muted", anchor="end")
    sheet.y += 10
    return plot


def _plot(sheet: Sheet, each: Way) -> _Plot:
    """The lines between the ground and the highest of what is there and what is needed."""
    top, days = sheet.y + 18, (each.last - each.first).days
    ground = top + _HIGH
    most = max([n for _, n in each.done] + [each.needed or 0, 1])

    def at(day: date, n: int) -> tuple[float, float]:
        return round(LEFT + (RIGHT - LEFT) * (day - each.first).days / days, 1), round(ground - _HIGH * n / most, 1)

    spots = [at(day, n) for day, n in each.done]
    end = at(each.last, each.needed) if each.needed is not None else None
    if end is not None:
        # Where the way went past the target, its words stand under it, if there is room above the ground.
        passed = bool(spots) and spots[-1][1] < end[1] and ground - end[1] > _UNDER + 4
        y = end[1] + _UNDER if passed else end[1] - 8
        sheet.write(RIGHT, round(y, 1), each.goal, SMALL, tone="muted", anchor="end")
    gone = " ".join(f"{x} {y}" for x, y in [at(each.first, 0), *spots]) if spots else ""
    straight = f"M{LEFT} {ground}L{end[0]} {end[1]}" if end is not None else ""
    return _Plot(ground, straight, f"M{gone}" if gone else "", spots[-1] if spots else None, end)
