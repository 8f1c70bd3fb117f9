"""Connections are used again while they are good, and a call that fails leaves none behind."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from support.house import until

from bot.tg import wire
from bot.tg.answer import Answer
from bot.tg.wire import ClosedError, Connection, Place, Wire, place

PATIENCE = 30.0
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Server:
    """Does with each connection what its script says, and knows how they ended."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self.connections = 0
        self.open = 0
        self.url = ""

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        try:
            await self._script(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            self.open -= 1

    async def deserted(self) -> None:
        await until(lambda: not self.open, "every connection has ended", PATIENCE)


@asynccontextmanager
async def serving(script: Script, context: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server(script)
    listening = await asyncio.start_server(server.meet, "127.0.0.1", 0, ssl=context)
    port = listening.sockets[0].getsockname()[1]
    server.url = f"http://127.0.0.1:{port}/x" if context is None else f"https://localhost:{port}/x"
    try:
        yield server
    finally:
        listening.close()
        await server.deserted()


@asynccontextmanager
async def wired(connections: int = 4) -> AsyncIterator[Wire]:
    found = Wire(connections)
    try:
        yield found
    finally:
        await found.close()


async def call(over: Wire, server: Server, read: float = PATIENCE) -> Answer:
    return await over.exchange("POST", server.url, {"X": "y"}, b"{}", connect=PATIENCE, read=read)


def quiet(over: Wire) -> list[Connection]:
    """Return the connections that could be used again."""
    return [each for kept in over._quiet.values() for each in kept if each.usable]


async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: bytes = OK) -> None:
    """Read a request with its two bytes and answer it."""
    await reader.readuntil(b"\r\n\r\n")
    await reader.readexactly(2)
    writer.write(answer)


async def obliging(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        await one(reader, writer)


async def test_calls_one_after_another_share_a_connection() -> None:
    async with serving(obliging) as server, wired() as over:
        assert [(await call(over, server)).body for _ in range(5)] == [b"ok"] * 5
        assert server.connections == 1


async def test_calls_at_once_have_a_connection_each_up_to_the_most() -> None:
    together = asyncio.Barrier(3)

    async def waits(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await reader.readuntil(b"\r\n\r\n")
            await together.wait()
            await reader.readexactly(2)
            writer.write(OK)

    async with serving(waits) as server, wired(connections=3) as over:
        async with asyncio.timeout(PATIENCE):
            found = await asyncio.gather(*(call(over, server) for _ in range(9)))
        assert [each.body for each in found] == [b"ok"] * 9
        assert server.connections == 3


async def test_a_server_that_hung_up_meanwhile_is_called_anew() -> None:
    async with serving(one) as server, wired() as over:
        for number in range(1, 4):
            assert (await call(over, server)).body == b"ok"
            assert server.connections == number
            await until(lambda: not quiet(over), "it is known that the server hung up", PATIENCE)


async def test_what_was_quiet_for_long_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(obliging) as server, wired() as over:
        await call(over, server)
        monkeypatch.setattr(wire, "KEEP_ALIVE", -1.0)
        await call(over, server)
        assert server.connections == 2


async def test_a_connection_that_the_server_ends_is_not_used_again() -> None:
    async def ends(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            await one(reader, writer, OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))

    async with serving(ends) as server, wired() as over:
        for _ in range(2):
            await call(over, server)
        assert server.connections == 2
        await server.deserted()


async def test_half_an_answer_is_none() -> None:
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await one(reader, writer, OK[:-1])

    async with serving(half) as server, wired() as over:
        with pytest.raises(ClosedError):
            await call(over, server)


async def test_what_nobody_asked_for_ends_the_connection() -> None:
    async def talks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await one(reader, writer)
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(OK)
        await reader.read()

    async with serving(talks) as server, wired() as over:
        await call(over, server)
        await server.deserted()
        await call(over, server)
        assert server.connections == 2


async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


async def test_a_call_that_takes_too_long_leaves_no_connection() -> None:
    async with serving(silent) as server, wired() as over:
        with pytest.raises(TimeoutError):
            await call(over, server, read=0.05)
        await server.deserted()


async def test_a_call_that_is_cancelled_leaves_no_connection() -> None:
    async with serving(silent) as server, wired(connections=1) as over:
        task = asyncio.create_task(call(over, server))
        await until(lambda: server.connections, "the call has begun", PATIENCE)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await server.deserted()
        # Its place is free for another.
        with pytest.raises(TimeoutError):
            await call(over, server, read=0.05)
        assert server.connections == 2


async def test_closing_ends_what_is_quiet_and_what_is_under_way() -> None:
    async def first_only(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if server.connections == 1:
            await obliging(reader, writer)
        await reader.read()

    async with serving(first_only) as server, wired() as over:
        await asyncio.gather(call(over, server))
        busy = [asyncio.create_task(call(over, server, read=PATIENCE)) for _ in range(2)]
        await until(lambda: server.connections == 2, "both calls have begun", PATIENCE)
        await over.close()
        found = await asyncio.gather(*busy, return_exceptions=True)
        assert any(isinstance(each, ClosedError) for each in found)
        await server.deserted()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for localhost, with its key in the same file."""
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    command = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost")
    named = ("-addext", "subjectAltName=DNS:localhost", "-keyout", str(file), "-out", str(file) + ".crt")
    subprocess.run((*command, *named), check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + file.with_name("both.pem.crt").read_bytes())
    return file


async def test_a_certificate_is_checked(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    async with serving(obliging, context) as server:
        async with wired() as over:
            with pytest.raises(ssl.SSLCertVerificationError):
                await call(over, server)
        monkeypatch.setenv("SSL_CERT_FILE", f"{certificate}.crt")
        async with wired() as over:
            assert [(await call(over, server)).body for _ in range(2)] == [b"ok", b"ok"]
            server.url = server.url.replace("localhost", "127.0.0.1")
            with pytest.raises(ssl.SSLCertVerificationError):
                await call(over, server)


@pytest.mark.parametrize(
    ("url", "found", "name"),
    [
        ("https://api.telegram.org/bot1:T/getMe", Place("api.telegram.org", 443, True, "/bot1:T/getMe"), None),
        ("http://localhost:8081", Place("localhost", 8081, False, "/"), "localhost:8081"),
        ("https://[::1]:8443/a?b=c", Place("::1", 8443, True, "/a?b=c"), "[::1]:8443"),
        ("http://host/a b", Place("host", 80, False, "/a%20b"), "host"),
    ],
)
def test_an_address_is_taken_apart(url: str, found: Place, name: str | None) -> None:
    assert place(url) == found
    assert place(url).name == (name or found.host)


@pytest.mark.parametrize(
    "url", ["", "ftp://host/", "https:///path", "http://host/\u00e9", "http://host:x/", "http://[::x/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        place(url)
