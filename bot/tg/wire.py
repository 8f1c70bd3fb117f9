"""As much of an HTTP client as calls to the Bot API need; a general one takes four times the CPU for a call."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from aiohappyeyeballs import start_connection

from bot.tg.answer import Answer, GarbledError, Reading

# Telegram answers within seconds; a server, or a wall in between, may end what was quiet for a minute.
KEEP_ALIVE = 50.0
# As long as one way to a server does not answer, another one is tried beside it.
EYEBALLS = 0.25


class ClosedError(Exception):
    """The server hung up before its answer was whole."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads."""

    host: str
    port: int
    secure: bool
    path: str

    @property
    def name(self) -> str:
        """The host as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"


@lru_cache(maxsize=256)
def place(url: str) -> Place:
    """Take an address apart; raises ``ValueError`` for what is none."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    if not parts.hostname or parts.scheme not in ("http", "https") or not path.isascii() or not path.isprintable():
        raise ValueError("no address")
    return Place(parts.hostname, parts.port or (443 if secure else 80), secure, path.replace(" ", "%20"))


class Connection(asyncio.Protocol):
    """A connection to a server, for one exchange after another."""

    def __init__(self) -> None:
        """Be made by :class:`Wire`."""
        self._transport: asyncio.Transport | None = None
        self._reading = Reading()
        self._answer: asyncio.Future[Answer] | None = None
        self.quiet_since = 0.0

    @property
    def usable(self) -> bool:
        """Whether the server has not hung up."""
        return self._transport is not None and not self._transport.is_closing()

    async def exchange(self, request: bytes) -> Answer:
        """Send a request and wait for its answer."""
        if self._transport is None:
            raise ClosedError
        self._reading, self._answer = Reading(), asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def abort(self) -> None:
        """Hang up; whoever waits is told so."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Read on; what nobody asked for ends the connection."""
        if self._answer is None or self._answer.done():
            self.abort()
            return
        try:
            answer = self._reading.feed(data)
        except GarbledError as error:
            self._answer.set_exception(error)
            self.abort()
            return
        if answer is not None:
            self._answer.set_result(answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """The end, which may be the end of the answer too."""
        self._transport = None
        if self._answer is None or self._answer.done():
            return
        answer = None if exc is not None else self._reading.end()
        if answer is None:
            self._answer.set_exception(exc or ClosedError())
        else:
            self._answer.set_result(answer)


class Wire:
    """Keeps connections and uses them again; at most so many at a time."""

    def __init__(self, connections: int) -> None:
        """Connect when there is something to send."""
        self._room = asyncio.Semaphore(connections)
        self._quiet: dict[tuple[str, int, bool], list[Connection]] = {}
        self._busy: set[Connection] = set()
        self._trust: ssl.SSLContext | None = None
        self._closed = False

    async def exchange(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes,
        *,
        connect: float | None,
        read: float | None,
    ) -> Answer:
        """Make a request; raises ``OSError`` (a timeout is one), ``ValueError`` or an error of this module."""
        to = place(url)
        named = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"{method} {to.path} HTTP/1.1\r\nHost: {to.name}\r\n{named}Content-Length: {len(body)}\r\n\r\n"
        request = head.encode("ascii") + body
        async with self._room:
            connection = self._take(to) or await self._connect(to, connect)
            self._busy.add(connection)
            try:
                if self._closed:
                    raise ClosedError
                async with asyncio.timeout(read):
                    answer = await connection.exchange(request)
            except BaseException:
                connection.abort()
                raise
            finally:
                self._busy.discard(connection)
        if answer.kept and connection.usable and not self._closed:
            connection.quiet_since = asyncio.get_running_loop().time()
            self._quiet.setdefault((to.host, to.port, to.secure), []).append(connection)
        else:
            connection.abort()
        return answer

    async def close(self) -> None:
        """Hang up everywhere; what is about to begin ends too."""
        self._closed = True
        for connection in (*self._busy, *(each for kept in self._quiet.values() for each in kept)):
            connection.abort()
        self._quiet.clear()
        # Transports end in the next round of the loop.
        await asyncio.sleep(0)

    def _take(self, to: Place) -> Connection | None:
        """The connection that was used last, if it is still good; those that were quiet for long are ended."""
        kept = self._quiet.get((to.host, to.port, to.secure), [])
        stale = asyncio.get_running_loop().time() - KEEP_ALIVE
        while kept and (kept[0].quiet_since < stale or not kept[0].usable):
            kept.pop(0).abort()
        while kept:
            connection = kept.pop()
            if connection.usable:
                return connection
        return None

    async def _connect(self, to: Place, seconds: float | None) -> Connection:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(seconds):
            ways = await loop.getaddrinfo(to.host, to.port, type=socket.SOCK_STREAM)
            way = await start_connection(ways, happy_eyeballs_delay=EYEBALLS, interleave=1, loop=loop)
            try:
                _, connection = await loop.create_connection(
                    Connection,
                    sock=way,
                    ssl=self._trusted() if to.secure else None,
                    server_hostname=to.host if to.secure else None,
                )
            except BaseException:
                way.close()
                raise
        return connection

    def _trusted(self) -> ssl.SSLContext:
        """The certificates of this machine, read once."""
        if self._trust is None:
            self._trust = ssl.create_default_context()
        return self._trust
