"""When people may be written to, minute by minute around both changes of the clock."""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.agenda import Wishes, is_workday, moment_of, next_moment, refusal, working_days_after

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)
# Around Easter 2027, when summer time begins, and one in the week in which it ends.
HOLIDAYS = {date(2027, 3, 26), SPRING, date(2027, 3, 29), date(2027, 11, 2)}
WISHES = [
    Wishes(),
    Wishes(preferred=time(8)),
    Wishes(preferred=time(12, 34)),
    Wishes(preferred=time(16, 59)),
    Wishes(quiet=(time(12), time(13, 30))),
    Wishes(quiet=(time(18), time(9, 15))),
    Wishes(quiet=(time(15), time(23, 59))),
    Wishes(preferred=time(10), quiet=(time(11), time(16, 30))),
    Wishes(preferred=time(10), quiet=(time(16), time(10))),
]


def never(day: date) -> bool:
    return False


def on_holiday(day: date) -> bool:
    return day in HOLIDAYS


def here(moment: datetime) -> datetime:
    """What the clock in Amsterdam shows in 2027, by hand and without a zone."""
    summer = datetime(2027, 3, 28, 1, tzinfo=UTC) <= moment < datetime(2027, 10, 31, 1, tzinfo=UTC)
    return (moment + timedelta(hours=2 if summer else 1)).replace(tzinfo=None)


def minutes(first: date, last: date) -> Iterator[datetime]:
    moment = datetime(first.year, first.month, first.day, tzinfo=UTC)
    while moment.date() <= last:
        yield moment
        moment += MINUTE


def welcome(clock: datetime, wishes: Wishes, holidays: Set[date] = frozenset(HOLIDAYS)) -> bool:
    """Whether somebody may be written to now, by hand."""
    if clock.weekday() > 4 or clock.date() in holidays or not 8 * 60 <= clock.hour * 60 + clock.minute < 17 * 60:
        return False
    if wishes.preferred is not None and clock.time() < wishes.preferred:
        return False
    if wishes.quiet is None:
        return True
    begins, ends = wishes.quiet
    awake = clock.time() < begins or clock.time() >= ends
    return awake if begins < ends else ends <= clock.time() < begins


@cache
def around(change: date) -> list[tuple[datetime, datetime]]:
    """The minutes from the day before a change of the clock, with what the clock shows."""
    return [(moment, here(moment)) for moment in minutes(change - DAY, change + 4 * DAY)]


