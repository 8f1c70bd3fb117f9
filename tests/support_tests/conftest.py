"""A stand-in, a bot that talks to it and somebody who wrote to that bot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from support.botapi import BotApi, Person
from support.botapi.client import bot_at
from telegram import Bot


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi({"123:TEST"}) as api:
        yield api


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with bot_at(api) as bot:
        yield bot


@pytest.fixture
async def alice(api: BotApi) -> Person:
    alice = api.person(42)
    await alice.send("/start")
    return alice
