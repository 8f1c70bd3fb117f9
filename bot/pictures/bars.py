"""Bars in proportion to counts: how long each part is, and what still fits inside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from bot.pictures import letters
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


def scale(bars: Iterable[Sequence[Cell]], room: float) -> float:
    """Pixels for one person, so that the longest bar fits in ``room``; 0 when nothing has a length."""
    fitting = ((room - sum(map(_stub, bar))) / known(bar) for bar in bars if known(bar))
    return max(0.0, min(fitting, default=0.0))


def lengths(cells: Sequence[Cell], pixels: float) -> list[float]:
    """The length of each part: in proportion, but what is there can be seen and nothing takes no room."""
    counts = [cell for cell in cells if isinstance(cell, int) and cell]
    shares = iter(_apportion(counts, max(known(counts) * pixels, len(counts) * _LEAST)))
    return [_stub(cell) or (next(shares) if cell else 0.0) for cell in cells]


def fits(cell: Cell, length: float, caption: Caption) -> bool:
    """Whether the count can stand inside a part of this length."""
    return letters.width(caption.cell(cell), LABEL_SIZE, bold=True) + _BESIDE_LABEL + _GAP <= length


def _stub(cell: Cell) -> float:
    """The length of what may not be told; it follows from the text alone, so that it gives no number away."""
    if isinstance(cell, int):
        return 0.0
    return max(_SHORTEST_STUB, letters.width(cell, LABEL_SIZE, bold=True) + _BESIDE_LABEL + _GAP + 0.1)


def _apportion(counts: Sequence[int], length: float) -> list[float]:
    """Divide ``length``; what would be too small to see takes its pixels from what is larger."""
    wanted = [max(_LEAST, length * count / sum(counts)) for count in counts]
    spare = sum(width - _LEAST for width in wanted)
    kept = 1 - (sum(wanted) - length) / spare if spare else 1.0
    return [_LEAST + (width - _LEAST) * kept for width in wanted]


def pieces(
    parts: Sequence[tuple[Tone, Cell]],
    pixels: float,
    *,
    x: float,
    y: float,
    height: float,
    says: Caption | None = None,
) -> list[Piece]:
    """A bar from ``x`` to the right; parts that count nothing are left out, ``says`` writes the counts inside."""
    edges = [round(edge, 1) for edge in accumulate(lengths([cell for _, cell in parts], pixels), initial=x)]
    bar = []
    for (tone, cell), (left, right) in zip(parts, pairwise(edges), strict=True):
        if right > left:
            label = says.cell(cell) if says is not None and fits(cell, right - left, says) else ""
            shown = round(right - left - (_GAP if right < edges[-1] else 0), 1)
            bar.append(Piece(left, y, shown, height, tone, label, isinstance(cell, str)))
    return bar
