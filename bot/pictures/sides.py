"""The two sides of the movement chart: which parts a bar has, and which of them are drawn as one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.pictures.bars import Scale, fits, lengths
from bot.pictures.cells import Caption, Cell, Tone, known

IN, UIT = "IN", "UIT"
_MOVED = (Tone.ACCENT, Tone.WARM)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of those in a bar; ``treden`` are where they came from or went to, none for the other kinds."""

    key: str
    tone: Tone
    cell: Cell
    treden: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One side of a row, its parts from left to right."""

    parts: tuple[Part, ...]
    total: Cell

    @property
    def cells(self) -> list[Cell]:
        """What the parts count."""
        return [part.cell for part in self.parts]

    def length(self, at: Scale) -> float:
        """How long the bar is."""
        return sum(lengths(self.cells, at))

    def readable(self, at: Scale, caption: Caption) -> Bar:
        """The same bar, with parts of one direction joined until each can hold its count."""
        sized = list(zip(self.parts, lengths(self.cells, at), strict=True))
        small: list[Part] = []
        for tone in _MOVED:
            told = [(length, part) for part, length in sized if part.tone is tone and isinstance(part.cell, int)]
            small += _too_small(sorted(told, key=lambda each: each[0]), caption)
        return replace(self, parts=tuple(_join(self.parts, small)))


def _too_small(rising: Sequence[tuple[float, Part]], caption: Caption) -> list[Part]:
    """The fewest parts that have to be joined, given from short to long."""
    for count in range(len(rising) + 1):
        joined, rest = rising[:count], rising[count:]
        together = not joined or fits(
            known(part.cell for _, part in joined), sum(width for width, _ in joined), caption
        )
        if together and all(fits(part.cell, width, caption) for width, part in rest):
            return [part for _, part in joined]
    return [part for _, part in rising]


def herkomst(trede: int, cells: Mapping[str, Cell], total: Cell, *, rounded: bool = False) -> Bar:
    """Those who stayed stand next to the trede, so that they can be compared from row to row."""
    fallen, risen = _ways(range(6, trede, -1), Tone.WARM), _ways(range(1, trede), Tone.ACCENT)
    return _bar([(IN, Tone.BLANK), *fallen, *risen, (str(trede), Tone.SOFT)], cells, total, rounded=rounded)


def bestemming(trede: int, cells: Mapping[str, Cell], total: Cell, *, rounded: bool = False) -> Bar:
    """Those who rose stand next to the trede, those who left the ladder at the far end."""
    risen, fallen = _ways(range(trede + 1, 7), Tone.ACCENT), _ways(range(trede - 1, 0, -1), Tone.WARM)
    return _bar([*risen, *fallen, (UIT, Tone.HATCHED)], cells, total, rounded=rounded)


def _ways(treden: Iterable[int], tone: Tone) -> list[tuple[str, Tone]]:
    return [(str(trede), tone) for trede in treden]


def _bar(ordered: Sequence[tuple[str, Tone]], cells: Mapping[str, Cell], total: Cell, *, rounded: bool) -> Bar:
    """The parts that somebody is in; raises ValueError when a count would stay out of sight."""
    if rounded:
        cells = {key: cell for key, cell in cells.items() if isinstance(cell, int)}
    told = known(cells.values())
    whole = all(isinstance(cell, int) for cell in cells.values())
    if set(cells) - {key for key, _ in ordered} or (isinstance(total, int) and whole and told != total and not rounded):
        raise ValueError(f"the parts {dict(cells)} do not make {total}")
    if isinstance(total, str) and not told and not rounded:
        return Bar((Part("", Tone.BLANK, total),), total)
    parts = [
        Part(key, tone, cells[key], (int(key),) if tone in _MOVED else ()) for key, tone in ordered if cells.get(key)
    ]
    return Bar(tuple(_join(parts, [part for part in parts if isinstance(part.cell, str)])), total)


def _join(parts: Sequence[Part], chosen: Collection[Part]) -> Iterator[Part]:
    """Make one part of those chosen in each direction, where the first of them stood."""
    for _, members in groupby(parts, key=lambda part: part.tone):
        group = list(members)
        joined = [part for part in group if part in chosen and part.treden]
        texts = {part.cell for part in joined if isinstance(part.cell, str)}
        if len(joined) < 2 or len(texts) > 1:
            yield from group
            continue
        yield from (_one(joined) if part is joined[0] else part for part in group if part not in joined[1:])


def _one(parts: Sequence[Part]) -> Part:
    treden = tuple(sorted(trede for part in parts for trede in part.treden))
    apart = treden[-1] - treden[0] >= len(treden)
    key = ", ".join(map(str, treden)) if apart else f"{treden[0]}–{treden[-1]}"
    first = parts[0].cell
    cell = f"{len(parts)}×{first}" if isinstance(first, str) else known(part.cell for part in parts)
    return Part(key, parts[0].tone, cell, treden)
