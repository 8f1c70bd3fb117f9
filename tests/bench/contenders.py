"""The bots that are compared, each in a process of its own with a simulator of its own."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.scene import TOKEN, UNPACED
from bench.simulator import Player, Simulator
from bench.subject import ROOT, Subject, subject

# The bot notes what arrived twice a second; that belongs to the taps before it.
AFTERMATH = 0.6
BOT, ECHO, AIOGRAM = "bench.meetlat_bot", "bench.echo_bot", "bench.aiogram_bot"
# Its packages do not go together with those of Meetlat; `make bench` installs them there.
AIOGRAM_PYTHON = ROOT / ".venv" / "aiogram" / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Round:
    """What a round took: CPU of the bot per update in µs, updates per second, and how much that was."""

    cpu: float
    rate: float
    updates: int
    calls: int


@dataclass(slots=True)
class Contender:
    """A bot that runs, and what it talks to."""

    simulator: Simulator
    bot: Subject

    async def round(self, players: Sequence[Player], times: int = 1) -> Round:
        """Everybody plays so many rounds, side by side; CPU until the bot has come to rest."""
        simulator = self.simulator
        updates, calls, before = simulator.updates, simulator.calls.total(), await self.bot.read()
        began = time.perf_counter()
        for _ in range(times):
            await simulator.play(players)
        took = time.perf_counter() - began
        await asyncio.sleep(AFTERMATH)
        cpu = (await self.bot.read()).cpu - before.cpu
        updates = simulator.updates - updates
        return Round(cpu / updates * 1e6, updates / took, updates, simulator.calls.total() - calls)


@asynccontextmanager
async def contender(module: str, settings: Mapping[str, str]) -> AsyncIterator[Contender]:
    """Start a bot on one core, with a simulator that it is told of."""
    python = AIOGRAM_PYTHON if module == AIOGRAM else Path(sys.executable)
    async with Simulator() as simulator:
        where = {"MEETLAT_TELEGRAM_TOKEN": TOKEN, "MEETLAT_TELEGRAM_BASE_URL": simulator.base_url}
        async with subject(module, {**UNPACED, **where, "MEETLAT_PORT": "0", **settings}, str(python)) as bot:
            bot.keep_to_one_core()
            yield Contender(simulator, bot)
