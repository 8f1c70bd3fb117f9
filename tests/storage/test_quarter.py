"""The page of the quarter, against the oracle on paper: every number is close to the exact one, or fewer than five."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from support import report_oracle as oracle
from support.histories import populations
from support.population import Population
from support.storage import Databases, opened
from support.target_oracle import target

from bot.config.flows import configured_flows
from bot.reports.days import end_of
from bot.reports.quarter import Findings, found
from flows.doelen import Doel
from flows.ladder import Groei
from flows.quarters import Quarter
from flows.reports.counts import Count
from flows.reports.publishing import SMALLEST_TOLD, TOLD_WITHIN
from storage.load import furnish

QUARTER, BEFORE, TODAY = Quarter(2026, 3), date(2026, 6, 30), date(2026, 11, 20)
TARGETS = (Doel(2, Groei.PLUS, 40), Doel(None, None, aantal=9), Doel(None, None, 40, veld="wijk", waarde="noord"))
PLAIN = configured_flows()
FLOWS = replace(PLAIN, gemeente=replace(PLAIN.gemeente, doelen=TARGETS))
VAN, TOT = date(2025, 9, 30), date(2026, 9, 30)
# What is told of a quarter was known at its end.
KNOWN = end_of(TOT)


class _UndoneError(Exception):
    """What was only tried is rolled back."""


def close(told: Count, exact: int) -> bool:
    """Whether a number may be told of so many."""
    return exact < SMALLEST_TOLD if told is None else exact >= SMALLEST_TOLD and abs(told - exact) <= TOLD_WITHIN


def check(page: Findings, population: Population) -> None:
    for group in page.groups:
        stood = oracle.caseload(population, str(group.eenheid), TOT, KNOWN)
        year = oracle.movement(population, str(group.eenheid), VAN, TOT, KNOWN)
        assert close(group.regel.op_ladder, stood["op_ladder"])
        assert close(group.regel.actueel, stood["actueel"])
        assert close(group.regel.doet_mee, sum(n for trede, n in stood["treden"].items() if int(trede) >= 3))
        assert all(close(n, stood["treden"][str(trede)]) for trede, n in group.regel.treden.items())
        assert all(close(getattr(group.regel, name), year[name]) for name in ("gestegen", "gelijk", "gedaald"))
    for report, van in ((page.year, VAN), (page.within, BEFORE)):
        moved = oracle.movement(population, "alles", van, TOT, KNOWN)
        assert all(close(getattr(report, name), moved[name]) for name in ("gestegen", "gelijk", "gedaald"))
        assert (close(report.instroom, moved["in"]), close(report.uitstroom, moved["uit"])) == (True, True)
    estimates = oracle.forecast(population, "alles", VAN, TOT, KNOWN)
    for result, exact in ((page.prognose.plus, estimates["PLUS"]), (page.prognose.nul, estimates["NUL"])):
        assert all(close(result.klassen[name], n) for name, n in exact.items())
    for kenmerk, each in page.voorwaarden.per.items():
        wanted = oracle.conditions(population, "alles", VAN, TOT, kenmerk, KNOWN)
        assert all(map(close, (each.nee_toen, each.bereikt, each.ja_toen, each.vervallen), wanted))
    for goal in page.doelen:
        assert goal.realisatie is not None
        realised = target(population, "alles", goal.doel, goal.van - timedelta(days=1), TOT, KNOWN)
        assert all(close(n, realised[name]) for name, n in asdict(goal.realisatie).items())


async def test_every_number_of_the_page_is_close_to_the_exact_one(sqlite_databases: Databases) -> None:
    drawn: list[Population] = []

    @settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
    @given(populations(most=40))
    def draw(population: Population) -> None:
        drawn.append(population)

    draw()
    async with opened(await sqlite_databases.ready()) as storage:
        for population in drawn:
            with pytest.raises(_UndoneError):
                async with storage.unit() as unit:
                    await furnish(unit.connection, population.furnishing(), "nl")
                    check(await found(unit, QUARTER, FLOWS, TODAY), population)
                    raise _UndoneError
