"""Misfortune, as PTB sees it and as the chat shows it."""

from __future__ import annotations

import asyncio
from random import Random

import pytest
from support.botapi import BotApi, Faults, Person
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError


async def test_a_flood_limit_asks_for_a_pause(api: BotApi, bot: Bot, alice: Person) -> None:
    api.faults = Faults(Random(1), rate_limited=1.0, retry_after=(4, 4))
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(42, "x")
    assert "4" in str(caught.value)
    assert [message.text for message in alice.chat] == ["/start"]


@pytest.mark.parametrize(
    ("fault", "kind", "happened"),
    [
        ("reset", NetworkError, False),
        ("lost", NetworkError, True),
        ("empty", TelegramError, True),
        ("server_error", NetworkError, False),
        ("html", NetworkError, False),
        ("blocked", Forbidden, False),
        ("chat_not_found", BadRequest, False),
        ("migrated", TelegramError, False),
    ],
)
async def test_a_fault_shows_as_it_would_with_telegram(
    api: BotApi, bot: Bot, alice: Person, fault: str, kind: type[TelegramError], happened: bool
) -> None:
    api.faults = Faults(Random(1))
    setattr(api.faults, fault, 1.0)
    with pytest.raises(kind):
        await bot.send_message(42, "bericht")
    assert ("bericht" in [message.text for message in alice.chat]) is happened


async def test_faults_come_as_often_as_asked_and_the_same_for_one_seed(alice: Person) -> None:
    def drawn(seed: int) -> list[str]:
        faults = Faults(Random(seed), rate_limited=0.1, lost=0.1, too_old=0.1)
        return [faults.draw("sendMessage", {"chat_id": 42}) for _ in range(2000)]

    assert drawn(3) == drawn(3) != drawn(4)
    assert {name: 150 < drawn(3).count(name) < 250 for name in ("rate_limited", "lost")} == {
        "rate_limited": True,
        "lost": True,
    }
    assert drawn(3).count("too_old") == 0


async def test_latency_and_slowness_take_their_time(api: BotApi, bot: Bot, alice: Person) -> None:
    api.latency = 0.05
    api.faults = Faults(Random(1), slow=1.0, slow_seconds=(0.05, 0.05))
    before = asyncio.get_running_loop().time()
    await bot.send_message(42, "x")
    assert asyncio.get_running_loop().time() - before >= 0.1
