"""What must hold for every chart, whatever it counts and in whichever language."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures.drawing import draw_all
from pictures.examples import EXAMPLES, MOVED, OUTCOMES, TREDEN, Drawing
from pictures.reading import check, parse, texts

from bot.pictures import (
    DARK,
    LIGHT,
    Caption,
    Cell,
    Comparison,
    Distribution,
    Forecast,
    Half,
    Moved,
    Movement,
    Pair,
    Progress,
    Row,
    Series,
    Tone,
    Way,
    comparison,
    distribution,
    forecast,
    movement,
    png,
    progress,
    ways,
)

every_example = pytest.mark.parametrize("draw", EXAMPLES.values(), ids=EXAMPLES.keys())
counts = st.one_of(st.integers(0, 12), st.integers(0, 9_999_999))
cells: st.SearchStrategy[Cell] = st.one_of(counts, st.just("<5"))
labels = st.one_of(
    st.sampled_from([*TREDEN.values(), "", "met groei", "<b>&\"'", "W" * 60, "Ω ж ệ"]),
    st.text(alphabet="abmwilWM éßΩж-–,.", max_size=60),
)
captions = st.builds(
    Caption, labels, labels, labels, labels, st.lists(labels, max_size=2).map(tuple),
    number=st.just(lambda count: f"{count:,}".replace(",", ".")),
)  # fmt: skip
shares = st.sampled_from(["", "0 %", "100 %", "tussen 40 % en 60 %"])


def whole(parts: tuple[Cell, ...]) -> Cell:
    """A total that goes with its parts, and is hidden when one of them is."""
    return "<5" if "<5" in parts else sum(part for part in parts if isinstance(part, int))


@every_example
def test_it_can_be_read(draw: Drawing) -> None:
    check(draw(LIGHT))


@every_example
def test_it_is_drawn_the_same_every_time(draw: Drawing) -> None:
    assert draw(LIGHT) == draw(LIGHT)


@every_example
def test_dark_changes_colours_and_nothing_else(draw: Drawing) -> None:
    light, dark = (re.sub(r'"#[0-9a-f]{6}"', "", draw(palette)) for palette in (LIGHT, DARK))

    assert light == dark
    assert "#" not in light


@pytest.mark.parametrize("name", ["caseload-inkomen", "beweging-gemaskeerd", "prognose-team"])
def test_it_becomes_a_png_of_twice_its_size(name: str) -> None:
    svg = EXAMPLES[name](LIGHT)
    image = png(svg)

    assert struct.unpack(">II", image[16:24]) == ((390 + 24) * 2, (int(parse(svg).attrib["height"]) + 24) * 2)
    assert len(image) < 200_000


@given(
    caption=captions,
    parts=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=7),
    named=st.lists(labels, min_size=3, max_size=3),
    words=st.tuples(labels, shares),
    apart=st.none() | cells,
    coverage=st.none() | st.tuples(cells, cells),
)
def test_any_caseload_can_be_read(
    caption: Caption,
    parts: list[tuple[Cell, Cell, Cell]],
    named: list[str],
    words: tuple[str, str],
    apart: Cell | None,
    coverage: tuple[Cell, Cell] | None,
) -> None:
    rows = tuple(Row(str(place), words[0], whole(row), row, words[1]) for place, row in enumerate(parts))
    tones = (Tone.ACCENT, Tone.WARM, Tone.HATCHED)
    series = tuple(Series(label, tone, 1234567) for label, tone in zip(named, tones, strict=True))
    bottom = None if apart is None else Row("", words[0], apart)
    done = () if coverage is None else tuple(Series(words[0], Tone.PLAIN, cell) for cell in coverage)

    check(distribution(Distribution(rows, series, bottom, done), caption=caption))


@given(
    caption=captions, matrix=st.lists(cells, min_size=49, max_size=49), names=st.lists(labels, min_size=4, max_size=4)
)
def test_any_movement_can_be_read(caption: Caption, matrix: list[Cell], names: list[str]) -> None:
    def cell(start: int, end: int) -> Cell:
        return matrix[start * 7 + end]

    rows = []
    for trede in TREDEN:
        origin = {"IN" if start == 0 else str(start): cell(start, trede) for start in range(7)}
        goal = {"UIT" if end == 0 else str(end): cell(trede, end) for end in range(7) if end != trede}
        rows.append(Moved(trede, origin, goal, whole_or_large(origin), whole_or_large(goal)))
    said = replace(MOVED, uitstroom=names[0], herkomst=names[1], bestemming=names[2], gebleven=names[3])

    check(movement(Movement(tuple(rows), *matrix[:5]), words=said, caption=caption))


def whole_or_large(moved: dict[str, Cell]) -> Cell:
    """A total that may be told beside parts that may not."""
    told = sum(cell for cell in moved.values() if isinstance(cell, int))
    return told + 17 * sum(isinstance(cell, str) for cell in moved.values())


@given(
    caption=captions,
    halves=st.lists(st.tuples(cells, cells), min_size=1, max_size=7),
    totals=st.tuples(cells, cells),
    words=st.tuples(labels, shares, labels),
)
def test_any_comparison_can_be_read(
    caption: Caption,
    halves: list[tuple[Cell, Cell]],
    totals: tuple[Cell, Cell],
    words: tuple[str, str, str],
) -> None:
    rows = tuple(Pair("6", words[0], Half(left, words[1]), Half(right, words[1])) for left, right in halves)

    check(comparison(Comparison(rows, words[2], totals[0], words[0], totals[1]), caption=caption))


@given(
    caption=captions,
    plus=st.dictionaries(st.sampled_from(list(OUTCOMES)), cells),
    nul=st.dictionaries(st.sampled_from(list(OUTCOMES)), cells),
    words=st.tuples(labels, labels | shares, labels),
)
def test_any_forecast_can_be_read(
    caption: Caption, plus: dict[str, Cell], nul: dict[str, Cell], words: tuple[str, str, str]
) -> None:
    bars = tuple(Forecast(words[0], words[1], words[2], each) for each in (plus, nul))

    check(forecast(bars, words=OUTCOMES | {"ANDERS": words[2]}, caption=caption))


@given(
    caption=captions,
    sizes=st.lists(st.tuples(cells, cells), min_size=1, max_size=4),
    words=st.tuples(labels, labels, labels, shares),
)
def test_any_progress_can_be_read(
    caption: Caption, sizes: list[tuple[Cell, Cell]], words: tuple[str, str, str, str]
) -> None:
    check(progress(tuple(Progress(done, whole, *words) for done, whole in sizes), caption=caption))


@given(
    caption=captions,
    done=st.lists(st.integers(0, 9_999_999), max_size=13).map(sorted),
    needed=st.none() | st.integers(0, 9_999_999),
    words=st.tuples(labels, labels, labels, shares, shares, shares),
)
def test_any_way_to_a_target_can_be_read(
    caption: Caption, done: list[int], needed: int | None, words: tuple[str, str, str, str, str, str]
) -> None:
    first, last = date(2026, 1, 1), date(2027, 1, 31)
    days = tuple((first + timedelta(days=30 * number), n) for number, n in enumerate(done, 1))
    check(ways((Way(*words[:3], first, last, days, needed, *words[3:]),), caption=caption))


def test_words_are_escaped() -> None:
    nasty = "<b>&\"'"
    svg = distribution(
        Distribution((Row("6", nasty, 1, share=nasty),), (Series(nasty, Tone.ACCENT),)),
        caption=Caption(nasty, nasty, nasty, nasty, (nasty,)),
    )

    assert "<b" not in svg
    assert texts(svg).count(nasty) == 5


def test_a_gallery_is_drawn(tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path_factory.mktemp("gallery")

    draw_all(folder, "doelen")

    assert len(list(folder.iterdir())) == 6
    assert "1 picture" in capsys.readouterr().out
