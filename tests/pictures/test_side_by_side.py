"""Comparison, forecast and progress: what their bars say."""

from __future__ import annotations

import pytest
from pictures.examples import EXAMPLES, OUTCOMES
from pictures.reading import bars, parts, texts, words

from bot.pictures import (
    LIGHT,
    Caption,
    Comparison,
    Forecast,
    Half,
    Pair,
    Progress,
    comparison,
    forecast,
    progress,
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
    assert [part.tone for part in nul] == ["warm", "soft", "blank"]
    assert {"83 %", "0 %", "5", "2"} <= set(texts(svg))
    assert "later gestegen" not in texts(svg)


def test_who_could_not_be_judged_stands_apart() -> None:
    svg = forecast(
        (Forecast("+", "50 %", "", {"NIET": 10, "UITGEKOMEN": 10, "OPEN": 10}),), words=OUTCOMES, caption=WORDS
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


@pytest.mark.parametrize(("target", "x"), [(0.0, 12), (0.4, 158.4), (1.0, 378), (2.0, 378)])
def test_a_target_stands_where_it_belongs(target: float, x: float) -> None:
    svg = progress((Progress(1, 5, "1", "", target=target, target_label="doel"),), caption=WORDS)

    assert svg.count(f'd="M{x} ' if x % 1 else f'd="M{x:.0f}') == 2
    label = next(word for word in words(svg) if word.text == "doel")
    assert label.left >= 12
    assert label.right <= 378
