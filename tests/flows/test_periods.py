"""A period is understood however it is typed: two days, a year, a half, a quarter or a month, in two languages."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.months import MONTHS
from flows.periods import Period, read_period
from flows.planning import add_months
from flows.values import read_date

TODAY = date(2026, 11, 29)
LONG_AGO = date(1950, 1, 1)
DUTCH = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
TYPED = {
    "01-01-2026 - 30-06-2026": (date(2026, 1, 1), date(2026, 6, 30)),
    "01-01-2026 – 30-06-2026": (date(2026, 1, 1), date(2026, 6, 30)),
    "01-01-2026 tot 30-06-2026": (date(2026, 1, 1), date(2026, 6, 30)),
    "01-01-2026 t/m 30-06-2026": (date(2026, 1, 1), date(2026, 6, 30)),
    "01-01-2026-30-06-2026": (date(2026, 1, 1), date(2026, 6, 30)),
    "2026-01-01 to 2026-06-30": (date(2026, 1, 1), date(2026, 6, 30)),
    "van 1/1/26 tot en met 30/6/26": (date(2026, 1, 1), date(2026, 6, 30)),
    "Between 1 January 2026 and June 30, 2026": (date(2026, 1, 1), date(2026, 6, 30)),
    "1 maart 2026 - 30 april 2026": (date(2026, 3, 1), date(2026, 4, 30)),
    "1 maart t/m 30 april 2026": (date(2026, 3, 1), date(2026, 4, 30)),
    "1-3 tot 30-4-2026": (date(2026, 3, 1), date(2026, 4, 30)),
    "1 jan. 2026 – 31 mrt. 2026": (date(2026, 1, 1), date(2026, 3, 31)),
    "januari 2026": (date(2026, 1, 1), date(2026, 1, 31)),
    "February 2024": (date(2024, 2, 1), date(2024, 2, 29)),
    "01-2026": (date(2026, 1, 1), date(2026, 1, 31)),
    "januari t/m maart 2026": (date(2026, 1, 1), date(2026, 3, 31)),
    "november - februari 2026": (date(2025, 11, 1), date(2026, 2, 28)),
    "2025": (date(2025, 1, 1), date(2025, 12, 31)),
    "heel 2025": (date(2025, 1, 1), date(2025, 12, 31)),
    "2024-2025": (date(2024, 1, 1), date(2025, 12, 31)),
    "2026": (date(2026, 1, 1), TODAY),
    "eerste kwartaal 2026": (date(2026, 1, 1), date(2026, 3, 31)),
    "1e kwartaal van 2026": (date(2026, 1, 1), date(2026, 3, 31)),
    "kwartaal 2 2026": (date(2026, 4, 1), date(2026, 6, 30)),
    "Q1 2026": (date(2026, 1, 1), date(2026, 3, 31)),
    "2026-Q4": (date(2026, 10, 1), TODAY),
    "third quarter of 2025": (date(2025, 7, 1), date(2025, 9, 30)),
    "Q1 t/m Q3 2026": (date(2026, 1, 1), date(2026, 9, 30)),
    "tweede helft 2025": (date(2025, 7, 1), date(2025, 12, 31)),
    "first half of 2026": (date(2026, 1, 1), date(2026, 6, 30)),
}
NO_PERIODS = (
    *("", "hallo", "maart", "2027", "volgend jaar", "5e kwartaal 2026", "Q5 2026", "13-2026", "derde helft 2026"),
    *("30-06-2026 - 01-01-2026", "01-01-2026", "1 maart 2026", "31-02-2026 - 01-03-2026", "K-7Q4FNP", "tot", "- -"),
    "1 maart 2026 - 30 april 2026 - 1 mei 2026",
)

days = st.dates(LONG_AGO, TODAY)
separators = st.sampled_from(
    (" - ", " – ", "–", " tot ", " t/m ", " tot en met ", " to ", " until ", " Through ", "  -  ")
)
leads = st.sampled_from(("", "van ", "Van ", "from ", "tussen ", "periode ", "  "))


@st.composite
def written(draw: st.DrawFn, day: date) -> str:
    month = draw(st.sampled_from((DUTCH, ENGLISH)))[day.month - 1]
    month = draw(st.sampled_from((month, month.upper(), month.lower())))
    ways = (
        *(
            f"{day:%d-%m-%Y}",
            f"{day:%d/%m/%Y}",
            f"{day:%d.%m.%Y}",
            day.isoformat(),
            f"{day.day}-{day.month}-{day.year}",
        ),
        *(f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", f"{day.day}e {month} {day.year}"),
    )
    return draw(st.sampled_from(ways))


@pytest.mark.parametrize("typed", TYPED)
def test_a_period_as_people_type_it(typed: str) -> None:
    assert read_period(typed, TODAY) == TYPED[typed]


@pytest.mark.parametrize("typed", NO_PERIODS)
def test_what_is_no_period(typed: str) -> None:
    assert read_period(typed, TODAY) is None


@given(days, days, leads, separators, st.data())
def test_two_days_in_any_writing(one: date, other: date, lead: str, between: str, data: st.DataObject) -> None:
    first, last = sorted((one, other))
    typed = lead + data.draw(written(first)) + between + data.draw(written(last))
    assert read_period(typed, TODAY) == Period(first, last), typed


@given(days, st.data())
def test_a_day_in_any_writing(day: date, data: st.DataObject) -> None:
    assert read_date(data.draw(written(day))) == day


@given(st.integers(1950, 2025), st.sampled_from(sorted(MONTHS)))
def test_a_month_is_all_of_it(year: int, month: str) -> None:
    first = date(year, MONTHS[month], 1)
    assert read_period(f"{month} {year}", TODAY) == Period(first, add_months(first, 1) - timedelta(days=1))


@given(st.integers(1950, 2025), st.sampled_from((("q{n} {year}", 4), ("h{n} {year}", 2), ("{n}e kwartaal {year}", 4))))
def test_the_parts_of_a_year_make_up_the_year(year: int, way: tuple[str, int]) -> None:
    pattern, parts = way
    found = [read_period(pattern.format(n=number, year=year), TODAY) for number in range(1, parts + 1)]
    kept = [each for each in found if each is not None]
    assert len(kept) == parts
    assert (kept[0].first, kept[-1].last) == read_period(str(year), TODAY)
    for earlier, later in itertools.pairwise(kept):
        assert later.first - earlier.last == timedelta(days=1)


@given(st.text(st.sampled_from("0123456789-/. –qkh januaritoweefmv"), max_size=40) | st.text(max_size=40))
@example("-" * 80)
@example("1 " * 40)
def test_whatever_is_typed_is_a_period_that_has_begun_or_nothing(typed: str) -> None:
    found = read_period(typed, TODAY)
    assert found is None or found.first <= found.last
