"""Every report over random histories is what the oracle works out client by client, and its sums hold."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, timedelta
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import report_oracle as oracle
from support.histories import UNITS, days, known_on, periods, populations
from support.population import Population
from support.report_rows import groups, overgangen, regels, verlopen, vervolgen, wissels
from support.target_oracle import target, verdict

from flows.doelen import Doel
from flows.ladder import TREDEN, Groei
from flows.planning import add_months
from flows.reports.caseload import Caseload, caseload
from flows.reports.conditions import conditions
from flows.reports.equations import unbalanced
from flows.reports.forecast import forecast
from flows.reports.groups import group_line
from flows.reports.lists import Lijst, belongs
from flows.reports.movement import movement
from flows.reports.placing import placing
from flows.reports.shape import caseload_shape, forecast_shape, movement_shape
from flows.reports.targets import judge, realise, way


class Asked(NamedTuple):
    """What somebody may ask about a period, as every helper takes it."""

    population: Population
    unit: str
    van: date
    tot: date
    known_on: datetime | None


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """About any unit and any two dates, as known on any moment."""
    van, tot = draw(periods)
    return Asked(draw(populations()), draw(st.sampled_from(UNITS)), van, tot, draw(known_on))


def n(count: int | None) -> int:
    assert count is not None
    return count


@given(populations(), st.sampled_from(UNITS), days, known_on)
def test_a_day(population: Population, unit: str, day: date, known: datetime | None) -> None:
    found = caseload(groups(population, unit, day, known))
    assert caseload_shape(found, day, unit) == oracle.caseload(population, unit, day, known)
    assert (placing(found).geplaatst, placing(found).in_beeld) == oracle.placing(population, unit, day, known)
    check_group(found, population, unit, day, known)
    assert unbalanced(found) == []


def check_group(found: Caseload, population: Population, unit: str, day: date, known: datetime | None) -> None:
    year_ago = add_months(day, -12)
    told = group_line(found, movement(overgangen(population, unit, year_ago, day, known)))
    stood, moved = (
        oracle.caseload(population, unit, day, known),
        oracle.movement(population, unit, year_ago, day, known),
    )
    assert told.doet_mee == sum(n for trede, n in stood["treden"].items() if int(trede) >= 3)
    assert (told.op_ladder, told.actueel) == (stood["op_ladder"], stood["actueel"])
    assert {str(trede): n for trede, n in told.treden.items()} == stood["treden"]
    assert [told.gestegen, told.gelijk, told.gedaald] == [moved[name] for name in ("gestegen", "gelijk", "gedaald")]


@pytest.mark.wens("RA27")
@given(questions())
def test_a_period(asked: Asked) -> None:
    check_movement(asked)
    check_forecast(asked)
    check_targets(asked)
    check_conditions(asked)
    check_lists(asked)


def check_movement(asked: Asked) -> None:
    found = movement(overgangen(*asked))
    assert movement_shape(found, asked.van, asked.tot) == oracle.movement(*asked)
    assert (found.overgekomen, found.overgedragen) == oracle.transfers(*asked)
    assert unbalanced(found) == []


def check_forecast(asked: Asked) -> None:
    rows = list(verlopen(*asked))
    found = forecast(rows)
    assert forecast_shape(found) == oracle.forecast(*asked)
    assert unbalanced(found) == []
    for groei, side in ((Groei.PLUS, found.plus), (Groei.NUL, found.nul)):
        wanted = oracle.expected(asked.population, asked.unit, asked.van, asked.tot, groei, asked.known_on)
        assert (side.met_verwachting, side.verwachting_gehaald) == wanted


def check_targets(asked: Asked) -> None:
    population, unit, van, tot, known = asked
    rows = list(vervolgen(*asked))
    for trede, groei in product((None, *TREDEN[:-1]), (None, *Groei)):
        doel = Doel(trede, groei, procent=40)
        wanted = target(population, unit, doel, van, tot, known)
        dagen, realised = wanted.pop("dagen"), realise(doel, rows)
        assert asdict(realised) == wanted
        assert unbalanced(realised) == []
        for ended in (True, False):
            assert judge(doel, realised, ended=ended) == verdict(doel, wanted, ended=ended)
        begin = van + timedelta(days=1)
        for day, n in way(doel, rows, (begin, tot), tot).gestegen.items() if begin < tot else ():
            assert n == sum(each <= day for each in dagen)


def check_conditions(asked: Asked) -> None:
    found = conditions(wissels(*asked))
    assert unbalanced(found) == []
    assert bool(found.per) == bool(asked.population.unit(asked.unit, asked.tot))
    for kenmerk, each in found.per.items():
        wanted = oracle.conditions(asked.population, asked.unit, asked.van, asked.tot, kenmerk, asked.known_on)
        assert (each.nee_toen, each.bereikt, each.ja_toen, each.vervallen) == wanted


def check_lists(asked: Asked) -> None:
    lines = list(regels(*asked))
    found = {each.value: {line.client for line in lines if belongs(each, line, asked.tot)} for each in Lijst}
    assert found == oracle.listed(*asked)


@given(populations(), periods, known_on)
def test_the_movement_of_a_gemeente_balances(
    population: Population, period: tuple[date, date], known: datetime | None
) -> None:
    found = movement(overgangen(population, "gemeente:0344", *period, known))
    then, now = (caseload(groups(population, "gemeente:0344", day, known)) for day in period)
    for t in TREDEN:
        left, right = found.herkomst[t], found.bestemming[t]
        arrived = sum(n(found.herkomst[t].van[s]) for s in TREDEN if s != t)
        assert n(now.treden[t]) == n(then.treden[t]) - n(right.samen) + n(left.instroom) + arrived
        assert left.van == {s: found.bestemming[s].naar[t] for s in TREDEN if s != t}
        assert n(left.samen) == n(now.treden[t])
        assert n(right.samen) == n(then.treden[t]) - n(left.gebleven)
    assert n(now.op_ladder) == n(then.op_ladder) + n(found.instroom) - n(found.uitstroom)
    assert n(found.gestegen) + n(found.gelijk) + n(found.gedaald) == n(now.op_ladder) - n(found.instroom)
    assert (found.overgekomen, found.overgedragen) == (0, 0)
