"""A bot under measurement, its own stand-in for Telegram, and the people in front of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from bench.people import Someone
from bench.subject import Subject, subject
from support.botapi import BotApi
from support.ports import free_port

TOKEN: Final = "123:TEST"
BOT: Final = "bench.meetlat_bot"
AT_ONCE = 50
# How far away the Bot API is where nothing else is said.
BOT_API_SECONDS = 0.08
# Taps a second that come whatever else is going on.
RATE = 20.0
UNPACED: Mapping[str, str] = {
    "MEETLAT_MESSAGES_PER_SECOND": "1000000",
    "MEETLAT_MESSAGES_PER_CHAT": "1000000",
    "MEETLAT_LOG_LEVEL": "warning",
    "MEETLAT_SECRET": "measure" * 5,
}


@dataclass(slots=True)
class Scene:
    """Everything around one bot."""

    api: BotApi
    bot: Subject
    people: list[Someone]

    async def begin(self) -> None:
        """Bring everybody to where they can tap, not all at the same moment."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(who: Someone) -> None:
            async with gate:
                await who.begin()

        await asyncio.gather(*(one(who) for who in self.people))

    async def at_rate(self, rate: float, seconds: float, latency: float) -> list[float]:
        """Taps that come when they come, however long the answers take: how long each took, in ms."""
        self.api.calls.clear()
        self.api.latency = latency
        began = time.monotonic()
        tasks = []
        for number in range(int(rate * seconds)):
            due = began + number / rate
            await asyncio.sleep(due - time.monotonic())
            tasks.append(asyncio.create_task(self.people[number % len(self.people)].tap(due)))
        took = await asyncio.gather(*tasks)
        self.api.latency = 0.0
        return [seconds * 1000 for seconds in took]


@asynccontextmanager
async def scene(module: str, kind: type[Someone], people: int, settings: Mapping[str, str]) -> AsyncIterator[Scene]:
    """Start a bot and put people in front of it."""
    async with BotApi({TOKEN}) as api, subject(module, {**telegram(api), **settings}) as bot:
        yield Scene(api, bot, [kind(api, number) for number in range(people)])


def telegram(api: BotApi) -> dict[str, str]:
    """Settings that let a bot talk to a stand-in, as fast as it likes."""
    where = {"MEETLAT_TELEGRAM_TOKEN": TOKEN, "MEETLAT_TELEGRAM_BASE_URL": api.base_url, "MEETLAT_PORT": "0"}
    return {**UNPACED, **where}


def delivered() -> dict[str, str]:
    """Settings for a webhook on a port that is free now."""
    port = free_port()
    url = {"MEETLAT_PUBLIC_URL": f"http://127.0.0.1:{port}", "MEETLAT_PORT": str(port)}
    return {**url, "MEETLAT_WEBHOOK_SECRET": "measured"}
