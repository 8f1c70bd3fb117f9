"""How long the parts of a bar are, and that no length tells what may not be told."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import Caption, Cell, Tone
from bot.pictures.bars import Piece, Scale, fits, lengths, pieces, scale

CAPTION = Caption("", "")
LEAST = 3.0
cells: st.SearchStrategy[Cell] = st.one_of(st.integers(0, 9), st.integers(0, 9_999_999), st.just("<5"))
bars = st.lists(cells, max_size=7)


@given(st.lists(bars, max_size=6), st.integers(220, 366))
def test_the_longest_bar_fills_its_room(rows: list[list[Cell]], room: int) -> None:
    at = scale([(row,) for row in rows], room)

    told = [sum(lengths(row, at)) for row in rows if any(isinstance(cell, int) and cell for cell in row)]

    if told:
        assert max(told) == pytest.approx(room, abs=7 * LEAST)


@given(st.lists(st.tuples(bars, bars), max_size=6), st.integers(60, 366))
def test_two_bars_in_line_fit_however_much_is_hidden(lines: list[tuple[list[Cell], list[Cell]]], room: int) -> None:
    at = scale(lines, room)

    for left, right in lines:
        assert sum(lengths(left, at)) + sum(lengths(right, at)) <= room + 0.001


@given(bars, st.floats(0, 50))
def test_parts_are_in_proportion_and_can_be_seen(row: list[Cell], pixels: float) -> None:
    parts = [
        (cell, length) for cell, length in zip(row, lengths(row, Scale(pixels)), strict=True) if isinstance(cell, int)
    ]

    assert all((length == 0) == (cell == 0) for cell, length in parts)
    assert all(length > LEAST - 0.001 for cell, length in parts if cell)
    total = sum(cell for cell, _ in parts)
    if pixels * min((cell for cell, _ in parts if cell), default=0) >= LEAST:
        assert [length for _, length in parts] == pytest.approx([cell * pixels for cell, _ in parts])
        assert sum(length for _, length in parts) == pytest.approx(total * pixels)


@given(bars, st.floats(0, 50))
def test_a_larger_count_is_never_shorter(row: list[Cell], pixels: float) -> None:
    told = sorted(
        (cell, length) for cell, length in zip(row, lengths(row, Scale(pixels)), strict=True) if isinstance(cell, int)
    )

    assert all(length <= longer + 1e-9 for (_, length), (_, longer) in pairwise(told))


@given(bars, st.floats(0, 50), st.floats(0, 50))
def test_what_is_hidden_is_as_long_everywhere(row: list[Cell], pixels: float, others: float) -> None:
    hidden = {
        length
        for each in (pixels, others)
        for cell, length in zip(["<5", *row], lengths(["<5", *row], Scale(each)), strict=True)
        if cell == "<5"
    }

    assert len(hidden) == 1
    assert fits("<5", hidden.pop(), CAPTION)


@given(bars, st.floats(0, 50))
def test_parts_stand_side_by_side_and_fill_the_bar(row: list[Cell], pixels: float) -> None:
    bar = pieces([(Tone.ACCENT, cell) for cell in row], Scale(pixels), x=12, y=0, height=20, says=CAPTION)

    assert [piece.masked for piece in bar] == [isinstance(cell, str) for cell in row if cell]
    assert all(0 < right.x - (left.x + left.width) < 2 for left, right in pairwise(bar))
    if bar:
        assert bar[0].x == 12
        assert bar[-1].x + bar[-1].width == pytest.approx(12 + sum(lengths(row, Scale(pixels))), abs=0.1)


def test_a_count_is_written_where_it_fits() -> None:
    bar = pieces([(Tone.ACCENT, 40), (Tone.SOFT, 1), (Tone.WARM, 12)], Scale(3), x=12, y=0, height=20, says=CAPTION)

    assert [piece.label for piece in bar] == ["40", "", "12"]


def test_hatching_stays_inside_its_part() -> None:
    hatch = Piece(10, 20, 30, 22, Tone.HATCHED).hatch
    lines = [line.replace("l", " ").split() for line in hatch.removeprefix("M").split("M")]

    assert len(lines) > 5
    for x, y, across, down in [[float(number) for number in line] for line in lines]:
        assert 10 <= x + across <= x <= 40
        assert 20 <= y <= y + down <= 42
