"""Dates of the next measurement, in whole calendar months."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from flows.gemeente import Options
from flows.planning import add_months, ultimate

FIRST = date(2024, 1, 1)
CYCLE = [FIRST + timedelta(days=number) for number in range(4 * 365 + 1)]


@pytest.mark.parametrize("months", [1, 2, 3, 6, 12])
def test_every_day_of_four_years_moves_as_the_calendar_does(months: int) -> None:
    assert CYCLE[-1] == date(2027, 12, 31)
    assert [add_months(day, months) for day in CYCLE] == [day + relativedelta(months=months) for day in CYCLE]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2025, 12, 31), 12, date(2026, 12, 31)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2026, 5, 17), 0, date(2026, 5, 17)),
    ],
)
def test_a_shorter_month_ends_on_its_last_day(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_the_ultimate_day_is_a_year_on() -> None:
    assert [ultimate(day) for day in CYCLE] == [day + relativedelta(years=1) for day in CYCLE]


@pytest.mark.parametrize(("positie", "months"), [(0, 2), (1, 6), (2, 6), (3, 12), (4, 12), (5, 12), (6, 12)])
def test_the_interval_depends_on_the_position(positie: int, months: int) -> None:
    assert Options().interval(positie) == months


def test_a_municipality_chooses_its_own_intervals() -> None:
    own = Options(code_0_maanden=1, interval_laag_maanden=3, interval_hoog_maanden=6)
    assert [own.interval(positie) for positie in range(7)] == [1, 3, 3, 6, 6, 6, 6]
