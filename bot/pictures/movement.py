"""Movement between two dates: where those on a trede came from, and where those who left it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.pictures import text_width
from bot.pictures.bars import Piece, Scale, pieces, scale
from bot.pictures.canvas import LARGE, LEFT, RIGHT, SMALL, Sheet, render
from bot.pictures.cells import Caption, Cell, Series, Tone
from bot.pictures.palette import LIGHT, Palette
from bot.pictures.sides import IN, UIT, Bar, Part, bestemming, herkomst

_BAR = 26
_CHIP = 28
_BESIDE = 6
_ARROW = 11
_NARROWEST = 110.0
_LINE = 17


@dataclass(frozen=True, slots=True)
class Moved:
    """One trede: ``herkomst`` by IN or a trede, itself for who stayed; ``bestemming`` by UIT or another trede.

    ``op_trede`` and ``vertrokken`` are their sums, told apart because a cell may be hidden.
    """

    trede: int
    herkomst: Mapping[str, Cell]
    bestemming: Mapping[str, Cell]
    op_trede: Cell
    vertrokken: Cell


@dataclass(frozen=True, slots=True)
class Movement:
    """The treden from the top, and how many moved in all.

    Where numbers are ``rounded``, parts need not make their sum, and those that may not be told are not drawn.
    """

    rows: tuple[Moved, ...]
    gestegen: Cell
    gelijk: Cell
    gedaald: Cell
    instroom: Cell
    uitstroom: Cell
    rounded: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class MovementWords:
    """What the five kinds of movement are called, what stands above each side, and short names above a part."""

    gestegen: str
    gelijk: str
    gedaald: str
    instroom: str
    uitstroom: str
    herkomst: str
    bestemming: str
    gebleven: str
    instroom_kort: str
    uitstroom_kort: str


@dataclass(frozen=True, slots=True)
class Tag:
    """Above a part: a word, or the treden at the other end of an arrow."""

    x: float
    y: float
    text: str
    arrow_x: float | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all bars share: their scale, and the axis between both sides."""

    scale: Scale
    axis: float
    words: MovementWords


def movement(chart: Movement, *, words: MovementWords, caption: Caption, palette: Palette = LIGHT) -> str:
    """Draw both sides as an SVG, all bars in the same proportion; ValueError when the parts are not the sum."""
    sheet = Sheet.opened(caption)
    sheet.legend(_legend(chart, words))
    lefts = [herkomst(row.trede, row.herkomst, row.op_trede, rounded=chart.rounded) for row in chart.rows]
    rights = [bestemming(row.trede, row.bestemming, row.vertrokken, rounded=chart.rounded) for row in chart.rows]
    frame = _frame(lefts, rights, words, caption)
    _headings(sheet, frame)
    chips, tags = [], []
    for row, left, right in zip(chart.rows, lefts, rights, strict=True):
        sheet.y += 22
        chips.append((row.trede, sheet.y))
        tags += _draw(sheet, left, frame, leftwards=True) + _draw(sheet, right, frame, leftwards=False)
        sheet.y += _BAR + 10
    sheet.y -= 6
    return render("movement", sheet, palette, axis=frame.axis, chips=chips, chip=_CHIP, bar=_BAR, tags=tags)


def _legend(chart: Movement, words: MovementWords) -> Sequence[Series]:
    return (
        Series(words.gestegen, Tone.ACCENT, chart.gestegen),
        Series(words.gelijk, Tone.SOFT, chart.gelijk),
        Series(words.gedaald, Tone.WARM, chart.gedaald),
        Series(words.instroom, Tone.BLANK, chart.instroom),
        Series(words.uitstroom, Tone.HATCHED, chart.uitstroom),
    )


def _frame(lefts: Sequence[Bar], rights: Sequence[Bar], words: MovementWords, caption: Caption) -> _Frame:
    """Give the longest bar of each side its room, and neither side less than its heading needs."""
    before, behind = (
        max(text_width.width(caption.cell(bar.total), LARGE, bold=True) for bar in side) + _BESIDE
        for side in (lefts, rights)
    )
    room = RIGHT - LEFT - _CHIP - 2 * _BESIDE - before - behind
    at = (
        scale([(left.cells, right.cells) for left in lefts for right in rights], room)
        .within(scale([(left.cells,) for left in lefts], room - max(0.0, _NARROWEST - behind)))
        .within(scale([(right.cells,) for right in rights], room - max(0.0, _NARROWEST - before)))
    )
    side = max(max(bar.length(at) for bar in rights) + behind, _NARROWEST)
    return _Frame(at, round(RIGHT - side - _BESIDE - _CHIP / 2, 1), words)


def _headings(sheet: Sheet, frame: _Frame) -> None:
    sheet.y += 20
    left = text_width.wrap(frame.words.herkomst, SMALL, frame.axis - LEFT - _BESIDE, bold=True)
    right = text_width.wrap(frame.words.bestemming, SMALL, RIGHT - frame.axis - _BESIDE, bold=True)
    sheet.y += _LINE * (max(len(left), len(right), 1) - 1)
    for lines, x, anchor in ((left, LEFT, "start"), (right, RIGHT, "end")):
        for above, line in enumerate(reversed(lines)):
            sheet.write(x, sheet.y - _LINE * above, line, SMALL, bold=True, anchor=anchor)
    sheet.y += 4


def _draw(sheet: Sheet, bar: Bar, frame: _Frame, *, leftwards: bool) -> list[Tag]:
    """A bar from the axis outwards, with its total at the far end."""
    length, aside = bar.length(frame.scale), _CHIP / 2 + _BESIDE
    x = round(frame.axis - aside - length if leftwards else frame.axis + aside, 1)
    shown = bar.readable(frame.scale, sheet.caption)
    parts = [(part.tone, part.cell) for part in shown.parts]
    drawn = pieces(parts, frame.scale, x=x, y=sheet.y, height=_BAR, says=sheet.caption)
    sheet.pieces += drawn
    total_x, anchor = (x - _BESIDE, "end") if leftwards else (x + length + _BESIDE, "start")
    tone, total = "ink" if bar.total else "muted", sheet.caption.cell(bar.total)
    sheet.write(round(total_x, 1), sheet.y + 18.5, total, LARGE, tone=tone, bold=True, anchor=anchor)
    named = (_tag(part, piece, frame.words, leftwards) for part, piece in zip(shown.parts, drawn, strict=True))
    return [tag for tag in named if tag is not None]


def _tag(part: Part, piece: Piece, words: MovementWords, leftwards: bool) -> Tag | None:
    """What a part is, when there is room for it above."""
    text, arrow = part.key, _ARROW if part.treden else 0
    if not part.treden:
        text = {IN: words.instroom_kort, UIT: words.uitstroom_kort, "": ""}.get(part.key, words.gebleven)
    wide = text_width.width(text, SMALL) + arrow
    if not text or wide + 2 > piece.width:
        return None
    x, y = piece.middle - wide / 2, piece.y - 5
    if not arrow:
        return Tag(round(x, 1), y, text)
    if leftwards:
        return Tag(round(x, 1), y, text, round(x + wide - _ARROW + 3, 1))
    return Tag(round(x + _ARROW, 1), y, text, round(x, 1))
