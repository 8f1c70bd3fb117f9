"""The real bot as a process of its own, that can be killed at any moment and is soon back.

Importing everything takes most of a start. One process does that once, and every life of the bot is a
fork of it that runs ``meetlat run``: its own memory, its own connections, its own process to kill.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0

_NURSERY = """
import gc, os, sys
from bot.__main__ import app
import bot.app, bot.cli.running, bot.tg.channel
from storage.database import make_engine
make_engine(os.environ["MEETLAT_DATABASE_URL"])
gc.freeze()
print("prepared", flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        exec(os.environ["PROLOGUE"])
        app(["run"], prog_name="meetlat")
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


class BotProcess:
    """Lives of one bot, one after another."""

    def __init__(self, nursery: subprocess.Popen[bytes]) -> None:
        """Let the lives be forks of ``nursery``."""
        self._nursery = nursery
        self._pid = 0
        self.lives = 0

    async def prepared(self) -> None:
        """Wait until lives can begin."""
        await self._line()

    async def start(self, word: str = "") -> None:
        """Begin a life; returns once it says at which address it answers. ``word`` is for the prologue."""
        assert self._nursery.stdin is not None
        self._nursery.stdin.write(f"{word}\n".encode())
        self._nursery.stdin.flush()
        said = [await self._line(), await self._line()]
        self._pid = next(int(line) for line in said if line.isdigit())
        self.lives += 1

    async def kill(self, *, waiting: bool = True) -> None:
        """End the life as a power cut does; without ``waiting`` somebody else waits for its end."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        if waiting:
            await self.ended()

    async def stop(self) -> None:
        """Ask the life to end, as a new version does."""
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGTERM)
        await self.ended()

    async def ended(self) -> None:
        """Wait until the life ends by itself."""
        while await self._line() != "ended":
            pass

    async def _line(self) -> str:
        assert self._nursery.stdout is not None
        async with asyncio.timeout(PATIENCE):
            line = await asyncio.to_thread(self._nursery.stdout.readline)
        if not line:
            raise RuntimeError("the bot could not be started; its log says why")
        return line.decode().strip()


@asynccontextmanager
async def bot_process(settings: Mapping[str, str], log: IO[bytes], prologue: str = "") -> AsyncIterator[BotProcess]:
    """Prepare lives with these settings (``MEETLAT_…``); they write their log lines to ``log``.

    ``prologue`` is run at the beginning of each life, with the ``line`` that began it.
    """
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT / "tests"), **settings}
    environment["PROLOGUE"] = prologue
    with subprocess.Popen(  # noqa: ASYNC220  # it only begins here, once
        [sys.executable, "-c", _NURSERY],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        start_new_session=True,
    ) as nursery:
        try:
            process = BotProcess(nursery)
            await process.prepared()
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(nursery.pid, signal.SIGKILL)