@pytest.mark.parametrize("wishes", WISHES, ids=str)
@pytest.mark.parametrize("change", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_every_minute_around_a_change_of_the_clock_waits_for_the_first_welcome_one(
    change: date, wishes: Wishes
) -> None:
    """Walk back through the minutes, so that the first welcome one after each is known."""
    coming: datetime | None = None
    compared = 0
    for moment, clock in reversed(around(change)):
        if welcome(clock, wishes):
            coming = moment
        if coming is not None and moment.date() <= change + DAY:
            assert next_moment(moment, wishes, on_holiday, AMSTERDAM) == coming
            compared += 1
    assert compared == 3 * 24 * 60


def test_nine_in_the_morning_stays_nine_in_the_morning() -> None:
    wishes = Wishes(preferred=time(9))
    found = []
    for day in (date(2027, 3, 25), date(2027, 3, 30), date(2027, 10, 29), date(2027, 11, 1)):
        found.append(next_moment(datetime(day.year, day.month, day.day, tzinfo=UTC), wishes, on_holiday, AMSTERDAM))
    assert [f"{moment:%d-%m %H:%M}" for moment in found] == ["25-03 08:00", "30-03 07:00", "29-10 07:00", "01-11 08:00"]
    assert {here(moment).time() for moment in found} == {time(9)}


@pytest.mark.parametrize("day", [SPRING - DAY, SPRING, SPRING + DAY, AUTUMN - DAY, AUTUMN, AUTUMN + DAY])
def test_every_time_of_a_day_is_one_moment(day: date) -> None:
    """In a gap the next minute there is, in a fold the first of the two."""
    shown: dict[datetime, datetime] = {}
    for moment in minutes(day - DAY, day + DAY):
        shown.setdefault(here(moment), moment)
    for number in range(24 * 60):
        wall = datetime.combine(day, time(number // 60, number % 60))
        there = wall
        while there not in shown:
            there += MINUTE
        assert moment_of(day, wall.time(), AMSTERDAM) == shown[there]
        assert (there != wall) == (day == SPRING and wall.hour == 2)


def test_a_time_with_seconds_in_the_gap_moves_to_the_first_moment_after_it() -> None:
    assert moment_of(SPRING, time(2, 59, 59, 999_999), AMSTERDAM) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    assert moment_of(AUTUMN, time(2, 30, 15), AMSTERDAM) == datetime(2027, 10, 31, 0, 30, 15, tzinfo=UTC)


zones = st.sampled_from(["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"])
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
wishes = st.builds(Wishes, st.none() | times, st.none() | st.tuples(times, times))


moments = st.integers(0, 30 * 365 * 86_400).map(lambda seconds: datetime(2010, 1, 1, tzinfo=UTC) + seconds * SECOND)


@given(moments, wishes, zones, st.floats(0, 1, exclude_max=True))
def test_nobody_is_disturbed_and_nothing_waits_longer_than_needed(
    now: datetime, wishes: Wishes, zone: str, part: float
) -> None:
    kept = wishes if refusal(wishes) is None else Wishes()
    found = next_moment(now, wishes, never, ZoneInfo(zone))
    assert found >= now and found.tzinfo is UTC
    assert welcome(clock_in(zone, found), kept, set())
    before = now + part * (found - now)
    assert before >= found or not welcome(clock_in(zone, before), kept, set())


def clock_in(zone: str, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def test_who_is_late_for_the_preferred_time_is_written_to_at_once() -> None:
    late = datetime(2027, 3, 31, 12, 7, 30, tzinfo=UTC)
    assert next_moment(late, Wishes(preferred=time(9)), on_holiday, AMSTERDAM) == late


def test_a_moment_may_be_given_in_any_zone() -> None:
    late = datetime(2027, 3, 31, 22, tzinfo=ZoneInfo("America/New_York"))
    assert next_moment(late, Wishes(), on_holiday, AMSTERDAM) == datetime(2027, 4, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        *((wishes, None) for wishes in WISHES),
        (Wishes(preferred=time(7, 59)), "preferred_outside"),
        (Wishes(preferred=time(17)), "preferred_outside"),
        (Wishes(preferred=time(0)), "preferred_outside"),
        (Wishes(quiet=(time(8), time(17))), "quiet_always"),
        (Wishes(quiet=(time(7), time(20))), "quiet_always"),
        (Wishes(quiet=(time(17), time(17))), "quiet_always"),
        (Wishes(quiet=(time(0), time(0))), "quiet_always"),
        (Wishes(quiet=(time(20), time(17))), "quiet_always"),
        (Wishes(quiet=(time(8), time(16, 59))), None),
        (Wishes(quiet=(time(8, 1), time(17))), None),
        (Wishes(preferred=time(12), quiet=(time(12), time(13))), "preferred_quiet"),
        (Wishes(preferred=time(8), quiet=(time(22), time(8, 1))), "preferred_quiet"),
        (Wishes(preferred=time(13), quiet=(time(12), time(13))), None),
    ],
    ids=str,
)
def test_wishes_that_cannot_be_kept_are_refused(wishes: Wishes, code: str | None) -> None:
    assert refusal(wishes) == code
    if code is not None:
        night = datetime(2027, 3, 31, 2, tzinfo=UTC)
        assert next_moment(night, wishes, on_holiday, AMSTERDAM) == next_moment(night, Wishes(), on_holiday, AMSTERDAM)


@given(st.dates(date(2027, 1, 1), date(2027, 12, 31)), st.integers(0, 30))
def test_working_days_are_counted_one_by_one(day: date, n: int) -> None:
    found = working_days_after(day, n, on_holiday)
    between = [day + DAY * number for number in range(1, (found - day).days + 1)]
    assert sum(each.weekday() < 5 and each not in HOLIDAYS for each in between) == n
    assert n == 0 or is_workday(found, on_holiday)


def test_five_working_days_over_easter() -> None:
    assert working_days_after(date(2027, 3, 25), 5, on_holiday) == date(2027, 4, 5)


def test_a_calendar_without_working_days_is_an_error_not_an_endless_loop() -> None:
    with pytest.raises(ValueError, match="no working day"):
        next_moment(datetime(2027, 1, 1, tzinfo=UTC), Wishes(), lambda day: True, AMSTERDAM)
    with pytest.raises(ValueError, match="no working day"):
        working_days_after(date(2027, 1, 1), 1, lambda day: True)
