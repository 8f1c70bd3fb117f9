"""Dates of the next measurement, in whole calendar months."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from flows.gemeente import Options, permitted
from flows.planning import Termijn, add_months, next_termijn

FIRST = date(2024, 1, 1)
CYCLE = [FIRST + timedelta(days=number) for number in range(4 * 365 + 1)]
LEAP = date(2028, 2, 29)


@pytest.mark.parametrize("months", [1, 2, 3, 6, 12])
def test_every_day_of_four_years_moves_as_the_calendar_does(months: int) -> None:
    assert CYCLE[-1] == date(2027, 12, 31)
    assert [add_months(day, months) for day in CYCLE] == [day + relativedelta(months=months) for day in CYCLE]


@pytest.mark.parametrize("months", [1, 3, 6, 12])
def test_repeating_does_not_drift(months: int) -> None:
    """Four years of repetitions from every day: the same day of the month, or the last of a shorter one."""
    for day in CYCLE:
        for times in range(1, 48 // months + 1):
            found = add_months(day, times * months)
            assert found == day + relativedelta(months=times * months)
            assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


def test_the_end_of_february_comes_back() -> None:
    assert [add_months(LEAP, 12 * years) for years in range(1, 5)] == [
        date(2029, 2, 28),
        date(2030, 2, 28),
        date(2031, 2, 28),
        date(2032, 2, 29),
    ]


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


@pytest.mark.parametrize(("positie", "months"), [(0, 2), (1, 6), (2, 6), (3, 12), (4, 12), (5, 12), (6, 12)])
def test_the_interval_depends_on_the_position(positie: int, months: int) -> None:
    assert Options().interval(positie) == months
    for day in CYCLE:
        expected = Termijn(day + relativedelta(months=months), day + relativedelta(years=1))
        assert next_termijn(day, positie, Options()) == expected


def test_a_municipality_chooses_its_own_intervals() -> None:
    own = Options(code_0_maanden=1, interval_1_maanden=3, interval_2_maanden=12, interval_4_maanden=6)
    assert [own.interval(positie) for positie in range(7)] == [1, 3, 12, 12, 6, 12, 12]


def test_who_is_out_of_sight_is_not_measured_again() -> None:
    assert next_termijn(FIRST, 9, Options(), FIRST + timedelta(days=30)) is None


options = st.builds(
    Options,
    **{
        name: st.sampled_from(permitted(name))
        for name in ("uiterste_maanden", "code_0_maanden", *(f"interval_{trede}_maanden" for trede in range(1, 7)))
    },
)


@given(st.sampled_from(CYCLE), st.integers(0, 6), options, st.none() | st.integers(-40, 500))
def test_the_planned_day_is_after_the_measurement_and_never_past_the_ultimate_day(
    day: date, positie: int, options: Options, days: int | None
) -> None:
    chosen = None if days is None else day + timedelta(days=days)
    found = next_termijn(day, positie, options, chosen)
    assert found is not None
    assert found.uiterste == day + relativedelta(months=options.uiterste_maanden)
    assert day < found.gepland <= found.uiterste
    if chosen is not None and day < chosen <= found.uiterste:
        assert found.gepland == chosen


def test_a_chosen_day_that_the_measurement_overtook_gives_way_to_the_interval() -> None:
    assert next_termijn(date(2026, 12, 1), 1, Options(), date(2026, 11, 25)) == next_termijn(
        date(2026, 12, 1), 1, Options()
    )


def test_a_measurement_is_late_from_the_day_after_the_ultimate_one() -> None:
    termijn = Termijn(date(2026, 5, 1), date(2026, 11, 1))
    assert not termijn.verlopen(date(2026, 11, 1))
    assert termijn.verlopen(date(2026, 11, 2))
