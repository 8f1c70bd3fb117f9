"""Somebody who holds on to many connections keeps nobody else out: real sockets, limits lowered for the test."""

from __future__ import annotations

import asyncio
import errno
import resource
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession, web
from structlog.testing import capture_logs
from support.running import until
from web.conftest import SECRET, app_of
from web.samples import QUESTION
from web.serving import Meetlat

from bot.people.links import listening_at
from bot.web import bodies, connections, listening, live, streams
from bot.web.connections import CONNECTIONS
from bot.web.parts import PARTS
from bot.web.ports import Shown, WebSettings
from bot.web.security import Cookies

HALF = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Half: "
SETTINGS = WebSettings(SECRET)


@dataclass
class Caller:
    """Sockets to one server."""

    port: int
    app: web.Application
    meetlat: Meetlat
    open: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

    async def send(self, raw: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection of its own on which this was sent."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(raw)
        await writer.drain()
        self.open.append((reader, writer))
        return reader, writer

    async def status(self, path: str, cookie: str = "") -> int:
        """What somebody gets who asks in full."""
        reader, _ = await self.send(self.asked(path, cookie))
        async with asyncio.timeout(30):
            return int((await reader.readline()).split()[1])

    def asked(self, path: str, cookie: str = "") -> bytes:
        return f"GET {path} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\r\n".encode()

    def signed_in(self) -> str:
        return f"{Cookies(SETTINGS).name}={self.meetlat.sign_in()}"


@pytest.fixture
async def caller() -> AsyncIterator[Caller]:
    meetlat = Meetlat([QUESTION])
    app = app_of(meetlat, SETTINGS)
    app[CONNECTIONS].most = 40
    async with listening.listening(app, "127.0.0.1", 0) as port:
        caller = Caller(port, app, meetlat)
        try:
            yield caller
        finally:
            for _, writer in caller.open:
                writer.close()


async def ended(reader: asyncio.StreamReader) -> None:
    async with asyncio.timeout(30):
        with suppress(ConnectionError):
            await reader.read()


@pytest.mark.parametrize("raw", [HALF, b"", b"\r\n", b"POST /tap HTTP/1.1\r\n"])
async def test_three_times_as_many_half_headers_as_fit_shut_nobody_out(caller: Caller, raw: bytes) -> None:
    with capture_logs() as logs:
        for number in range(120):
            await caller.send(raw)
            if number % 20 == 19:
                assert await caller.status("/healthz") == 200
    assert len(caller.app[CONNECTIONS]) <= 40
    assert [log["event"] for log in logs] == ["connections_full"], "said once a minute"


async def test_a_header_that_does_not_end_is_not_waited_for(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.05)
    fresh, writer = await caller.send(HALF)
    for _ in range(3):  # saying a little now and then does not help
        with suppress(ConnectionError):
            writer.write(b"x")
            await writer.drain()
    await ended(fresh)
    second, writer = await caller.send(caller.asked("/healthz"))
    await second.readuntil(b"ok\n")
    writer.write(HALF)
    await ended(second)
    assert len(caller.app[CONNECTIONS]) == 0


async def test_a_body_that_does_not_come_is_not_waited_for(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.05)
    head = b"POST /in/Zk3vT0wq5Yb1n8Rj2mXc HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    for rest in (b"Content-Length: 9\r\n\r\na=b", b"Transfer-Encoding: chunked\r\n\r\n3\r\na=b\r\n"):
        reader, _ = await caller.send(head + rest)
        async with asyncio.timeout(30):
            assert b" 408 " in await reader.readline()
        await ended(reader)


async def test_who_asks_nothing_any_more_is_let_go(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.05)
    reader, _ = await caller.send(caller.asked("/healthz"))
    await reader.readuntil(b"ok\n")
    await ended(reader)
    assert len(caller.app[CONNECTIONS]) == 0


async def test_open_pages_of_everybody_shut_nobody_out(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_OF_ONE", 999)
    for _ in range(100):
        await caller.send(caller.asked("/live", caller.signed_in()))
    assert await caller.status("/", caller.signed_in()) == 200
    await until(lambda: len(caller.meetlat.bells) == 20, "half of the connections may listen")
    assert len(caller.app[CONNECTIONS]) <= 40


async def test_a_stream_whose_browser_left_is_the_first_to_go(caller: Caller) -> None:
    cookie = caller.signed_in()
    oldest, _ = await caller.send(caller.asked("/live", cookie))
    await oldest.readuntil(b"data: 1\n\n")
    for _ in range(3 * streams.MOST_OF_ONE):
        reloaded, writer = await caller.send(caller.asked("/live", cookie))
        await reloaded.readuntil(b"data: 1\n\n")
        writer.close()
        await until(lambda: any(not stream.heard for stream in caller.app[PARTS].streams), "it is gone")
    caller.meetlat.change()
    async with asyncio.timeout(30):
        assert b"data: 2\n\n" in await oldest.readuntil(b"data: 2\n\n")


async def test_everybody_at_work_is_left_alone_and_the_next_one_waits(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()

    async def slow(functionaris: str, session: str) -> Shown:
        await go_on.wait()
        return Shown(QUESTION, 1, "nl")

    monkeypatch.setattr(live, "PULSE_SECONDS", 0.01)
    caller.app[CONNECTIONS].most = 4
    streaming, _ = await caller.send(caller.asked("/live", caller.signed_in()))
    await streaming.readuntil(b"data: 1\n\n")
    monkeypatch.setattr(caller.meetlat, "look", slow)
    busy = [(await caller.send(caller.asked("/", caller.signed_in())))[0] for _ in range(3)]
    await until(lambda: len(caller.app[CONNECTIONS].working) == 4, "all are at work")
    refused, _ = await caller.send(caller.asked("/healthz"))
    await ended(refused)
    go_on.set()
    for reader in busy:
        async with asyncio.timeout(30):
            assert b"HTTP/1.1 200" in await reader.readline()
    await streaming.readuntil(b":\n\n")


async def test_requests_that_follow_each_other_at_once_are_all_answered(caller: Caller) -> None:
    reader, _ = await caller.send(caller.asked("/healthz") * 3)
    for _ in range(3):
        async with asyncio.timeout(30):
            await reader.readuntil(b"ok\n")


def test_as_many_descriptors_as_may_be_are_asked_for() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import resource\n"
            "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
            "resource.setrlimit(resource.RLIMIT_NOFILE, (256, min(hard, 5000)))\n"
            "from bot.web.listening import descriptors\n"
            "print(descriptors(), resource.getrlimit(resource.RLIMIT_NOFILE))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    hard = min(resource.getrlimit(resource.RLIMIT_NOFILE)[1], 5000)
    assert told.stdout.strip() == f"{hard} ({hard}, {hard})"


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "::", "0:0:0:0:0:0:0:0", "::1", "localhost"])  # noqa: S104
async def test_the_address_that_is_told_answers(host: str) -> None:
    app = app_of(Meetlat([QUESTION]), SETTINGS)
    try:
        async with (
            listening.listening(app, host, 0) as port,
            ClientSession() as session,
            session.get(f"{listening_at(host, port)}/healthz") as answer,
        ):
            assert await answer.text() == "ok\n"
    except OSError as error:
        if ":" not in host or error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            raise
        assert listening_at(host, 8080) == "http://[::1]:8080"  # a machine without IPv6
