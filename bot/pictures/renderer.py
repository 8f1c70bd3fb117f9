"""Draws PNG in another process: the library takes a tenth of a second and keeps the whole interpreter waiting."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path

from bot.pictures.png import options

_PROCESS = Path(__file__).with_name("renderer_process.py")
_HEADER = 4
_TRIES = 2


class PngRenderer:
    """One picture at a time, in a process that starts with the first one; when it was ended, another takes over."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._process: Process | None = None
        self._one_at_a_time = asyncio.Lock()

    async def png(self, svg: str) -> bytes:
        """Draw a picture."""
        wanted = json.dumps(options(svg)).encode()
        async with self._one_at_a_time:
            for attempt in range(1, _TRIES + 1):
                try:
                    drawn = await self._draw(wanted)
                    break
                except (ConnectionError, asyncio.IncompleteReadError):
                    await self._end()
                    if attempt == _TRIES:
                        raise
                except BaseException:
                    # Half a question or answer stands in the pipe.
                    await self._end()
                    raise
        if not drawn:
            raise ValueError("a picture that cannot be drawn")
        return drawn

    async def close(self) -> None:
        """End the process."""
        async with self._one_at_a_time:
            await self._end()

    async def _draw(self, wanted: bytes) -> bytes:
        process = self._process = self._process or await _started()
        assert process.stdin is not None and process.stdout is not None  # noqa: S101  # they are pipes
        process.stdin.write(len(wanted).to_bytes(_HEADER) + wanted)
        await process.stdin.drain()
        length = int.from_bytes(await process.stdout.readexactly(_HEADER))
        return await process.stdout.readexactly(length)

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.communicate()


async def _started() -> Process:
    """Without the settings of Meetlat: there are secrets among them."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MEETLAT_")}
    return await asyncio.create_subprocess_exec(sys.executable, "-P", str(_PROCESS), stdin=PIPE, stdout=PIPE, env=clean)
