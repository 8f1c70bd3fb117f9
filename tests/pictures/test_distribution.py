"""The caseload: what a team lead reads from the bars."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pictures.examples import ALONE, CAPTION, GROWTH, INCOME, TREDEN, caseload
from pictures.reading import bars, parts, texts, words

from bot.pictures import LIGHT, Caption, Distribution, Row, Series, Tone, distribution

BAR, THIN = 22, 8
WORDS = Caption("", "")
SERIES = (Series("met", Tone.ACCENT, 30), Series("zonder", Tone.SOFT, 10))


def draw(*rows: Row, series: tuple[Series, ...] = SERIES, apart: Row | None = None) -> str:
    return distribution(Distribution(rows, series, apart), caption=WORDS)


def width(svg: str, bar: int, part: int) -> float:
    found = bars(svg, BAR)[bar][part]
    return found.right - found.left


def test_the_worked_example_of_one_klantmanager() -> None:
    svg = caseload(ALONE, GROWTH, CAPTION, apart=1, coverage=(4, 1))(LIGHT)
    found = texts(svg)

    assert [text for text in found if text in TREDEN.values()][:2] == ["Betaald werk", "Betaald werk met ondersteuning"]
    assert found[found.index("met groei") - 1] == "3"
    assert found[found.index("zonder groei") - 1] == "0"
    assert found[found.index("zonder groei, met vrijstelling") - 1] == "2"
    assert found[found.index("verlopen") - 1] == "1"
    assert [[part.tone for part in bar] for bar in bars(svg, BAR)] == [
        ["soft"], ["accent"], ["accent"], ["accent", "soft"], ["blank"]
    ]  # fmt: skip
    assert [part.tone for part in bars(svg, THIN)[0]] == ["plain", "warm"]


def test_bars_and_their_parts_are_in_proportion() -> None:
    svg = draw(Row("6", "", 40, (30, 10)), Row("5", "", 20, (5, 15)))

    (long, short), (five, fifteen) = bars(svg, BAR)
    assert short.right - long.left == pytest.approx(366, abs=0.1)
    assert fifteen.right - five.left == pytest.approx(183, abs=0.1)
    assert long.right - long.left == pytest.approx(366 * 3 / 4 - 1.5, abs=0.1)


def test_who_stands_on_no_trede_is_in_the_same_proportion() -> None:
    svg = draw(Row("6", "", 40, (30, 10)), apart=Row("", "nog niet", 10))

    assert width(svg, 1, 0) == pytest.approx(366 / 4, abs=0.1)


def test_a_trede_without_anybody_has_a_nought_and_no_bar() -> None:
    svg = draw(Row("6", "", 0, (0, 0), "0 %"), Row("5", "", 20, (5, 15)))

    assert len(bars(svg, BAR)) == 1
    assert "0" in texts(svg)


def test_one_series_needs_no_legend_and_no_counts_inside() -> None:
    svg = draw(Row("6", "betaald", 40, share="80 %"), Row("5", "steun", 10), series=SERIES[:1])

    assert sorted(texts(svg)) == ["10", "40", "5", "6", "80 %", "betaald", "steun"]
    assert [part.tone for part in parts(svg)] == ["accent", "accent"]


def test_totals_stand_under_each_other_whether_or_not_they_have_a_share() -> None:
    svg = draw(Row("6", "", 40, share="80 %"), Row("5", "", 10), series=SERIES[:1])

    ends = {round(word.right, 1) for word in words(svg) if word.text in ("40", "10")}
    assert len(ends) == 1


def test_a_hidden_part_is_as_long_whatever_it_hides() -> None:
    drawn = [draw(Row("6", "", total, ("<5", 20)), Row("5", "", 40, (30, 10))) for total in (21, 22, 24)]

    assert len({tuple(parts(svg)) for svg in drawn}) == 1
    assert texts(drawn[0]).count("<5") == 1


def test_a_row_of_which_nothing_is_told_is_one_length() -> None:
    hidden = draw(Row("6", "", "<5", ("<5", "<5")), Row("5", "", 40, (30, 10)))

    assert [len(bar) for bar in bars(hidden, BAR)] == [1, 2]


def test_parts_that_are_told_are_drawn_under_a_hidden_total() -> None:
    hidden = draw(Row("6", "", "?", (30, "?")), Row("5", "", 40, (30, 10)))

    first, second = (bar[0] for bar in bars(hidden, BAR))
    assert (first.left, first.right, first.tone) == (second.left, second.right, "accent")


@pytest.mark.parametrize("row", [Row("6", "", 5, (2, 2)), Row("6", "", 5, (5,)), Row("6", "", 5)])
def test_parts_that_are_not_the_total_are_refused(row: Row) -> None:
    with pytest.raises(ValueError, match="do not make"):
        draw(row)


def test_every_part_of_a_split_looks_different() -> None:
    counts = dict.fromkeys(TREDEN, (9, 9, 9, 9, 9))
    svg = caseload(counts, INCOME, CAPTION)(LIGHT)

    assert [part.tone for part in bars(svg, BAR)[0]] == ["accent", "middle", "soft", "warm", "blank"]
    assert svg.count("ch-muted-line") > 6


def test_no_room_is_kept_for_words_that_are_not_there() -> None:
    chart = Distribution((Row("6", "", 1),), SERIES[:1])
    bare, headed = (distribution(chart, caption=replace(WORDS, heading=heading)) for heading in ("", "Kop"))

    assert bars(headed, BAR)[0][0].top - bars(bare, BAR)[0][0].top == 30


def test_counts_are_written_the_way_of_the_reader() -> None:
    number = "{:,}".format
    svg = distribution(
        Distribution((Row("6", "", 1234567, (1234567, 0)),), SERIES), caption=Caption("", "", number=number)
    )

    assert texts(svg).count("1,234,567") == 2
