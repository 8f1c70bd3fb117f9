"""How many stand on each trede, every bar split into the same parts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.pictures import text_width
from bot.pictures.bars import Scale, pieces, scale
from bot.pictures.canvas import LARGE, LEFT, RIGHT, ROOM, SMALL, Sheet, render
from bot.pictures.cells import Caption, Cell, Series, Tone, known
from bot.pictures.palette import LIGHT, Palette

_BAR = 22
_THIN = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: ``number`` is the trede or empty, ``parts`` follow the series, ``share`` is written as it is.

    Where neither the total nor any part may be told, one length stands for all of it.
    """

    number: str
    label: str
    total: Cell
    parts: tuple[Cell, ...] = ()
    share: str = ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """Rows from the top; ``apart`` are those on no trede, ``coverage`` the parts of one thin bar under all.

    Where numbers are ``rounded``, parts need not make their total, and those that may not be told are not drawn.
    """

    rows: tuple[Row, ...]
    series: tuple[Series, ...]
    apart: Row | None = None
    coverage: tuple[Series, ...] = ()
    rounded: bool = field(default=False, kw_only=True)


def distribution(chart: Distribution, *, caption: Caption, palette: Palette = LIGHT) -> str:
    """Draw the bars as an SVG; raises ValueError when the parts of a row do not make its total."""
    if chart.rounded:
        chart = _without_hidden(chart)
    for row in () if chart.rounded else chart.rows:
        _check(row, chart.series)
    sheet = Sheet.opened(caption)
    if len(chart.series) > 1:
        sheet.legend(chart.series)
    everyone = chart.rows if chart.apart is None else (*chart.rows, chart.apart)
    at = scale([(_bar(row),) for row in everyone], ROOM)
    shares = max((text_width.width(row.share, SMALL) + 6 for row in everyone if row.share), default=0.0)
    for row in chart.rows:
        _row(sheet, row, chart.series, at, shares)
    rules = []
    if chart.apart is not None:
        rules.append(_rule(sheet))
        _row(sheet, chart.apart, (Series("", Tone.HATCHED),), at, shares)
    if chart.coverage:
        rules.append(_rule(sheet))
        _coverage(sheet, chart.coverage)
    return render("distribution", sheet, palette, rules=rules)


def _without_hidden(chart: Distribution) -> Distribution:
    """Nothing stands in a bar for a number that may not be told."""
    rows = tuple(
        replace(row, parts=tuple(part if isinstance(part, int) else 0 for part in row.parts)) for row in chart.rows
    )
    return replace(chart, rows=rows)


def _check(row: Row, series: tuple[Series, ...]) -> None:
    told = [part for part in row.parts if isinstance(part, int)]
    if isinstance(row.total, str) or (not row.parts and len(series) == 1):
        return
    if len(row.parts) != len(series) or (len(told) == len(row.parts) and sum(told) != row.total):
        raise ValueError(f"the parts of {row.label!r} do not make its total")


def _bar(row: Row) -> tuple[Cell, ...]:
    """What is drawn of a row."""
    told = isinstance(row.total, int) or known(row.parts)
    return row.parts if row.parts and told else (row.total,)


def _row(sheet: Sheet, row: Row, series: tuple[Series, ...], at: Scale, shares: float) -> None:
    """A bar under its words, with the total and its share above the far end."""
    total, y = sheet.caption.cell(row.total), sheet.y + 22
    sheet.write(RIGHT, y, row.share, SMALL, tone="muted", anchor="end")
    sheet.write(
        round(RIGHT - shares, 1), y, total, LARGE, tone="ink" if row.total else "muted", bold=True, anchor="end"
    )
    sheet.label(row.number, row.label, room=ROOM - shares - text_width.width(total, LARGE, bold=True) - 14)
    cells = _bar(row)
    tones = [each.tone for each in series] if len(cells) == len(series) else [Tone.BLANK]
    says = sheet.caption if len(cells) > 1 else None
    parts = list(zip(tones, cells, strict=True))
    sheet.pieces += pieces(parts, at, x=LEFT, y=sheet.y + 6, height=_BAR, says=says)
    sheet.y += 6 + _BAR if row.total else 4


def _rule(sheet: Sheet) -> float:
    sheet.y += 14
    return sheet.y


def _coverage(sheet: Sheet, coverage: tuple[Series, ...]) -> None:
    sheet.legend(coverage)
    parts = [(each.tone, each.total or 0) for each in coverage]
    at = scale([([cell for _, cell in parts],)], ROOM)
    sheet.pieces += pieces(parts, at, x=LEFT, y=sheet.y, height=_THIN)
    sheet.y += _THIN
