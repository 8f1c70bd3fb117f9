"""The real bot as a process of its own, that can be killed at any moment and is soon back.

Importing everything takes most of a start. One process does that once for all tests; every bot is a fork of it, every
replica a fork of that one, and every life of a replica another, which runs ``meetlat run``: its own memory, connections
and process to kill.
"""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
ADDRESS = re.compile(r"http://\S+/")

_NURSERY = """
import ctypes, gc, json, os, signal, socket, sys

def end_with_the_parent():
    ctypes.CDLL(None).prctl(1, 9)

def family(order, ends):
    # A bot of its own: what it was started with, its log, and pipes to each replica.
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    end_with_the_parent()
    os.environ.clear()
    os.environ.update(order["settings"])
    log, told, *ends = ends
    os.dup2(log, 2)
    os.write(told, b"%d" % os.getpid())
    os.close(told)
    make_engine(os.environ["MEETLAT_DATABASE_URL"])
    gc.freeze()
    pipes = list(zip(ends[::2], ends[1::2]))
    replica = next((number for number in range(len(pipes)) if os.fork() == 0), None)
    if replica is None:
        for _ in pipes:
            os.wait()
        os._exit(0)
    end_with_the_parent()
    for number in (0, 1):
        os.dup2(pipes[replica][number], number)
    print("prepared", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            end_with_the_parent()
            # In one piece, and before anything else that this life says.
            os.write(1, b"%d\\n" % os.getpid())
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            exec(order["prologue"], {"line": line})
            app(["run"], prog_name="meetlat")
        os.waitpid(child, 0)
        print("ended", flush=True)
    os._exit(0)

end_with_the_parent()
from bot.__main__ import app
import bot.app, bot.cli.running, bot.tg.channel
from storage.engine.database import make_engine
gc.freeze()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
orders = socket.socket(fileno=0)
while True:
    order, ends, *_ = socket.recv_fds(orders, 65536, 64)
    if not order:
        break
    if os.fork() == 0:
        family(json.loads(order), ends)
    for end in ends:
        os.close(end)
"""


@cache
def _nursery() -> socket.socket:
    """Where bots are ordered from: one process that imported everything, for as long as the tests run."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT / "tests")}
    nursery = subprocess.Popen([sys.executable, "-c", _NURSERY], cwd=ROOT, env=environment, stdin=theirs.fileno())
    theirs.close()

    def end() -> None:
        ours.close()
        nursery.kill()
        nursery.wait()

    atexit.register(end)
    return ours


class BotProcess:
    """Lives of one bot, one after another; ``address`` is where the present one answers."""

    def __init__(self, orders: IO[bytes], said: IO[bytes]) -> None:
        """Order lives, and hear what they say."""
        self._orders = orders
        self._said = said
        self.pid = 0
        self.address = ""
        self.lives = 0

    async def prepared(self) -> None:
        """Wait until lives can begin."""
        await self._line()

    async def start(self, word: str = "") -> None:
        """Begin a life; returns once it says at which address it answers. ``word`` is for the prologue."""
        self._orders.write(f"{word}\n".encode())
        self._orders.flush()
        self.pid, self.address = 0, ""
        while not (self.pid and self.address):
            line = await self._line()
            if line == "ended":
                raise RuntimeError("the bot ended before it answered; its log says why")
            found = ADDRESS.search(line)
            self.pid = int(line) if line.isdigit() else self.pid
            self.address = found[0] if found else self.address
        self.lives += 1

    async def kill(self, *, waiting: bool = True) -> None:
        """End the life as a power cut does; without ``waiting`` somebody else waits for its end."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        if waiting:
            await self.ended()

    async def stop(self) -> None:
        """Ask the life to end, as a new version does."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        await self.ended()

    async def ended(self) -> None:
        """Wait until the life ends by itself."""
        while await self._line() != "ended":
            pass

    async def _line(self) -> str:
        async with asyncio.timeout(PATIENCE):
            line = await asyncio.to_thread(self._said.readline)
        if not line:
            raise RuntimeError("the bot could not be started; its log says why")
        return line.decode().strip()


@asynccontextmanager
async def bot_process(settings: Mapping[str, str], log: IO[bytes], prologue: str = "") -> AsyncIterator[BotProcess]:
    """Prepare lives with these settings (``MEETLAT_…``); they write their log lines to ``log``.

    ``prologue`` is run at the beginning of each life, with the ``line`` that began it.
    """
    async with replicas(1, settings, log, prologue) as (process,):
        yield process


@asynccontextmanager
async def replicas(
    count: int, settings: Mapping[str, str], log: IO[bytes], prologue: str = ""
) -> AsyncIterator[list[BotProcess]]:
    """Prepare lives of several bots with the same settings, side by side; as for one."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT / "tests"), **settings}
    with ExitStack() as stack:
        processes, theirs = [], list[int]()
        for _ in range(count):
            (orders_end, orders), (said, said_end) = os.pipe(), os.pipe()
            theirs += (orders_end, said_end)
            processes.append(
                BotProcess(stack.enter_context(os.fdopen(orders, "wb")), stack.enter_context(os.fdopen(said, "rb")))
            )
        told, told_end = os.pipe()
        order = json.dumps({"settings": environment, "prologue": prologue}).encode()
        socket.send_fds(_nursery(), [order], [log.fileno(), told_end, *theirs])
        for end in (told_end, *theirs):
            os.close(end)
        with os.fdopen(told, "rb") as telling:
            family = int(await asyncio.to_thread(telling.read, 20))
        try:
            for process in processes:
                await process.prepared()
            yield processes
        finally:
            with suppress(ProcessLookupError):
                os.killpg(family, signal.SIGKILL)
