"""The movement chart: where those on a trede came from, and where those who left it went."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures.examples import EXAMPLES, MOVED, crowd, flows, moved
from pictures.reading import Box, bars, texts, words

from bot.pictures import LIGHT, Caption, Cell, Moved, Movement, Tone, movement
from bot.pictures.bars import Scale, fits, lengths
from bot.pictures.sides import Bar, bestemming, herkomst

BAR = 26
WORDS = Caption("", "")
matrices = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(any), st.integers(0, 500), max_size=48
)


def sides(svg: str) -> list[tuple[list[Box], list[Box]]]:
    """Of each trede the parts on the left and on the right of its number."""
    axis = next(word for word in words(svg) if word.text == "6" and word.top > 100)
    middle = (axis.left + axis.right) / 2
    return [
        ([part for part in bar if part.right < middle], [part for part in bar if part.left > middle])
        for bar in bars(svg, BAR)
    ]


def tones(parts: list[Box]) -> list[str]:
    return [part.tone for part in parts]


def test_the_worked_example() -> None:
    svg = EXAMPLES["beweging-voorbeeld"](LIGHT)

    assert [(tones(left), tones(right)) for left, right in sides(svg)] == [
        (["accent"], ["blank"]),
        (["blank"], ["accent"]),
        (["accent", "soft"], []),
        (["accent", "accent", "soft"], ["accent"]),
        (["accent"], ["accent", "warm"]),
        (["blank", "warm", "soft"], ["accent", "accent", "blank"]),
    ]
    found = texts(svg)
    summary = [("5", "gestegen"), ("3", "gelijk"), ("1", "gedaald"), ("2", "nieuw"), ("2", MOVED.uitstroom)]
    first = found.index("gestegen") - 1
    assert found[first : first + 10] == [text for pair in summary for text in pair]
    assert found.count("weg") == 2


def test_arrows_stand_beside_the_treden_they_name() -> None:
    svg = EXAMPLES["beweging-voorbeeld"](LIGHT)
    arrows = [(float(x), float(y)) for x, y in re.findall(r'd="M([0-9.]+) ([0-9.]+)h7.5', svg)]
    named = [word for word in words(svg) if word.tone == "ch-muted" and word.text in "123456" and word.top > 100]

    assert len(arrows) == len(named) == 12
    for x, y in arrows:
        assert [
            word for word in named if word.top < y < word.bottom and (0 < x - word.right < 5 or 8 < word.left - x < 12)
        ]


def test_both_sides_have_one_scale() -> None:
    svg = moved(flows({(1, 2): 30, (2, 2): 60, (2, 3): 30, (3, 3): 90}), WORDS)(LIGHT)
    third, second, first = sides(svg)

    persons = width(third[0][1]) / 90
    assert [width(part) for part in (*second[0], *second[1], *first[1])] == pytest.approx(
        [30 * persons, 60 * persons, 30 * persons, 30 * persons], abs=1.7
    )
    assert persons > 1


def width(part: Box) -> float:
    return part.right - part.left


def test_who_stayed_is_not_on_the_right() -> None:
    svg = moved(flows({(4, 4): 12}), WORDS)(LIGHT)

    assert [(tones(left), tones(right)) for left, right in sides(svg)] == [(["soft"], [])]


def test_the_right_keeps_room_for_its_heading() -> None:
    svg = moved(flows({(4, 4): 500, (4, 5): 1}), WORDS)(LIGHT)

    assert {"Bestemming", "vertrekkers"} <= set(texts(svg))


@given(matrices, st.floats(0.01, 40))
def test_joining_loses_nobody_and_mixes_no_directions(pairs: Mapping[tuple[int, int], int], pixels: float) -> None:
    for row in flows(pairs).rows:
        for bar in (
            herkomst(row.trede, row.herkomst, row.op_trede),
            bestemming(row.trede, row.bestemming, row.vertrokken),
        ):
            shown = bar.readable(Scale(pixels), WORDS)
            for tone in Tone:
                assert counted(shown, tone) == counted(bar, tone)
            assert {trede for part in shown.parts for trede in part.treden} == {
                trede for part in bar.parts for trede in part.treden
            }


def counted(bar: Bar, tone: Tone) -> int:
    return sum(part.cell for part in bar.parts if part.tone is tone and isinstance(part.cell, int))


@given(matrices, st.floats(0.01, 40))
def test_a_direction_is_one_part_unless_every_part_can_be_read(
    pairs: Mapping[tuple[int, int], int], pixels: float
) -> None:
    at = Scale(pixels)
    for row in flows(pairs).rows:
        shown = herkomst(row.trede, row.herkomst, row.op_trede).readable(at, WORDS)
        for tone in (Tone.ACCENT, Tone.WARM):
            alike = [part for part in shown.parts if part.tone is tone]
            widths = [width for part, width in zip(shown.parts, lengths(shown.cells, at), strict=True) if part in alike]
            assert len(alike) <= 1 or all(
                fits(part.cell, width + 0.1, WORDS) for part, width in zip(alike, widths, strict=True)
            )


def test_joined_parts_are_named_together() -> None:
    bar = herkomst(6, {"1": 2, "2": 2, "4": 2, "5": 90, "6": 7}, 103)

    assert named(bar.readable(Scale(3), WORDS)) == [("1, 2, 4", 6), ("5", 90), ("6", 7)]
    assert named(bar.readable(Scale(1), WORDS)) == [("1, 2, 4, 5", 96), ("6", 7)]
    assert named(bestemming(1, {"2": 1, "3": 1, "UIT": 5}, 7).readable(Scale(1), WORDS)) == [("2–3", 2), ("UIT", 5)]


def named(bar: Bar) -> list[tuple[str, Cell]]:
    return [(part.key, part.cell) for part in bar.parts]


def test_hidden_parts_of_one_direction_are_counted_together() -> None:
    bar = herkomst(4, {"1": "<5", "2": "<5", "3": 20, "5": "<5", "6": 0, "IN": "<5", "4": 40}, 72)

    assert named(bar) == [("IN", "<5"), ("5", "<5"), ("1–2", "2×<5"), ("3", 20), ("4", 40)]


def test_a_side_of_which_nothing_is_told_is_one_length() -> None:
    assert herkomst(4, {"1": "<5", "4": "<5"}, "<5").cells == ["<5"]
    assert herkomst(4, {"1": "<5", "4": 20}, "?").cells == ["<5", 20]


@pytest.mark.parametrize(("cells", "total"), [({"1": 2, "4": 3}, 6), ({"UIT": 2}, 2), ({"7": 1}, 1)])
def test_parts_that_are_not_the_total_are_refused(cells: Mapping[str, Cell], total: int) -> None:
    with pytest.raises(ValueError, match="do not make"):
        movement(Movement((Moved(4, cells, {}, total, 0),), 0, 0, 0, 0, 0), words=MOVED, caption=WORDS)


def test_numbers_of_a_city_are_all_written() -> None:
    found = texts(moved(flows(crowd(14000)), Caption("", "", number="{:,}".format))(LIGHT))

    for trede in flows(crowd(14000)).rows:
        assert f"{trede.op_trede:,}" in found
        assert f"{trede.vertrokken:,}" in found
