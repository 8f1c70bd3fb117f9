"""Another day for the next measurement: what may be chosen, and what an event proposes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.planning import Termijn
from flows.replanning import Uitstel, may_replan, propose
from flows.values import Accepted, Rejected

TODAY = date(2026, 11, 20)
LAST = date(2027, 11, 20)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def termijn(gepland: int, uiterste: int) -> Termijn:
    return Termijn(day(gepland), day(uiterste))


AHEAD, LATE, AGREED = termijn(30, 100), termijn(-40, -10), termijn(60, -10)


@pytest.mark.parametrize(("planned", "number"), [(AHEAD, 0), (AHEAD, 1), (AHEAD, 30), (AHEAD, 31), (AHEAD, 100)])
def test_any_day_from_today_to_the_ultimate_date_will_do(planned: Termijn, number: int) -> None:
    assert may_replan(day(number), planned, TODAY) == Accepted(day(number).isoformat())


@pytest.mark.parametrize("planned", [AHEAD, LATE, AGREED])
@pytest.mark.parametrize("reason", [None, *Uitstel])
def test_a_day_before_today_is_too_early_whatever_the_reason(planned: Termijn, reason: Uitstel | None) -> None:
    assert may_replan(day(-1), planned, TODAY, reason) == Rejected("too_early", {"first": TODAY})


@pytest.mark.parametrize(("planned", "number"), [(AHEAD, 101), (AHEAD, 365), (LATE, 0), (LATE, 14), (AGREED, 61)])
def test_past_the_ultimate_date_a_reason_is_needed(planned: Termijn, number: int) -> None:
    assert may_replan(day(number), planned, TODAY) == Rejected("reason_needed", {"last": planned.uiterste})
    for reason in Uitstel:
        assert may_replan(day(number), planned, TODAY, reason) == Accepted(day(number).isoformat())


def test_earlier_than_what_was_agreed_needs_no_reason_again() -> None:
    assert may_replan(day(14), AGREED, TODAY) == Accepted(day(14).isoformat())
    assert may_replan(day(60), AGREED, TODAY) == Accepted(day(60).isoformat())


@pytest.mark.parametrize("reason", [None, *Uitstel])
def test_more_than_a_year_ahead_is_too_late_whatever_the_reason(reason: Uitstel | None) -> None:
    assert may_replan(LAST + timedelta(days=1), AHEAD, TODAY, reason) == Rejected("too_late", {"last": LAST})
    assert may_replan(date.max, AHEAD, TODAY, reason) == Rejected("too_late", {"last": LAST})


@pytest.mark.parametrize(
    ("gepland", "uiterste", "proposed"),
    [
        (100, 300, 14),
        (15, 300, 14),
        (14, 300, None),
        (3, 300, None),
        (0, 300, None),
        (-20, 300, None),
        (8, 8, None),
        (30, 5, 5),
        (30, 0, 0),
        (60, -10, 14),
        (10, -10, None),
        (-40, -10, None),
    ],
)
def test_an_event_proposes_a_day_within_two_weeks_when_that_is_sooner(
    gepland: int, uiterste: int, proposed: int | None
) -> None:
    assert propose(termijn(gepland, uiterste), TODAY) == (None if proposed is None else day(proposed))


@given(st.integers(-400, 400), st.integers(-400, 400))
def test_what_is_proposed_may_be_planned_without_a_reason(gepland: int, uiterste: int) -> None:
    planned = termijn(gepland, uiterste)
    found = propose(planned, TODAY)
    if found is None:
        assert gepland <= 14
    else:
        assert TODAY <= found <= day(14) and found < planned.gepland
        assert may_replan(found, planned, TODAY) == Accepted(found.isoformat())
