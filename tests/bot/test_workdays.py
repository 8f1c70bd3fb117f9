"""Which days the Dutch have off."""

from datetime import date, timedelta

import pytest

from bot.planning.holidays import holiday

OFF = {
    2025: ["01-01", "04-18", "04-20", "04-21", "04-26", "05-05", "05-29", "06-08", "06-09", "12-25", "12-26"],
    2026: ["01-01", "04-03", "04-05", "04-06", "04-27", "05-14", "05-24", "05-25", "12-25", "12-26"],
    2027: ["01-01", "03-26", "03-28", "03-29", "04-27", "05-06", "05-16", "05-17", "12-25", "12-26"],
    2028: ["01-01", "04-14", "04-16", "04-17", "04-27", "05-25", "06-04", "06-05", "12-25", "12-26"],
}


@pytest.mark.parametrize("year", OFF)
def test_a_year_has_these_holidays(year: int) -> None:
    """King's Day on a Sunday moves to Saturday; Liberation Day is a day off every fifth year."""
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [f"{day:%m-%d}" for day in days if holiday(day)] == OFF[year]
