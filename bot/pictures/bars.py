"""Bars in proportion to counts: how long each part is, and what still fits inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, product
from math import inf

from bot.pictures import text_width
from bot.pictures.cells import Caption, Cell, Tone, known

LABEL_SIZE = 13.5
_LEAST = 3.0
_GAP = 1.5
_BESIDE_LABEL = 4
_SHORTEST_STUB = 26.0
_HATCH = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar; ``label`` is empty where it does not fit."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone
    label: str = ""
    masked: bool = False

    @property
    def middle(self) -> float:
        """Where a label stands in the middle."""
        return round(self.x + self.width / 2, 1)

    @property
    def hatch(self) -> str:
        """An SVG path of slanting lines; a pattern would need an id, of which a page may hold only one."""
        lines = []
        for start in range(_HATCH // 2, int(self.width + self.height), _HATCH):
            upper, lower = max(0.0, start - self.width), min(self.height, float(start))
            x, y = self.x + start - upper, self.y + upper
            lines.append(f"M{x:.1f} {y:.1f}l{upper - lower:.1f} {lower - upper:.1f}")
        return "".join(lines)


@dataclass(frozen=True, slots=True)
class Scale:
    """Pixels for one person, and the part of its full length that is left for what may not be told."""

    pixels: float
    stubs: float = 1.0

    def within(self, other: Scale) -> Scale:
        """The smaller of both in either respect."""
        return Scale(min(self.pixels, other.pixels), min(self.stubs, other.stubs))


def scale(lines: Iterable[Sequence[Sequence[Cell]]], room: float) -> Scale:
    """The scale at which every line of one or two bars fits in ``room``; only what may be told counts."""
    chosen = list(lines)
    hidden = [sum(_stub(cell) for bar in line for cell in bar) for line in chosen]
    visible = [sum(map(_shortest, line)) for line in chosen]
    stubs = min(((room - least) / stub for stub, least in zip(hidden, visible, strict=True) if stub), default=1.0)
    stubs = min(1.0, max(0.0, stubs))
    pixels = (_pixels(line, room - stub * stubs) for line, stub in zip(chosen, hidden, strict=True))
    return Scale(min(pixels, default=inf), stubs)


def _pixels(line: Sequence[Sequence[Cell]], room: float) -> float:
    """Every bar is as long as its count asks or as short as can be seen; the line has to fit in any case."""
    fitting = inf
    for counted in product((True, False), repeat=len(line)):
        people = sum(known(bar) for bar, asks in zip(line, counted, strict=True) if asks)
        least = sum(_shortest(bar) for bar, asks in zip(line, counted, strict=True) if not asks)
        if people:
            fitting = min(fitting, max(0.0, (room - least) / people))
    return fitting


def lengths(cells: Sequence[Cell], at: Scale) -> list[float]:
    """The length of each part: in proportion, but what is there can be seen and nothing takes no room."""
    counts = [cell for cell in cells if isinstance(cell, int) and cell]
    shares = iter(_apportion(counts, max(known(counts) * at.pixels, _shortest(counts))) if counts else ())
    return [_stub(cell) * at.stubs or (next(shares) if cell else 0.0) for cell in cells]


def _shortest(cells: Sequence[Cell]) -> float:
    """How long a bar is at least, without what may not be told."""
    return _LEAST * sum(isinstance(cell, int) and cell > 0 for cell in cells)


def fits(cell: Cell, length: float, caption: Caption) -> bool:
    """Whether the count can stand inside a part of this length."""
    return text_width.width(caption.cell(cell), LABEL_SIZE, bold=True) + _BESIDE_LABEL + _GAP <= length


def _stub(cell: Cell) -> float:
    """The length of what may not be told; it follows from the text alone, so that it gives no number away."""
    if isinstance(cell, int):
        return 0.0
    return max(_SHORTEST_STUB, text_width.width(cell, LABEL_SIZE, bold=True) + _BESIDE_LABEL + _GAP + 0.1)


def _apportion(counts: Sequence[int], length: float) -> list[float]:
    """Divide ``length``; what would be too small to see takes its pixels from what is larger."""
    wanted = [max(_LEAST, length * count / sum(counts)) for count in counts]
    spare = sum(width - _LEAST for width in wanted)
    kept = 1 - (sum(wanted) - length) / spare if spare else 1.0
    return [_LEAST + (width - _LEAST) * kept for width in wanted]


def pieces(
    parts: Sequence[tuple[Tone, Cell]],
    at: Scale,
    *,
    x: float,
    y: float,
    height: float,
    says: Caption | None = None,
) -> list[Piece]:
    """A bar from ``x`` to the right; parts that count nothing are left out, ``says`` writes the counts inside."""
    edges = [round(edge, 1) for edge in accumulate(lengths([cell for _, cell in parts], at), initial=x)]
    bar = []
    for (tone, cell), (left, right) in zip(parts, pairwise(edges), strict=True):
        if right > left:
            label = says.cell(cell) if says is not None and fits(cell, right - left, says) else ""
            shown = round(right - left - (_GAP if right < edges[-1] else 0), 1)
            bar.append(Piece(left, y, shown, height, tone, label, isinstance(cell, str)))
    return bar
