"""The engine of the page says what the engine of the server says, of every flow and whatever somebody does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from random import Random

import pytest
import pytest_asyncio
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.async_api import Page
from support.browser import launch
from support.builders import shipped
from support.random_flows import random_flow
from support.vignettes import VIGNETTES, known_of, vignettes
from support.walks import SOURCE, Walk, differences, on_page, play, walk
from web import agreement

from flows.engine import current
from flows.gemeente import Options
from flows.portable import ENGINE

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPTIONS = Options()
MOST_BYTES = 12_000
BROKEN = {
    "a part of a condition": ("condition.any.some", "condition.any.every"),
    "what no longer applies": ("holds(step.when, kept) && openTo", "openTo"),
    "the most screens": ('?? most[""] ?? 0', "?? 0"),
    "what was given": ("step && step !== id", "step"),
    "the day of a code": ("day < tot", "day <= tot"),
    "the end of a month": ("Math.min(date, last)", "date"),
    "the nearest trede": ("further === fewest", "true"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page() -> AsyncIterator[Page]:
    """A page with nothing on it."""
    async with launch() as browser:
        yield await browser.new_page()


async def test_the_engine_is_small_and_both_have_one_number() -> None:
    source = SOURCE.read_bytes()
    assert len(source) <= MOST_BYTES
    assert f"export const ENGINE = {ENGINE};" in source.decode()


async def test_every_vignette_and_border_case_gets_its_trede(page: Page) -> None:
    flow = shipped()
    rows = [*vignettes(), *vignettes(VIGNETTES.with_name("grensgevallen.csv"))]
    walks = []
    for row in rows:
        known, answers = known_of(row), play(flow, {}, [], OPTIONS)
        while (step := current(flow, answers.states[-1]["answers"])) is not None and step.id != "uitslag":
            answers = play(flow, {}, [*answers.actions, ["answer", step.id, known[step.id]]], OPTIONS)
        walks.append(answers)
    said = await on_page(page, walks, OPTIONS)
    assert [states[-1]["outcome"] for states in said] == [row["expected_trede"] for row in rows]
    assert differences(walks, said) == []
    assert len(rows) > 100


def drawn(chance: Random) -> list[Walk]:
    """A few ways through a flow that nobody wrote, and through the one that is shipped."""
    flow = random_flow(chance)
    last = walk(flow, chance, OPTIONS).states[-1]["answers"]
    return [
        walk(flow, chance, OPTIONS),
        walk(flow, chance, OPTIONS, earlier=last),
        walk(shipped(), chance, OPTIONS),
    ]


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
async def test_both_engines_agree_after_every_step(page: Page, chance: Random) -> None:
    walks = drawn(chance)
    assert differences(walks, await on_page(page, walks, OPTIONS)) == []


async def test_the_long_proof_finds_nothing_in_a_short_run() -> None:
    report = await agreement.run(20, seed=7)
    assert report.wrong == []
    assert report.states > 200
    assert report.flows > 2


async def test_an_engine_that_means_something_else_is_noticed(page: Page) -> None:
    chance = Random(1)
    walks = [each for _ in range(20) for each in drawn(chance)]
    source = SOURCE.read_text(encoding="utf-8")
    agreed = []
    for what, (right, wrong) in BROKEN.items():
        assert source.count(right) == 1, what
        broken = source.replace(right, wrong)
        if not differences(walks, await on_page(page, walks, OPTIONS, broken)):
            agreed.append(what)
    assert agreed == []
