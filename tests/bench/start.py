"""From nothing to the first answer, beside what Python needs to import the same packages."""

from __future__ import annotations

import ast
import asyncio
import os
import shutil
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, create_subprocess_exec
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from bench.people import FIRST, PATIENCE, Tapper
from bench.report import Row, ratio, row
from bench.scene import BOT, TOKEN, scene, telegram
from bench.seed import seed
from bench.sizes import Sizes
from bench.subject import ROOT, environment
from support.botapi import BotApi

OUR_OWN = {"bot", "storage", "flows", "locales"}
AIM = 1.2


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds until the end of a start: on the wall, and of CPU."""

    wall: float
    cpu: float


async def starts(sizes: Sizes, folder: Path) -> list[Row]:
    """Imports and starts in turn."""
    seeded = folder / "start.db"
    await seed(f"sqlite:///{seeded}", 1)
    program = "import " + ", ".join(await _packages(_copy(seeded)))
    imports: list[Took] = []
    existing: list[Took] = []
    fresh: list[Took] = []
    for number in range(-sizes.warm_ups, sizes.starts):
        found = (
            await _importing(program),
            await _first_answer(_copy(seeded), "Nieuwe meting"),
            await _first_answer(f"sqlite:///{folder}/fresh{number}.db", "genodigden"),
        )
        if number >= 0:
            for each, kept in zip(found, (imports, existing, fresh), strict=True):
                kept.append(each)
    return [
        row("Bare imports of the same packages", "s", _wall(imports)),
        row("Cold start to the first answer, existing database", "s", _wall(existing)),
        row("Cold start to the first answer, new database", "s", _wall(fresh)),
        ratio("**Cold start ÷ bare imports**, on the wall", _wall(existing), _wall(imports), AIM),
        ratio("**Cold start ÷ bare imports**, CPU", _cpu(existing), _cpu(imports), AIM),
    ]


def _wall(took: list[Took]) -> list[float]:
    return [each.wall for each in took]


def _cpu(took: list[Took]) -> list[float]:
    return [each.cpu for each in took]


def _copy(seeded: Path) -> str:
    """The same database again, in which the stand-in's first update has not been seen before."""
    return f"sqlite:///{shutil.copyfile(seeded, seeded.with_name(f'{uuid4().hex}.db'))}"


async def _first_answer(url: str, words: str) -> Took:
    """From the start of ``meetlat run`` until its answer to a waiting /start arrives."""
    async with BotApi({TOKEN}) as api:
        person = api.person(FIRST)
        await person.send("/start")
        settings = environment(telegram(api) | {"MEETLAT_DATABASE_URL": url})
        command = (sys.executable, "-m", "bot", "run")
        began = time.monotonic()
        process = await create_subprocess_exec(*command, cwd=ROOT, env=settings, stdout=DEVNULL)
        try:
            await person.see(words, PATIENCE)
            took = next(call.time for call in api.calls if call.method == "sendMessage") - began
            return Took(took, _cpu_of(process.pid))
        finally:
            process.terminate()
            await asyncio.wait_for(process.wait(), PATIENCE)


async def _importing(program: str) -> Took:
    """From the start of Python until the imports are done; it waits to be measured."""
    began = time.monotonic()
    command = (sys.executable, "-c", f"{program}; print(flush=True); input()")
    process = await create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None and process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), PATIENCE), "a package cannot be imported"
    took = Took(time.monotonic() - began, _cpu_of(process.pid))
    process.stdin.write(b"\n")
    await process.wait()
    return took


def _cpu_of(pid: int) -> float:
    """CPU seconds of a process so far."""
    used = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


async def _packages(url: str) -> list[str]:
    """What our source imports from others, as far as a bot that has answered has loaded it."""
    async with scene(BOT, Tapper, 1, {"MEETLAT_DATABASE_URL": url}) as opened:
        await opened.begin()
        loaded = set((await opened.bot.read()).modules)
    return sorted(loaded & set(_imported()))


def _imported() -> Iterator[str]:
    for path in (path for folder in OUR_OWN for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import(names=names):
                    yield from (each.name for each in names if _foreign(each.name))
                case ast.ImportFrom(module=str(module), level=0) if _foreign(module):
                    yield module


def _foreign(module: str) -> bool:
    top = module.partition(".")[0]
    return top not in OUR_OWN and top not in sys.stdlib_module_names
