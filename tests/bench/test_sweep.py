"""What is measured of the sweep is the sweep, and the bare SQL beside it does the same."""

from __future__ import annotations

from contextlib import aclosing

import pytest
from bench.sizes import QUICK
from bench.sweep import CLOCK, measured
from bench.town import SHARE, PostgresTown, SqliteTown, Town
from support.storage import Databases, opened

from bot.delivery.clock import own
from bot.reminders.sweep import Sweep

CLIENTS = 1_200


@pytest.mark.wens("RD64")
async def test_the_bare_sql_leaves_what_the_sweep_leaves(databases: Databases) -> None:
    url = databases.empty()
    town: Town = PostgresTown(url) if databases.kind == "postgresql" else SqliteTown(url)
    async with aclosing(town):
        await compared(town)


async def compared(town: Town) -> None:
    await town.fill(CLIENTS)
    assert await town.find() == CLIENTS // SHARE
    async with opened(town.url) as storage:
        await Sweep(storage, own(CLOCK)).once()
    outcome = await town.outcome()
    assert {row[1][:2] for row in outcome.told} == {"km", "tl"}, "klantmanagers hear it, and team leads"
    await town.undo(outcome)
    await town.repeat(outcome)
    again = await town.outcome()
    assert (sorted(again.told, key=repr), sorted(again.following)) == (
        sorted(outcome.told, key=repr),
        sorted(outcome.following),
    )
    await town.undo(outcome)
    times = await measured(town, CLIENTS // SHARE, QUICK)
    assert min(*times.found, *times.bare_found, *times.swept, *times.bare_swept, *times.idle) > 0
