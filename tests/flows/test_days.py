"""A day is the one of the clock on the wall, whatever the moment is called in UTC."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.builders import meetmoment, meting
from support.edges import EDGES, Edge

from flows.checking import LONG_BACK, needs_check
from flows.controle import VierOgen
from flows.days import begins, ends, local_day
from flows.people import Rol

DAY, NAIVE = timedelta(days=1), datetime(2026, 7, 15, 0, 30)  # noqa: DTZ001  (without a zone on purpose)
edges = pytest.mark.parametrize("edge", EDGES, ids=[edge.name for edge in EDGES])


@edges
def test_the_day_is_that_of_the_people(edge: Edge) -> None:
    assert local_day(edge.moment) == edge.day
    assert begins(edge.day) <= edge.moment < ends(edge.day)


@given(st.datetimes(NAIVE.replace(year=2000), NAIVE.replace(year=2100)), st.integers(-12, 14))
def test_a_moment_lies_in_its_day_in_whatever_zone_it_is_written(wall: datetime, hours: int) -> None:
    moment = wall.replace(tzinfo=timezone(timedelta(hours=hours)))
    day = local_day(moment)
    assert begins(day) <= moment < ends(day)
    assert day == local_day(moment.astimezone(UTC))
    assert ends(day) == begins(day + DAY)


def test_days_on_which_the_clock_changes_have_another_length() -> None:
    lengths = [ends(day) - begins(day) for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 7, 1))]
    assert [length / timedelta(hours=1) for length in lengths] == [23, 25, 24]


def test_a_moment_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="aware"):
        local_day(NAIVE)


@edges
def test_what_is_dated_back_counts_from_the_day_of_the_people(edge: Edge) -> None:
    latest = replace(meetmoment(meting=meting(datum=edge.day - LONG_BACK)), geregistreerd=edge.moment)
    earlier = replace(meetmoment(meting=meting(datum=edge.day - LONG_BACK - DAY)), geregistreerd=edge.moment)
    assert not needs_check(VierOgen.SELECTIE, {Rol.KLANTMANAGER}, latest, None)
    assert needs_check(VierOgen.SELECTIE, {Rol.KLANTMANAGER}, earlier, None)
