"""The history of one client: which trede held when, as steps over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from textwrap import wrap

from bot.pictures.axis import TimeAxis
from bot.pictures.model import TREDEN, Point, TimelineWords
from bot.pictures.palette import LIGHT, Palette
from bot.texts.templates import templates_in

WIDTH = 390
# The smallest letter: on a phone of 390 px the picture is 350 wide in the web chat, and a letter then at least 12.
SMALLEST = 13.5
_TEMPLATES = Path(__file__).parent / "templates"
_LEFT, _RIGHT = 148, 336
_TOP, _RUNG_GAP = 42, 31
_LABEL_CHARACTERS = 14
_MANY_POINTS = 14
_SIGN_OF_NEWEST = 16


@dataclass(frozen=True, slots=True)
class _Rung:
    y: int
    number: str
    lines: tuple[str, ...]
    current: bool


def timeline(points: Sequence[Point], *, until: date, words: TimelineWords, palette: Palette = LIGHT) -> str:
    """Draw the meetmomenten as an SVG; a trede holds until the next one and the last until ``until``."""
    if not points:
        raise ValueError("a timeline needs at least one meetmoment")
    ordered = sorted(points, key=lambda point: point.datum)
    newest = ordered[-1]
    axis = TimeAxis.over(ordered[0].datum, max(until, newest.datum), left=_LEFT, right=_RIGHT)
    rungs = _rungs(ordered, words)
    spots = [(axis.x(point.datum), _height(point), point) for point in ordered]
    held, unknown = _steps(spots)
    date_x = _inside(spots[-1][0], label := words.day(newest.datum))
    return (
        templates_in(_TEMPLATES)
        .get_template("timeline.svg.j2")
        .render(
            {"width": WIDTH, "left": _LEFT, "right": _RIGHT, "top": _TOP, "bottom": rungs[-1].y + 20},
            size=SMALLEST,
            c=palette,
            words=words,
            rungs=rungs,
            ticks=axis.ticks(words.month),
            held=held,
            unknown=unknown,
            spots=spots,
            newest=newest,
            radius=6.5 if len(points) <= _MANY_POINTS else 4.5,
            newest_date=(date_x, label),
            legend=_legend(ordered, words),
        )
    )


def _height(point: Point) -> int:
    """The rung of a trede; who is not on the ladder stands under it."""
    return _TOP + _RUNG_GAP * (TREDEN.index(point.positie) if point.on_ladder else len(TREDEN))


def _rungs(points: Sequence[Point], words: TimelineWords) -> list[_Rung]:
    """The six treden from the top, and a seventh line only when somebody was not on the ladder."""
    labels = [(str(trede), words.treden[trede]) for trede in TREDEN]
    if any(not point.on_ladder for point in points):
        labels.append(("", words.off_ladder))
    here = str(points[-1].positie) if points[-1].on_ladder else ""
    return [
        _Rung(_TOP + row * _RUNG_GAP, number, _two_lines(label), current=number == here)
        for row, (number, label) in enumerate(labels)
    ]


def _two_lines(label: str) -> tuple[str, ...]:
    return tuple(wrap(label, _LABEL_CHARACTERS, max_lines=2, placeholder="…"))


def _steps(spots: Sequence[tuple[float, int, Point]]) -> tuple[str, str]:
    """Two SVG paths: the treden that held, and the time somebody was not on the ladder."""
    paths: dict[bool, list[str]] = {True: [], False: []}
    for (x, y, point), (next_x, next_y, following) in pairwise(spots):
        paths[point.on_ladder].append(f"M{x} {y}H{next_x}")
        paths[point.on_ladder and following.on_ladder].append(f"M{next_x} {y}V{next_y}")
    x, y, point = spots[-1]
    # Shorter than its own sign, the last step would only be a speck beside it.
    if _RIGHT - x > _SIGN_OF_NEWEST:
        paths[point.on_ladder].append(f"M{x} {y}H{_RIGHT - 1.5}")
    return "".join(paths[True]), "".join(paths[False])


def _inside(x: float, label: str) -> float:
    """Where to centre a date in bold so that it stays within the picture."""
    half = len(label) * 4.3 + 4
    return round(min(max(x, half), WIDTH - half), 1)


def _legend(points: Sequence[Point], words: TimelineWords) -> list[tuple[str, str]]:
    """Only the signs that occur, with what they mean."""
    used = {point.sign for point in points} | {"corrected" for point in points if point.gecorrigeerd}
    meanings = {
        "plus": words.growth,
        "zero": words.not_placed,
        "nine": words.out_of_sight,
        "corrected": words.corrected,
    }
    return [(sign, meaning) for sign, meaning in meanings.items() if sign in used]
