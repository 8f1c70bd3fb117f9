"""A line as a phone has it outdoors: everything takes as long as it does there, connecting too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

_CHUNK = 1460


@dataclass
class Line:
    """``received`` bytes came down it."""

    port: int = 0
    received: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    def cut(self) -> None:
        """End every connection, as time does between two visits."""
        for writer in self._open:
            writer.close()
        self._open.clear()


@asynccontextmanager
async def slow_line(port: int, *, bits_per_second: float, round_trip: float) -> AsyncIterator[Line]:
    """A line to ``port`` on this machine."""
    line, free_at = Line(), {"up": 0.0, "down": 0.0}
    loop = asyncio.get_running_loop()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            while True:
                due, data = await under_way.get()
                await asyncio.sleep(due - loop.time())
                if not data or writer.is_closing():
                    writer.close()
                    return
                writer.write(data)
                await writer.drain()

        delivery = asyncio.create_task(deliver())
        try:
            while True:
                data = await reader.read(_CHUNK)
                # All connections share the line.
                free_at[way] = max(free_at[way], loop.time()) + 8 * len(data) / bits_per_second
                line.received += len(data) if way == "down" else 0
                under_way.put_nowait((free_at[way] + round_trip / 2, data))
                if not data:
                    await delivery
                    return
        except OSError:
            pass
        finally:
            delivery.cancel()
            await asyncio.gather(delivery, return_exceptions=True)

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line._open.add(writer)
        await asyncio.sleep(round_trip)
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                await asyncio.gather(carry(reader, far_writer, "up"), carry(far_reader, writer, "down"))
            finally:
                far_writer.close()
                writer.close()
                line._open.discard(writer)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        server.close()
        line.cut()
