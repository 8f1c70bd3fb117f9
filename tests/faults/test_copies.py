"""Screens that came twice, taps on any of them, and a bot that is killed; ``copies.py`` does it as long as wished."""

from __future__ import annotations

from pathlib import Path
from random import Random, SystemRandom

import pytest
from channels.steps import OLD_BUTTON
from faults import copies
from faults.copies import DELIVERIES, bots
from faults.kills import TOKEN, employ
from support.botapi import BotApi, Faults
from support.botapi.methods import METHODS
from support.running import data_of, live, until
from support.storage import Databases

ROUNDS = 12


@pytest.mark.parametrize("delivery", DELIVERIES)
async def test_whichever_copy_is_tapped_the_newest_counts_and_what_is_not_taken_is_told(
    delivery: str, databases: Databases, tmp_path: Path
) -> None:
    seed = SystemRandom().randrange(10**6)
    found = await copies.run(databases.empty(), ROUNDS, seed, tmp_path / "log", delivery)
    print(found)
    assert found.untold == [], f"seed {seed}"


@pytest.mark.parametrize("delivery", DELIVERIES)
async def test_the_upper_one_of_two_copies_never_becomes_live(
    delivery: str, databases: Databases, tmp_path: Path
) -> None:
    """The answer to one message is lost, so that it comes twice; then the bot is killed."""
    url = databases.empty()
    await employ(url, 1)
    async with BotApi({TOKEN}) as api:
        anna = api.person(1000)
        with (tmp_path / "log").open("wb") as log:
            async with bots(1, url, api, delivery, log) as (bot,):
                await bot.start()
                api.faults = Faults(Random(1), lost=1.0, spared=frozenset(METHODS) - {"sendMessage"})
                await anna.send("/start")
                await api.called("sendMessage")
                api.faults = None
                await until(lambda: len([m for m in anna.chat if m.markup]) == 2, "two copies")
                upper, lower = (m for m in anna.chat if m.markup)
                await bot.kill()
                await bot.start()
                await anna.tap_data(upper.id, data_of(upper, "Nieuwe meting"))
                await until(lambda: "Voor wie is de meting?" in live(anna).message.text, "the question, below both")
                assert live(anna).message.id >= lower.id
                await anna.tap_data(lower.id, data_of(lower, "Instellingen"))
                await until(lambda: any(OLD_BUTTON in toast for toast in anna.toasts), "a word about the other choice")
                await until(lambda: "Voor wie is de meting?" in live(anna).message.text, "still the question")
                await anna.settled()
                await bot.stop()
