"""The worked example of the domain, to the last number; and the oracle that other tests lean on agrees with it."""

from __future__ import annotations

from datetime import date

import pytest
from support import report_oracle as oracle
from support.report_rows import groups, overgangen, regels, verlopen
from support.worked_example import BEWEGING, CASELOAD, CODE, EXAMPLE, PARTNERS, PROGNOSE, T0, T1, TREDEN_T0

from flows.reports.caseload import Caseload, Groeiklasse, Group, Instrumentklasse, caseload
from flows.reports.counts import percent
from flows.reports.equations import unbalanced
from flows.reports.forecast import Prognoseklasse, forecast
from flows.reports.lists import Lijst, belongs
from flows.reports.movement import Beweging, movement
from flows.reports.placing import placing
from flows.reports.shape import caseload_shape, forecast_shape, movement_shape

A, B = "functionaris:A", "functionaris:B"


def of(unit: str, day: date = T1) -> Caseload:
    return caseload(groups(EXAMPLE, unit, day))


def moved(unit: str = "alles") -> Beweging:
    return movement(overgangen(EXAMPLE, unit, T0, T1))


@pytest.mark.parametrize("unit", CASELOAD)
def test_the_caseload(unit: str) -> None:
    assert caseload_shape(of(unit), T1, unit) == CASELOAD[unit]
    assert oracle.caseload(EXAMPLE, unit, T1) == CASELOAD[unit]


@pytest.mark.parametrize("unit", ["gemeente:0344", "team:t1"])
def test_one_gemeente_with_one_team_is_everybody(unit: str) -> None:
    assert of(unit) == of("alles")


def test_the_caseload_a_year_before() -> None:
    found = caseload_shape(of("alles", T0), T0, "alles")
    assert (found["op_ladder"], found["treden"]) == (11, TREDEN_T0)
    assert found == oracle.caseload(EXAMPLE, "alles", T0)


def test_the_movement() -> None:
    assert movement_shape(moved(), T0, T1) == BEWEGING
    assert oracle.movement(EXAMPLE, "alles", T0, T1) == BEWEGING
    assert (moved().op_ladder_toen, moved().op_ladder_nu) == (11, 11)
    assert unbalanced(moved()) == []


@pytest.mark.parametrize("unit", [A, B])
def test_the_movement_of_one_klantmanager(unit: str) -> None:
    assert movement_shape(moved(unit), T0, T1) == oracle.movement(EXAMPLE, unit, T0, T1)
    assert (moved(unit).overgekomen, moved(unit).overgedragen) == (0, 0)


def test_the_bars_of_the_movement_are_as_long_as_the_domain_says() -> None:
    found = moved()
    assert [found.herkomst[trede].samen for trede in (6, 5, 4, 3, 2, 1)] == [1, 1, 2, 3, 1, 3]
    assert [found.bestemming[trede].samen for trede in (6, 5, 4, 3, 2, 1)] == [1, 1, 0, 1, 2, 3]


def test_the_forecast_check() -> None:
    found = forecast(verlopen(EXAMPLE, "alles", T0, T1))
    assert forecast_shape(found) == PROGNOSE
    assert oracle.forecast(EXAMPLE, "alles", T0, T1) == PROGNOSE
    came_true, unexpected = (each.klassen[Prognoseklasse.UITGEKOMEN] for each in (found.plus, found.nul))
    assert (came_true, found.plus.beoordeeld, percent(came_true, found.plus.beoordeeld)) == (5, 6, 83)
    assert (unexpected, found.nul.beoordeeld) == (0, 2)


def test_the_contractpartners() -> None:
    found = oracle.effect(EXAMPLE, "alles", T0, T1, lambda placement: placement.partner)
    assert {
        name: {key: n for key, n in each.items() if n and key != "plaatsingen"} for name, each in found.items()
    } == PARTNERS


def test_the_first_placing() -> None:
    assert (placing(of("alles")).geplaatst, placing(of("alles")).in_beeld) == (11, 12)
    assert oracle.placing(EXAMPLE, "alles", T1) == (11, 12)


def test_the_lists_behind_the_numbers() -> None:
    found = {each: {r.client for r in regels(EXAMPLE, "alles", T0, T1) if belongs(each, r, T1)} for each in Lijst}
    assert found == {
        Lijst.GEDAALD: {CODE["c05"]},
        Lijst.VERLOPEN: {CODE["c09"]},
        "witte_vlek": set(),
        "nooit_gemeten": set(),
    }


def test_what_klantmanager_a_says_about_trede_3() -> None:
    """Of twenty clients fifteen can grow; four of the others are exempt; twelve get an instrument."""
    found = caseload(
        [
            Group(3, "PLUS", "nee", "nee", "ja", "a", True, 12),
            Group(3, "PLUS", "nee", "ja", "nee", "a", True, 3),
            Group(3, "NUL", "nee", "ja", "nee", "a", True, 1),
            Group(3, "NUL", "ja", "nee", "nee", "b", True, 4),
        ]
    )
    groei, instrument = found.groei.per_trede[3], found.instrument.per_trede[3]
    assert [groei[each] for each in Groeiklasse] == [15, 1, 4]
    assert percent(groei[Groeiklasse.MET], found.treden[3]) == 75
    shown = (Instrumentklasse.INZET, Instrumentklasse.LOPEND, Instrumentklasse.GEEN)
    assert [instrument[each] for each in shown] == [12, 4, 4]
    assert percent(instrument[Instrumentklasse.INZET], found.treden[3]) == 60
