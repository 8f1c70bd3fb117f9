"""From nothing to the first answer, beside what Python needs for the packages underneath.

The bare imports are a script of nothing but import statements: every module of a third-party package that the bot
has loaded by its first answer, in the order in which it did. What a start takes beyond that is ours. Both run from
bytecode, as every start of an installation after the first one does; it is kept in a folder of the benchmark's own.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, create_subprocess_exec
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import uuid4

from bench.people import FIRST, PATIENCE
from bench.report import Row, ratio, row
from bench.reporter import cpu_of
from bench.scene import TOKEN, telegram
from bench.seed import seed
from bench.sizes import Sizes
from bench.subject import ROOT, environment
from support.botapi import BotApi

OUR_OWN = {"bot", "storage", "flows", "locales"}
# What is tried and not there, like an optional package, is tried here as well.
SCRIPT = """
import contextlib, importlib
for module in {modules}:
    with contextlib.suppress(ImportError):
        importlib.import_module(module)
"""
SEEDED, FRESH = "Nieuwe meting", "genodigden"
# Seconds; nothing in the code is bent for less.
AIM = 2.0


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds until the end of a start: on the wall, and of CPU."""

    wall: float
    cpu: float


async def starts(sizes: Sizes, folder: Path) -> list[Row]:
    """Imports and starts in turn."""
    seeded = folder / "start.db"
    await seed(f"sqlite:///{seeded}", 1)
    compiled = {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    with (folder / "imports.txt").open("w+b") as trace:
        await _first_answer(_copy(seeded), SEEDED, compiled, "-X", "importtime", trace=trace)
        program = bare_imports(trace)
    imports: list[Took] = []
    existing: list[Took] = []
    fresh: list[Took] = []
    for number in range(-sizes.warm_ups, sizes.starts):
        found = (
            await _importing(program, compiled),
            await _first_answer(_copy(seeded), SEEDED, compiled),
            await _first_answer(f"sqlite:///{folder}/fresh{number}.db", FRESH, compiled),
        )
        if number >= 0:
            for each, kept in zip(found, (imports, existing, fresh), strict=True):
                kept.append(each)
    return [
        row("Bare imports of the same packages, CPU", "s", _cpu(imports), None),
        row("Cold start to the first answer, existing database, CPU", "s", _cpu(existing)),
        row("**Cold start to the first answer, existing database**", "s", _wall(existing), AIM),
        row("Cold start to the first answer, new database", "s", _wall(fresh)),
        ratio("Cold start ÷ bare imports, on the wall", _wall(existing), _wall(imports), None),
        ratio("Cold start ÷ bare imports, CPU", _cpu(existing), _cpu(imports), None),
    ]


def _wall(took: list[Took]) -> list[float]:
    return [each.wall for each in took]


def _cpu(took: list[Took]) -> list[float]:
    return [each.cpu for each in took]


def _copy(seeded: Path) -> str:
    """The same database again, in which the stand-in's first update has not been seen before."""
    return f"sqlite:///{shutil.copyfile(seeded, seeded.with_name(f'{uuid4().hex}.db'))}"


async def _first_answer(
    url: str, words: str, compiled: Mapping[str, str], *options: str, trace: IO[bytes] | None = None
) -> Took:
    """From the start of ``meetlat run`` until its answer to a waiting /start arrives."""
    async with BotApi({TOKEN}) as api:
        person = api.person(FIRST)
        await person.send("/start")
        settings = environment({**telegram(api), **compiled, "MEETLAT_DATABASE_URL": url})
        command = (sys.executable, *options, "-m", "bot", "run")
        began = time.monotonic()
        process = await create_subprocess_exec(*command, cwd=ROOT, env=settings, stdout=DEVNULL, stderr=trace)
        try:
            await person.see(words, PATIENCE)
            took = next(call.time for call in api.calls if call.method == "sendMessage") - began
            return Took(took, cpu_of(process.pid))
        finally:
            process.terminate()
            await asyncio.wait_for(process.wait(), PATIENCE)


async def _importing(program: str, compiled: Mapping[str, str]) -> Took:
    """From the start of Python until the imports are done; it waits to be measured."""
    began = time.monotonic()
    command = (sys.executable, "-c", f"{program}\nprint(flush=True)\ninput()")
    process = await create_subprocess_exec(*command, cwd=ROOT, env=environment(compiled), stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None and process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), PATIENCE), "a package cannot be imported"
    took = Took(time.monotonic() - began, cpu_of(process.pid))
    process.stdin.write(b"\n")
    await process.wait()
    return took


def bare_imports(trace: IO[bytes]) -> str:
    """The script of bare imports, from what ``-X importtime`` said of a start."""
    trace.seek(0)
    told = (line.rpartition(b"|")[2].strip().decode() for line in trace if line.startswith(b"import time:"))
    modules = [module for module in told if _is_foreign(module.partition(".")[0])]
    return SCRIPT.format(modules=modules)


def _is_foreign(package: str) -> bool:
    return package.isidentifier() and package not in OUR_OWN and package not in sys.stdlib_module_names
