"""Open connections: who says nothing for too long is cut off, and when there are too many the quietest goes.

aiohttp has one deadline, for a connection that is kept open, and it is as long as a proxy in front of us needs. Half a
header may not take that long, and descriptors run out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

import structlog
from aiohttp import web

HEADER_SECONDS = 10.0
# Longer than any proxy keeps a connection to us.
IDLE_SECONDS = 300.0
MOST_CONNECTIONS = 4096
SAID_AGAIN_AFTER = 60.0
_log = structlog.get_logger("meetlat.web")
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Connections:
    """Those of one server; ``waiting`` ask nothing now, the longest waiting first, and ``working`` get an answer."""

    def __init__(self, most: int = MOST_CONNECTIONS) -> None:
        """Start with none."""
        self.most = most
        self.waiting: dict[_Connection, None] = {}
        self.working: dict[_Connection, None] = {}
        self._of: dict[asyncio.BaseTransport, _Connection] = {}
        self._said = -SAID_AGAIN_AFTER

    def __len__(self) -> int:
        """How many are open."""
        return len(self._of)

    def watched(self, protocol: asyncio.Protocol) -> asyncio.Protocol:
        """A protocol for one more connection, which speaks as ``protocol`` does."""
        return _Connection(self, protocol)

    def of(self, request: web.Request) -> _Connection | None:
        """The connection that a request came over, where it is watched."""
        return None if request.transport is None else self._of.get(request.transport)

    def opened(self, connection: _Connection, transport: asyncio.Transport) -> None:
        """Count one more, and make room for it."""
        self._of[transport] = connection
        while len(self._of) > self.most:
            self._say()
            oldest = next(iter(self.waiting), connection)
            self.closed(oldest)
            oldest.cut()

    def closed(self, connection: _Connection) -> None:
        """Count one less."""
        if connection.transport is not None:
            self._of.pop(connection.transport, None)
        self.waiting.pop(connection, None)
        self.working.pop(connection, None)

    def _say(self) -> None:
        if monotonic() - self._said >= SAID_AGAIN_AFTER:
            self._said = monotonic()
            _log.warning("connections_full", number=len(self._of))


class _Connection(asyncio.Protocol):
    """Passes everything on to aiohttp, and keeps the time."""

    def __init__(self, all_of_them: Connections, inner: asyncio.Protocol) -> None:
        self._all, self._inner = all_of_them, inner
        self._timer: asyncio.TimerHandle | None = None
        self._asking = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]
        self._inner.connection_made(transport)
        self._wait(HEADER_SECONDS, asking=True)
        self._all.opened(self, transport)  # type: ignore[arg-type]

    def data_received(self, data: bytes) -> None:
        if self in self._all.waiting and not self._asking:
            self._wait(HEADER_SECONDS, asking=True)
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        self._all.closed(self)
        self._inner.connection_lost(exc)

    def work(self) -> None:
        """The header is here."""
        self._stop()
        self._all.waiting.pop(self, None)
        self._all.working[self] = None

    def rest(self) -> None:
        """The answer is on its way."""
        if self in self._all.working:
            self._wait(IDLE_SECONDS, asking=False)

    def cut(self) -> None:
        """End it now."""
        self._stop()
        if self.transport is not None:
            self.transport.abort()

    def _wait(self, seconds: float, *, asking: bool) -> None:
        self._stop()
        self._asking = asking
        self._all.working.pop(self, None)
        self._all.waiting.pop(self, None)
        self._all.waiting[self] = None
        self._timer = asyncio.get_running_loop().call_later(seconds, self.cut)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


CONNECTIONS = web.AppKey("connections", Connections)


@web.middleware
async def in_time(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Note for its connection that a request is being answered."""
    connection = request.app[CONNECTIONS].of(request)
    if connection is None:
        return await handler(request)
    connection.work()
    try:
        return await handler(request)
    finally:
        connection.rest()
