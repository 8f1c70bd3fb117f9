"""Who may be away, and who may stand in: every refusal has a reason, and nobody is in a circle."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from support.builders import TODAY, functionaris

from flows.absence import Afwezigheid, may_be_away, may_substitute
from flows.people import Functionaris, Rol
from flows.values import Rejected

DAY = timedelta(days=1)
ANNA, BRAM, CARLA = (functionaris(name) for name in ("anna", "bram", "carla"))
INVOERDER, CONTROLEUR = functionaris("ine", Rol.INVOERDER), functionaris("con", Rol.CONTROLEUR)
WEEK = (TODAY, TODAY + 7 * DAY)


def away_with(who: Functionaris, substitute: Functionaris, van: date = WEEK[0], tot: date = WEEK[1]) -> Afwezigheid:
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
def test_an_absence_lies_between_today_and_a_year_ahead(van: date, tot: date, said: str | None) -> None:
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
        (BRAM, [away_with(ANNA, CARLA)], "away_already"),
        (BRAM, [away_with(BRAM, CARLA)], "substitute_away"),
        (BRAM, [away_with(BRAM, ANNA)], "substitute_away"),
        (BRAM, [away_with(CARLA, ANNA)], "substitutes_then"),
        (BRAM, [away_with(CARLA, BRAM)], None),
        (BRAM, [away_with(BRAM, CARLA, TODAY - 5 * DAY, TODAY)], None),
        (BRAM, [away_with(BRAM, CARLA, WEEK[1], WEEK[1] + DAY)], None),
        (BRAM, [away_with(BRAM, CARLA, WEEK[1] - DAY, WEEK[1] + DAY)], "substitute_away"),
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
            known.append(away_with(who, substitute, van, tot))
    for day in (TODAY + number * DAY for number in range(30)):
        now = [each for each in known if each.van <= day < each.tot]
        away = [each.functionaris for each in now]
        assert len(set(away)) == len(away)
        assert not set(away) & {each.vervanger for each in now}
