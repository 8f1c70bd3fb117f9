"""Where browsers reach us: the socket, and how much of the machine it may use."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.web.connections import CONNECTIONS, IDLE_SECONDS, MOST_CONNECTIONS

# What the database, Telegram and files need beside the browsers.
RESERVED = 128
SHUTDOWN_SECONDS = 5.0
LINGERING_SECONDS = 1.0


@asynccontextmanager
async def listening(app: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Answer browsers; yields the port. Its access log stays off: addresses hold sign-in tokens."""
    connections = app[CONNECTIONS]
    connections.most = min(connections.most, descriptors() - RESERVED)
    runner = web.AppRunner(
        app,
        access_log=None,
        shutdown_timeout=SHUTDOWN_SECONDS,
        keepalive_timeout=IDLE_SECONDS,
        lingering_time=LINGERING_SECONDS,
        auto_decompress=False,
    )
    await runner.setup()
    try:
        server = runner.server
        if server is None:
            raise RuntimeError("aiohttp made no server")
        listener = await asyncio.get_running_loop().create_server(
            lambda: connections.watched(server()), host, port, backlog=1024
        )
        try:
            yield listener.sockets[0].getsockname()[1]
        finally:
            listener.close()
    finally:
        await runner.cleanup()


def descriptors() -> int:
    """How many files and sockets may be open, after asking for as many as this process may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * MOST_CONNECTIONS if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return 4 * MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else soft
