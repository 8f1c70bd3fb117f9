"""Who may stand in for whom and who may take clients over: every refusal has a reason, and nobody is in a circle."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from support.builders import TODAY, functionaris

from flows.people import Functionaris, Rol
from flows.values import Rejected
from flows.waarneming import (
    Afwezigheid,
    Overdracht,
    OverdrachtStatus,
    may_be_away,
    may_substitute,
    may_transfer,
    spread,
)

DAY = timedelta(days=1)
ANNA, BRAM, CARLA = (functionaris(name) for name in ("anna", "bram", "carla"))
INVOERDER, CONTROLEUR = functionaris("ine", Rol.INVOERDER), functionaris("con", Rol.CONTROLEUR)
WEEK = (TODAY, TODAY + 7 * DAY)


def leave(who: Functionaris, substitute: Functionaris, van: date = WEEK[0], tot: date = WEEK[1]) -> Afwezigheid:
    return Afwezigheid(f"{who.id}-{van}", who.id, substitute.id, van, tot)


def code(refused: Rejected | None) -> str | None:
    return None if refused is None else refused.code


@pytest.mark.parametrize(
    ("van", "tot", "said"),
    [
        (TODAY, TODAY + DAY, None),
        (TODAY + 30 * DAY, TODAY + 44 * DAY, None),
        (TODAY - DAY, TODAY + DAY, "too_early"),
        (TODAY, TODAY, "ends_first"),
        (TODAY + 2 * DAY, TODAY + DAY, "ends_first"),
        (TODAY, TODAY + relativedelta(years=1) + DAY, None),
        (TODAY, TODAY + relativedelta(years=1) + 2 * DAY, "too_late"),
    ],
)
def test_a_leave_lies_between_today_and_a_year_ahead(van: date, tot: date, said: str | None) -> None:
    assert code(may_be_away(van, tot - DAY, TODAY)) == said


def test_a_refused_day_comes_with_the_one_that_can_be() -> None:
    assert may_be_away(TODAY - DAY, TODAY, TODAY) == Rejected("too_early", {"first": TODAY})
    late = may_be_away(TODAY, TODAY + 400 * DAY, TODAY)
    assert late == Rejected("too_late", {"last": TODAY + relativedelta(years=1)})


@pytest.mark.parametrize(
    ("substitute", "known", "said"),
    [
        (BRAM, [], None),
        (None, [], "gone"),
        (ANNA, [], "substitute_self"),
        (CONTROLEUR, [], "cannot_measure"),
        (functionaris("b", Rol.BEHEERDER), [], "cannot_measure"),
        (INVOERDER, [], "substitute_external"),
        (functionaris("t", Rol.TEAMLEIDER), [], None),
        (BRAM, [leave(ANNA, CARLA)], "away_already"),
        (BRAM, [leave(BRAM, CARLA)], "substitute_away"),
        (BRAM, [leave(BRAM, ANNA)], "substitute_away"),
        (BRAM, [leave(CARLA, ANNA)], "substitutes_then"),
        (BRAM, [leave(CARLA, BRAM)], None),
        (BRAM, [leave(BRAM, CARLA, TODAY - 5 * DAY, TODAY)], None),
        (BRAM, [leave(BRAM, CARLA, WEEK[1], WEEK[1] + DAY)], None),
        (BRAM, [leave(BRAM, CARLA, WEEK[1] - DAY, WEEK[1] + DAY)], "substitute_away"),
    ],
)
def test_who_may_substitute(substitute: Functionaris | None, known: list[Afwezigheid], said: str | None) -> None:
    assert code(may_substitute(ANNA, substitute, *WEEK, known)) == said


@given(
    st.lists(
        st.tuples(
            st.sampled_from([ANNA, BRAM, CARLA]),
            st.sampled_from([ANNA, BRAM, CARLA]),
            st.integers(0, 20),
            st.integers(1, 9),
        ),
        max_size=12,
    )
)
def test_on_no_day_is_a_substitute_away_or_somebody_away_twice(
    wishes: list[tuple[Functionaris, Functionaris, int, int]],
) -> None:
    """Whatever is asked for in whatever order."""
    known: list[Afwezigheid] = []
    for who, substitute, since, days in wishes:
        van, tot = TODAY + since * DAY, TODAY + (since + days) * DAY
        if may_substitute(who, substitute, van, tot, known) is None:
            known.append(leave(who, substitute, van, tot))
    for day in (TODAY + number * DAY for number in range(30)):
        now = [each for each in known if each.van <= day < each.tot]
        away = [each.functionaris for each in now]
        assert len(set(away)) == len(away)
        assert not set(away) & {each.vervanger for each in now}


@pytest.mark.parametrize(
    ("receiver", "datum", "said"),
    [
        (BRAM, TODAY, None),
        (INVOERDER, TODAY, None),
        (BRAM, TODAY + relativedelta(years=1), None),
        (None, TODAY, "gone"),
        (ANNA, TODAY, "transfer_self"),
        (CONTROLEUR, TODAY, "cannot_measure"),
        (BRAM, TODAY - DAY, "too_early"),
        (BRAM, TODAY + relativedelta(years=1) + DAY, "too_late"),
    ],
)
def test_who_may_take_clients_over(receiver: Functionaris | None, datum: date, said: str | None) -> None:
    assert code(may_transfer(ANNA.id, receiver, datum, TODAY)) == said


@pytest.mark.parametrize("status", OverdrachtStatus)
def test_a_request_waits_until_its_day_has_passed(status: OverdrachtStatus) -> None:
    asked = Overdracht("o1", "anna", "bram", "K-1", TODAY, status)
    days = [TODAY - DAY, TODAY, TODAY + DAY]
    waiting = [True, True, False] if status is OverdrachtStatus.GEVRAAGD else [False] * 3
    assert [asked.waits(day) for day in days] == waiting


@given(st.lists(st.integers(0, 50).map("K-{}".format)), st.integers(1, 7))
def test_clients_are_spread_evenly_and_none_is_forgotten(clients: list[str], among: int) -> None:
    receivers = [f"f{number}" for number in range(among)]
    given_to = spread(clients, receivers)
    assert set(given_to) == set(clients)
    sizes = Counter(given_to.values())
    assert max(sizes.values(), default=0) - min((sizes[each] for each in receivers), default=0) <= 1
