"""The quarters that councils are reported to."""

from __future__ import annotations

from datetime import date

import pytest

from flows.quarters import Quarter, last_quarter, read_quarter


@pytest.mark.parametrize(("text", "wanted"), [("2026-3", (2026, 3)), ("2026-Q1", (2026, 1)), (" 2026k4 ", (2026, 4))])
def test_a_quarter_is_read(text: str, wanted: tuple[int, int]) -> None:
    assert read_quarter(text) == wanted


@pytest.mark.parametrize("text", ["", "2026", "2026-5", "2026-0", "26-1", "2026-11", "1899-1"])
def test_what_is_no_quarter(text: str) -> None:
    assert read_quarter(text) is None


def test_a_quarter_has_days_and_neighbours() -> None:
    assert (Quarter(2026, 1).first, Quarter(2026, 1).last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert (Quarter(2026, 4).last, str(Quarter(2026, 4))) == (date(2026, 12, 31), "2026-4")
    assert (Quarter(2026, 1).before, Quarter(2026, 4).after) == (Quarter(2025, 4), Quarter(2027, 1))


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (date(2026, 9, 29), (2026, 2)),
        (date(2026, 9, 30), (2026, 3)),
        (date(2026, 10, 1), (2026, 3)),
        (date(2026, 1, 5), (2025, 4)),
    ],
)
def test_the_last_quarter_is_over(today: date, wanted: tuple[int, int]) -> None:
    assert last_quarter(today) == wanted
