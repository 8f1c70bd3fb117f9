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
# As many modules are told in one line.
LONGEST_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What a process says of itself: CPU seconds so far, peak memory in MB, modules loaded."""

    cpu: float
    peak: float
    modules: tuple[str, ...]


class Subject:
    """A process that answers on its pipe."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def read(self) -> Reading:
        """Ask; the CPU it takes to answer is in the next reading."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(b"\n")
        said = json.loads(await asyncio.wait_for(self._process.stdout.readline(), PATIENCE))
        return Reading(said["cpu"], said["peak"], tuple(said["modules"]))


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process under measurement: this one's, without settings of a bot, and with these."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("MEETLAT_")}
    return {**inherited, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", **settings}


@asynccontextmanager
async def subject(module: str, settings: Mapping[str, str]) -> AsyncIterator[Subject]:
    """Run a module as a process until the block ends."""
    command = (sys.executable, "-m", module)
    process = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, cwd=ROOT, env=environment(settings), limit=LONGEST_LINE
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
