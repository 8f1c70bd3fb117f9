"""The oracle that judges the reports counts what counts, as known when it was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from support import report_oracle as oracle
from support.builders import meetmoment, meting
from support.population import Assignment, Population, morning

from flows.meetmoment import Actie, Meetmoment, Status

DAY, LATER, TODAY = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
FIRST = meetmoment(meting=meting(2, datum=DAY), door="A", geregistreerd=morning(DAY))


def population(*versions: Meetmoment) -> Population:
    kept = [Assignment("K-1", "A", DAY, LATER), Assignment("K-1", "B", LATER)]
    return Population({"A": "t1", "B": "t2"}, {"K-1": "0344"}, {"K-1": DAY}, kept, versions)


def second(positie: int, status: Status = Status.DEFINITIEF, actie: Actie = Actie.CORRECTIE) -> Meetmoment:
    changed = replace(FIRST, versie=2, geregistreerd=morning(LATER), status=status, actie=actie)
    return replace(changed, meting=meting(positie, datum=DAY))


@pytest.mark.parametrize("status", [Status.CONCEPT, Status.TE_CONTROLEREN, Status.TERUGGEGEVEN])
def test_what_is_not_definitive_does_not_count(status: Status) -> None:
    assert oracle.state(population(replace(FIRST, status=status)), "K-1", TODAY) is None
    assert oracle.state(population(FIRST, second(4, status)), "K-1", TODAY) == 2
    assert oracle.state(population(FIRST, second(4, status, Actie.INTREKKING)), "K-1", TODAY) == 2


def test_a_correction_and_a_withdrawal_count_once_they_are_definitive() -> None:
    assert oracle.state(population(FIRST, second(4)), "K-1", TODAY) == 4
    assert oracle.state(population(FIRST, second(2, actie=Actie.INTREKKING)), "K-1", TODAY) is None
    agreed = replace(second(4), versie=3)
    assert oracle.state(population(FIRST, second(4, Status.TE_CONTROLEREN), agreed), "K-1", TODAY) == 4


def test_a_report_is_repeated_as_it_was_known() -> None:
    corrected = population(FIRST, second(4))
    before = morning(LATER) - timedelta(seconds=1)
    assert oracle.state(corrected, "K-1", TODAY, before) == 2
    assert oracle.state(corrected, "K-1", TODAY, morning(LATER)) == 4
    assert oracle.state(corrected, "K-1", DAY - timedelta(days=1)) is None
    assert oracle.state(corrected, "K-1", TODAY, morning(DAY) - timedelta(seconds=1)) is None


def test_codes_0_and_9_are_not_on_the_ladder_and_the_last_day_decides() -> None:
    left = meetmoment("m2", meting=meting(9, None, datum=LATER), geregistreerd=morning(LATER))
    assert oracle.state(population(FIRST, left), "K-1", TODAY) is None
    assert oracle.position(population(left, FIRST), "K-1", TODAY) == 9
    assert oracle.state(population(FIRST, left), "K-1", LATER - timedelta(days=1)) == 2


def test_a_client_belongs_to_whoever_has_it_on_the_day() -> None:
    whole = population(FIRST)
    before = LATER - timedelta(days=1)
    units = ("functionaris:A", "team:t1", "functionaris:B", "team:t2", "alles", "gemeente:0344", "gemeente:0355")
    assert [len(whole.unit(unit, before)) for unit in units] == [1, 1, 0, 0, 1, 1, 0]
    assert [len(whole.unit(unit, LATER)) for unit in units] == [0, 0, 1, 1, 1, 1, 0]
    assert [len(whole.unit(unit, DAY - timedelta(days=1))) for unit in units[:4]] == [0, 0, 0, 0]
