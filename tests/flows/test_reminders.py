"""The reminders of one client, walked day by day or with days left out, against the table they come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.gemeente import Options
from flows.planning import Termijn, next_termijn
from flows.reminders import (
    Melding,
    Stap,
    after_snooze,
    after_waking,
    due,
    escalated_until,
    first_day,
    horizon,
    last_day,
    latest_snooze,
    near_ultimate,
    next_after,
    next_from,
    stage_on,
    stop_day,
    stopped,
)

TODAY = date(2026, 11, 20)
URGENCY = list(Stap)
WEEKS = 150


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def table(termijn: Termijn) -> dict[date, Stap]:
    """The day of every stage for who measures, by hand; of two on one day the more urgent one."""
    gepland, uiterste = termijn.gepland, termijn.uiterste
    end = max(gepland, uiterste)
    rows = [(gepland, Stap.GEPLAND), (end + timedelta(days=1), Stap.VERLOPEN)]
    rows += [(end + timedelta(days=1 + 7 * week), Stap.WEKELIJKS) for week in range(1, WEEKS)]
    if gepland <= uiterste:
        rows.append((gepland - timedelta(days=14), Stap.VOORAF))
        rows.append((uiterste - timedelta(days=30), Stap.UITERSTE_30))
        rows.append((uiterste - timedelta(days=7), Stap.UITERSTE_7))
    return dict(sorted(rows, key=lambda row: (row[0], URGENCY.index(row[1]))))


def escalation(termijn: Termijn) -> date:
    return max(termijn.gepland, termijn.uiterste) + timedelta(days=14)


def newest(termijn: Termijn, on: date, after: date = date.min) -> Stap | None:
    return next((stap for when, stap in reversed(table(termijn).items()) if after < when <= on), None)


@dataclass
class Sweep:
    """What keeps the day of the next reminder, as the storage does, and tells whatever is due."""

    termijn: Termijn
    waiting: date
    told: list[tuple[date, Melding]] = field(default_factory=list)

    def run(self, on: date) -> None:
        if self.waiting <= on:
            self.told.append((on, due(self.termijn, self.waiting, on)))
            self.waiting = next_after(self.termijn, on)

    def snooze(self, on: date, until: date) -> None:
        self.termijn = replace(self.termijn, sluimert_tot=until)
        self.waiting = after_snooze(self.termijn, self.waiting, on)


def begun(termijn: Termijn, on: date) -> Sweep:
    return Sweep(termijn, first_day(termijn, on))


def known_until(termijn: Termijn, on: date) -> date:
    """Up to which day nothing has to be said any more, because the date was set on a day before it."""
    return on if on < termijn.gepland else date.min


termijnen = st.tuples(st.integers(-100, 400), st.integers(-60, 400)).map(
    lambda offsets: Termijn(day(offsets[1] - offsets[0]), day(offsets[1]))
)
usual = st.integers(0, 400).flatmap(lambda last: st.integers(-60, last).map(lambda at: Termijn(day(at), day(last))))
gaps = st.lists(st.integers(1, 20), min_size=1, max_size=60)


def days_of(gaps: Iterable[int]) -> list[date]:
    found, number = [], 0
    for gap in gaps:
        found.append(day(number))
        number += gap
    return found


@given(termijnen | usual, gaps)
def test_every_run_tells_the_newest_stage_that_came_since_the_last_one(termijn: Termijn, gaps: list[int]) -> None:
    runs, before = days_of(gaps), known_until(termijn, TODAY)
    sweep, expected = begun(termijn, TODAY), []
    for on in runs:
        sweep.run(on)
        lead = Stap.TEAMLEIDER if before < escalation(termijn) <= on else None
        said = Melding(newest(termijn, on, before), lead)
        if said != Melding():
            expected.append((on, said))
        before = on
    assert sweep.told == expected


@given(termijnen | usual)
def test_from_day_to_day_each_stage_is_told_on_its_own_day(termijn: Termijn) -> None:
    sweep = begun(termijn, day(-1))
    for number in range(520):
        sweep.run(day(number))
    told = {on: said.klantmanager for on, said in sweep.told if said.klantmanager is not None}
    wanted = {on: stap for on, stap in table(termijn).items() if TODAY <= on <= day(519)}
    late = {on: stap for on, stap in told.items() if on not in wanted}
    assert set(late) <= {TODAY}, "only what was overdue on the first day is told late"
    assert {on: stap for on, stap in told.items() if on not in late} == wanted
    leads = [on for on, said in sweep.told if said.teamleider is not None]
    assert leads == [max(TODAY, escalation(termijn))]


@given(termijnen | usual, st.integers(0, 300), st.integers(7, 60))
def test_a_time_of_silence_gives_one_message(termijn: Termijn, start: int, silence: int) -> None:
    sweep = begun(termijn, TODAY)
    for number in range(start):
        sweep.run(day(number))
    before = len(sweep.told)
    sweep.run(day(start + silence))
    sweep.run(day(start + silence))
    after = sweep.told[before:]
    assert len(after) <= 1
    assert all(said.klantmanager in (None, newest(termijn, on)) for on, said in after)


@given(usual, gaps, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 400)), max_size=4))
def test_what_dozes_is_told_once_when_it_wakes(
    termijn: Termijn, gaps: list[int], snoozes: list[tuple[int, int]]
) -> None:
    runs, before, until, wakes = days_of(gaps), known_until(termijn, TODAY), date.min, False
    chosen, sweep = dict(snoozes), begun(termijn, TODAY)
    lead_told = escalation(termijn) <= before
    for number, on in enumerate(runs):
        count = len(sweep.told)
        sweep.run(on)
        said = sweep.told[-1][1] if len(sweep.told) > count else Melding()
        expected = None
        if on >= until:
            expected = newest(termijn, on, date.min if wakes else before)
            before, wakes = on, False
        assert said.klantmanager == expected
        assert (said.teamleider is not None) == (not lead_told and escalation(termijn) <= on)
        lead_told = lead_told or said.teamleider is not None
        if number in chosen:
            until = on + timedelta(days=chosen[number])
            wakes = newest(termijn, until) is not None
            sweep.snooze(on, until)


@given(usual, st.integers(0, 200), st.integers(0, 6))
def test_a_new_measurement_ends_what_was_said_about_the_old_one(termijn: Termijn, number: int, positie: int) -> None:
    sweep = begun(termijn, TODAY)
    for each in range(number):
        sweep.run(day(each))
    measured = next_termijn(day(number), positie, Options())
    assert measured is not None
    sweep.termijn, sweep.waiting = measured, first_day(measured, day(number))
    assert sweep.waiting > day(number)
    assert sweep.waiting == min(on for on in table(measured) if on > day(number))
    sweep.run(day(number))
    assert all(on < day(number) for on, _ in sweep.told)


@given(termijnen | usual, st.integers(-60, 500))
def test_the_next_day_is_the_first_on_which_there_is_something_new(termijn: Termijn, number: int) -> None:
    found = next_from(termijn, day(number))
    assert found == min(on for on in (*table(termijn), escalation(termijn)) if on >= day(number))
    assert due(termijn, found, found) != Melding()


@given(termijnen | usual, st.integers(-60, 500))
def test_the_stage_on_a_day_is_the_newest_of_the_table(termijn: Termijn, number: int) -> None:
    assert stage_on(termijn, day(number)) == newest(termijn, day(number))
    assert stage_on(termijn, day(number)) is not Stap.TEAMLEIDER


def test_never_are_two_stages_told_on_one_day() -> None:
    for between in range(60):
        termijn = Termijn(day(60 - between), day(60))
        sweep = begun(termijn, day(-31))
        for number in range(-31, 91):
            sweep.run(day(number))
        told = [on for on, said in sweep.told if said.klantmanager is not None]
        assert told == [on for on in table(termijn) if on <= day(90)]


def stages(termijn: Termijn, last: int = 45) -> list[tuple[int, str]]:
    """Every stage as the number of days after TODAY and its name."""
    sweep = begun(termijn, TODAY)
    for number in range(last):
        sweep.run(day(number))
    return [((on - TODAY).days, stap.value) for on, said in sweep.told for stap in said if stap is not None]


def test_a_measurement_halfway_the_year() -> None:
    assert stages(Termijn(day(180), day(365)), 395) == [
        (166, "vooraf"),
        (180, "gepland"),
        (335, "uiterste_30"),
        (358, "uiterste_7"),
        (366, "verlopen"),
        (373, "wekelijks"),
        (379, "teamleider"),
        (380, "wekelijks"),
        (387, "wekelijks"),
        (394, "wekelijks"),
    ]


def test_a_measurement_planned_on_its_ultimate_date() -> None:
    assert stages(Termijn(day(365), day(365)), 373) == [
        (335, "uiterste_30"),
        (351, "vooraf"),
        (358, "uiterste_7"),
        (365, "gepland"),
        (366, "verlopen"),
    ]


@pytest.mark.parametrize(
    ("between", "both", "stap"), [(16, 14, "uiterste_30"), (30, 0, "uiterste_30"), (7, 0, "uiterste_7")]
)
def test_of_two_stages_on_one_day_the_most_urgent_is_told(between: int, both: int, stap: str) -> None:
    found = stages(Termijn(day(100 - between), day(100)), 101)
    assert [name for number, name in found if number == 100 - between - both] == [stap]


def test_who_plans_within_two_weeks_hears_nothing_before_the_day() -> None:
    assert stages(Termijn(day(10), day(300)), 30) == [(10, "gepland")]
    assert stages(Termijn(day(1), day(300)), 30) == [(1, "gepland")]


def test_who_plans_for_today_hears_of_it_today() -> None:
    assert stages(Termijn(day(0), day(300)), 30) == [(0, "gepland")]


def test_a_planned_day_that_has_passed_is_told_once() -> None:
    assert stages(Termijn(day(-20), day(300)), 30) == [(0, "gepland")]


def test_a_measurement_from_elsewhere_that_is_long_overdue_is_told_to_both() -> None:
    assert stages(Termijn(day(-300), day(-100)), 10) == [(0, "wekelijks"), (0, "teamleider"), (6, "wekelijks")]


def test_past_the_ultimate_date_nothing_is_said_before_the_new_day() -> None:
    termijn = Termijn(day(20), day(-5))
    assert stages(termijn, 36) == [
        (20, "gepland"),
        (21, "verlopen"),
        (28, "wekelijks"),
        (34, "teamleider"),
        (35, "wekelijks"),
    ]
    assert termijn.verlopen(TODAY), "reports still count it"


def test_the_team_lead_hears_of_it_when_the_day_fell_in_a_weekend() -> None:
    """The fourteenth day on a Saturday, the next weekly line on Sunday: on Monday both are said."""
    termijn = Termijn(day(0), day(0))
    assert due(termijn, day(14), day(16)) == Melding(Stap.WEKELIJKS, Stap.TEAMLEIDER)
    assert due(termijn, day(15), day(16)) == Melding(Stap.WEKELIJKS, None)
    assert due(termijn, day(14), day(14)) == Melding(None, Stap.TEAMLEIDER)


def test_a_klantmanager_who_snoozes_does_not_silence_the_team_lead() -> None:
    sweep = begun(Termijn(day(0), day(0)), TODAY)
    for number in range(13):
        sweep.run(day(number))
    sweep.snooze(day(13), day(27))
    for number in range(13, 30):
        sweep.run(day(number))
    told = [(on, said) for on, said in sweep.told if on > day(12)]
    assert told == [
        (day(14), Melding(None, Stap.TEAMLEIDER)),
        (day(27), Melding(Stap.WEKELIJKS, None)),
        (day(29), Melding(Stap.WEKELIJKS, None)),
    ]


@given(usual, st.integers(0, 300), st.integers(1, 400), st.integers(0, 399))
def test_who_is_woken_is_spoken_of_as_if_it_never_dozed(termijn: Termijn, start: int, length: int, slept: int) -> None:
    sleeper, other = begun(termijn, TODAY), begun(termijn, TODAY)
    for number in range(start + 1):
        sleeper.run(day(number))
        other.run(day(number))
    sleeper.snooze(day(start), day(start + length))
    woken = start + min(slept, length - 1)
    for number in range(start + 1, woken + 1):
        sleeper.run(day(number))
        other.run(day(number))
    sleeper.termijn, sleeper.waiting = termijn, after_waking(sleeper.termijn, sleeper.waiting, day(woken))
    for number in range(woken + 1, woken + 60):
        sleeper.run(day(number))
        other.run(day(number))
    assert [told for told in sleeper.told if told[0] > day(woken)] == [t for t in other.told if t[0] > day(woken)]
    assert [said.teamleider for _, said in sleeper.told if said.teamleider] == [
        said.teamleider for _, said in other.told if said.teamleider
    ]


@given(termijnen | usual, st.integers(-60, 500))
def test_a_client_is_in_sight_when_a_stage_is_reached(termijn: Termijn, number: int) -> None:
    planned, ultimate = horizon(day(number))
    ahead = termijn.gepland <= planned or termijn.uiterste <= ultimate
    in_sight = termijn.gepland <= day(number) or (termijn.gepland <= termijn.uiterste and ahead)
    assert in_sight == (stage_on(termijn, day(number)) is not None)
    late = last_day(termijn) <= escalated_until(day(number))
    assert late == (escalation(termijn) <= day(number))


def test_a_line_that_dozes_falls_out_of_a_message_that_was_not_sent_yet() -> None:
    termijn = Termijn(day(0), day(300))
    assert stage_on(termijn, TODAY) is Stap.GEPLAND
    assert stage_on(replace(termijn, sluimert_tot=day(1)), TODAY) is None
    assert stage_on(replace(termijn, sluimert_tot=day(1)), day(1)) is Stap.GEPLAND


def test_dozing_before_anything_was_reached_changes_nothing() -> None:
    termijn = Termijn(day(100), day(300))
    assert after_snooze(replace(termijn, sluimert_tot=day(10)), first_day(termijn, TODAY), TODAY) == day(86)


@pytest.mark.parametrize(
    ("gepland", "uiterste", "latest"),
    [(0, 300, 14), (0, 14, 14), (0, 10, 10), (0, 1, 1), (0, 0, 14), (-9, -3, 14), (9, -3, 9)],
)
def test_a_reminder_dozes_two_weeks_at_most_and_not_past_the_last_day(gepland: int, uiterste: int, latest: int) -> None:
    assert latest_snooze(Termijn(day(gepland), day(uiterste)), TODAY) == day(latest)


@given(termijnen | usual, st.integers(-60, 500))
def test_reminders_stop_until_the_last_day_and_then_go_on(termijn: Termijn, number: int) -> None:
    sweep, end = begun(termijn, day(number)), max(termijn.gepland, termijn.uiterste)
    until = stop_day(termijn, day(number))
    assert until == (end if day(number) < end else None)
    if until is None:
        return
    sweep.snooze(day(number), until)
    assert stopped(sweep.termijn)
    for after in range((until - day(number)).days + 2):
        sweep.run(day(number + after))
    spoken = [on for on, said in sweep.told if said.klantmanager is not None]
    assert spoken == [until, until + timedelta(days=1)]


def test_within_thirty_days_the_wording_names_the_ultimate_date() -> None:
    termijn = Termijn(day(100), day(100))
    assert [near_ultimate(termijn, day(number)) for number in (69, 70, 86, 100, 101)] == [False] + [True] * 4
