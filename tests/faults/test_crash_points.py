"""The process ends at every single step of a tap; then it starts again, and nothing is lost or done twice."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from random import Random

import pytest
from faults.inquest import examine
from faults.kills import employ, settings_for
from faults.walker import Walker
from support.botapi import BotApi
from support.oracle import Desk
from support.process import BotProcess, bot_process
from support.storage import Databases

PROLOGUE = "from faults.crashing import crash_at; crash_at(int(line))"
THOROUGH = os.environ.get("MEETLAT_HYPOTHESIS") == "thorough"
# A tap takes some twenty steps; far above that, something goes round in circles.
MOST_STEPS = 80
FEWEST_STEPS = 10
TO_THE_END = ("answer/P0/intake", "answer/uitslag/0")


@pytest.mark.parametrize(
    ("databases", "tapped"),
    [("sqlite", "answer"), ("sqlite", "record"), ("postgresql", "create")],
    indirect=["databases"],
)
async def test_a_tap_survives_the_end_of_the_process_at_every_step(
    databases: Databases, tmp_path: Path, tapped: str
) -> None:
    url = databases.empty()
    await employ(url, 1)
    async with BotApi() as api:
        with (tmp_path / "log").open("wb") as log:
            async with bot_process(settings_for(url, api), log, PROLOGUE) as bot:
                walker = Walker(api.person(1000), api.account(), Desk("km0"), Random(1), 0)
                steps = await _every_step(bot, walker, tapped)
        findings = await examine(url, [walker])
    assert findings.all == []
    assert steps >= FEWEST_STEPS


async def _every_step(bot: BotProcess, walker: Walker, tapped: str) -> int:
    await bot.start("0")
    await walker.arrive()
    stride = 1 if THOROUGH else 2 if tapped == "answer" else 5
    for last in range(1, MOST_STEPS, stride):
        await _lead_to(walker, tapped)
        await bot.stop()
        await bot.start(str(last))
        ended = asyncio.create_task(bot.ended())
        button = {"answer": "answer/P0/intake", "create": "create", "record": "record"}[tapped]
        going = asyncio.create_task(walker.take(button))
        await asyncio.wait((ended, going), return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            # Marks are noted a little later; a life that gets that far has taken every step.
            await asyncio.wait((ended,), timeout=2)
        if not ended.done():
            await asyncio.gather(going, bot.kill(waiting=False), ended)
            return last
        await bot.start("0")
        await going
        await walker.take("home", "later")
    raise AssertionError(f"a tap on {tapped} takes more than {MOST_STEPS} steps")


async def _lead_to(walker: Walker, tapped: str) -> None:
    if not walker.has("new"):
        await walker.take("home", "later")
    await walker.take("new")
    if tapped == "create":
        return
    await walker.take("create")
    if tapped == "record":
        for route in TO_THE_END:
            await walker.take(route)
