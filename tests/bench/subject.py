"""Outside a measured process: start it, read its CPU time, stop it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Reading:
    """What a process says of itself: CPU seconds so far, those of its own processes, peak memory in MB."""

    cpu: float
    children: float
    peak: float


class Subject:
    """A process that answers on its pipe."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def read(self) -> Reading:
        """Ask; the CPU it takes to answer is in the next reading."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(b"\n")
        said = await asyncio.wait_for(self._process.stdout.readline(), PATIENCE)
        return Reading(**json.loads(said))

    def keep_to_one_core(self) -> None:
        """Let it run on one core, and leave the others to whoever drives it."""
        if (os.cpu_count() or 1) > 1:
            os.sched_setaffinity(self._process.pid, {0})


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process under measurement: this one's, without settings of a bot, and with these."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MEETLAT_")}
    return {**inherited, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", **settings}


@asynccontextmanager
async def subject(module: str, settings: Mapping[str, str], python: str = sys.executable) -> AsyncIterator[Subject]:
    """Run a module as a process until the block ends."""
    command = (python, "-m", module)
    process = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, cwd=ROOT, env=environment(settings)
    )
    try:
        yield Subject(process)
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()
