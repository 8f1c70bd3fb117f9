"""What was told of the end of a month is told again: nothing that is registered later changes a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.histories import LAST, UNITS, periods, populations
from support.population import Population
from support.storage import Databases, opened

from bot.config.flows import configured_flows
from bot.conversation.screen import verbatim
from bot.reports.answer import Question
from bot.reports.asking import ask
from bot.reports.days import end_of
from bot.texts.translations import words
from flows.reports import publishing
from storage.load import furnish
from storage.reports import read_unit
from storage.unit import Storage

NAMES = ("caseload", "beweging", "prognose", "voorwaarden", "partner", "vlekken", "inschaling")
EXAMPLES = {"sqlite": 12, "postgresql": 6}


class _UndoneError(Exception):
    """What was only tried is rolled back."""


async def told(storage: Storage, population: Population, question: Question) -> list[Any]:
    """Every report that somebody outside the team gets about a municipality, in numbers."""
    found: list[Any] = []
    with pytest.raises(_UndoneError):
        async with storage.unit() as unit:
            await furnish(unit.connection, population.furnishing(), "nl")
            for name in NAMES:
                answer = await ask(unit, name, question, configured_flows(None), words("nl"), LAST, "groei")
                found.append((name, answer.shape, answer.rows))
            raise _UndoneError
    return found


async def test_what_is_registered_later_changes_nothing_that_was_told(
    databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every number is told here, however few the clients, so that no change can hide."""
    monkeypatch.setattr(publishing, "_told", lambda n: None if n is None else int(n))
    drawn: list[tuple[Population, Question]] = []

    @settings(
        max_examples=EXAMPLES[databases.kind],
        suppress_health_check=list(HealthCheck),
        deadline=None,
        derandomize=True,
    )
    @given(populations(), st.sampled_from(UNITS), periods, st.booleans())
    def draw(population: Population, text: str, period: tuple[date, date], of_a_day: bool) -> None:
        unit, (van, tot) = read_unit(text), period
        assert unit is not None
        drawn.append((population, Question(unit, verbatim("X"), tot, tot if of_a_day else van, masked=True)))

    draw()
    late = 0
    async with opened(await databases.ready()) as storage:
        for population, question in drawn:
            by_then = [each for each in population.versions if each.geregistreerd <= end_of(question.tot)]
            late += len(population.versions) - len(by_then)
            before = await told(storage, replace(population, versions=by_then), question)
            assert await told(storage, population, question) == before
    assert late
