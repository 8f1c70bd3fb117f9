"""Comparison, forecast and progress: what their bars say."""

from __future__ import annotations

from datetime import date

import pytest
from pictures.examples import EXAMPLES, OUTCOMES
from pictures.reading import SVG, bars, parse, parts, texts

from bot.pictures import (
    LIGHT,
    Caption,
    Comparison,
    Forecast,
    Half,
    Pair,
    Progress,
    Way,
    comparison,
    forecast,
    progress,
    ways,
)

WORDS = Caption("", "")


def compare(left: Half, right: Half, totals: tuple[int | str, int | str] = (10, 100)) -> str:
    return comparison(Comparison((Pair("6", "werk", left, right),), "A", totals[0], "B", totals[1]), caption=WORDS)


def test_a_small_and_a_large_team_are_compared_by_share() -> None:
    small, large = (bar[0] for bar in bars(compare(Half(4, "40 %"), Half(20, "20 %")), 16))

    assert small.right - small.left == pytest.approx(2 * (large.right - large.left), abs=0.2)


def test_counts_stand_beside_percentages() -> None:
    found = texts(compare(Half(4, "40 %"), Half(20, "20 %")))

    assert found[found.index("40 %") - 1] == "4"
    assert found[found.index("20 %") - 1] == "20"
    assert found[:4] == ["10", "A", "100", "B"]


def test_what_is_hidden_has_the_same_length_on_both_sides() -> None:
    left, right = (bar[0] for bar in bars(compare(Half("<5"), Half("<5")), 16))

    assert left.right - left.left == right.right - right.left


def test_a_hidden_total_gives_no_share_away() -> None:
    one, other = (bars(compare(Half(count), Half(20), ("<5", 100)), 16)[0][0] for count in (1, 4))

    assert one == other


def test_nobody_has_no_bar() -> None:
    assert len(bars(compare(Half(0, "0 %"), Half(20)), 16)) == 1


def test_the_forecast_of_the_worked_example() -> None:
    svg = EXAMPLES["prognose"](LIGHT)

    plus, nul = bars(svg, 28)
    assert [part.tone for part in plus] == ["accent", "warm"]
    assert [plus[-1].right, nul[-1].right] == pytest.approx([378, 378], abs=0.2)
    # They were not expected to rise, and did not: the same colour as who was, and did.
    assert [part.tone for part in nul] == ["accent", "soft", "blank"]
    assert {"83 %", "0 %", "5", "2"} <= set(texts(svg))
    assert "later gestegen" not in texts(svg)


def test_who_could_not_be_judged_stands_apart() -> None:
    svg = forecast(
        (Forecast("+", "50 %", "", {"ANDERS": 10, "ALS_VERWACHT": 10, "OPEN": 10}),), words=OUTCOMES, caption=WORDS
    )

    risen, fallen, open_ = bars(svg, 28)[0]
    assert fallen.left - risen.right < 2
    assert open_.left - fallen.right > 10
    assert open_.right == pytest.approx(378, abs=0.2)


def test_too_few_to_tell_have_words_and_no_bar() -> None:
    svg = forecast((Forecast("+", "", "minder dan tien", {}),), words=OUTCOMES, caption=WORDS)

    assert parts(svg) == []
    assert texts(svg) == ["+", "minder dan tien"]


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(ValueError, match="MISSCHIEN"):
        forecast((Forecast("+", "", "", {"MISSCHIEN": 1}),), words=OUTCOMES, caption=WORDS)


def test_412_of_600() -> None:
    svg = EXAMPLES["voortgang"](LIGHT)

    (done,) = bars(svg, 20)[0]
    assert (done.right - done.left) / 366 == pytest.approx(412 / 600, abs=0.01)
    assert {"412", "van 600 geplaatst", "69 %"} <= set(texts(svg))


def test_more_than_everything_stays_on_the_track() -> None:
    (done,) = bars(progress((Progress(7, 5, "7", "van 5"),), caption=WORDS), 20)[0]

    assert done.right == 378


def test_a_way_stands_beside_the_straight_line_to_what_is_needed() -> None:
    year, spring = (date(2026, 1, 1), date(2026, 12, 31)), date(2026, 4, 30)
    said = ("40 % stijgt", "4 van 20", "nog niet te zeggen")
    svg = ways((Way(*said, *year, ((spring, 4),), 8, "begin", "eind", "doel 8"),), caption=WORDS)

    straight, gone = (
        path.get("d") or "" for path in parse(svg).iter(f"{SVG}path") if path.get("stroke-width") in ("1.5", "3")
    )
    (left, ground), (right, top) = (map(float, spot.split()) for spot in straight[1:].split("L"))
    assert (left, right) == (12, 378)
    x, y = map(float, gone.split()[-2:])
    assert (x - left) / (right - left) == pytest.approx((spring - year[0]).days / 364, abs=0.01)
    assert (ground - y) / (ground - top) == pytest.approx(4 / 8, abs=0.01)
    assert {*said, "begin", "eind", "doel 8"} <= set(texts(svg))


def test_of_a_part_of_a_count_there_is_no_straight_line() -> None:
    svg = ways((Way("", "4", "", date(2026, 1, 1), date(2026, 12, 31), (), None, "", ""),), caption=WORDS)

    assert len(list(parse(svg).iter(f"{SVG}path"))) == 1
