"""python-telegram-bot's way to the network, over one lean aiohttp session."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, FormData, TCPConnector
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

JSON_HEADERS = {"Content-Type": "application/json"}
# So begins every answer of Telegram's that holds a result.
FINE = b'{"ok":true,'
KEEP_ALIVE = 50.0

# PTB's own alias for "a number, None or not given" is private.
Seconds = Any


class AiohttpRequest(BaseRequest):
    """One keep-alive session to the Bot API.

    ``read_timeout`` bounds the wait for an answer, ``connect_timeout`` a new connection; together with
    ``write_timeout`` they bound the whole call. The URL holds the token, so that nothing here logs it and
    no error carries it, not even as its cause.
    """

    def __init__(
        self,
        connections: int = 64,
        read_timeout: float = 10.0,
        write_timeout: float = 5.0,
        connect_timeout: float = 5.0,
    ) -> None:
        # Without this PTB 22 warns at every RetryAfter it makes, also when nobody reads its seconds.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._connections = connections
        self._read = read_timeout
        self._write = write_timeout
        self._connect = connect_timeout
        self._default = self._timeout(read_timeout, write_timeout, connect_timeout)
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds an answer may take when a call does not say otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Open the session; a second time does nothing."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections, keepalive_timeout=KEEP_ALIVE),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "identity"},
                timeout=self._default,
            )

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, url: URL, values: Mapping[str, Any], read_timeout: float | None = None) -> Any:
        """Make one call with plain values, without PTB's objects around it; errors are PTB's as always."""
        timeout = self._default if read_timeout is None else self._timeout(read_timeout, self._write, self._connect)
        status, body = await self._sent("POST", url, data=packed(values), headers=JSON_HEADERS, timeout=timeout)
        if status == 200 and body.startswith(FINE):
            return self.parse_json_payload(body)["result"]
        return await _Answer(status, body).post(str(url))

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        write_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        connect_timeout: Seconds = BaseRequest.DEFAULT_NONE,
        pool_timeout: Seconds = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; PTB turns the status and the body into a result or an error."""
        options = _body(request_data)
        given = (read_timeout, write_timeout, connect_timeout)
        if any(seconds is not self.DEFAULT_NONE for seconds in given):
            defaults = (self._read, self._write, self._connect)
            chosen = (d if g is self.DEFAULT_NONE else g for g, d in zip(given, defaults, strict=True))
            options["timeout"] = self._timeout(*chosen)
        status, body = await self._sent(method, URL(url, encoded=True), **options)
        return _status(status, body), body

    async def _sent(self, method: str, url: URL, **options: Any) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("AiohttpRequest is not initialized")
        try:
            async with self._session.request(method, url, allow_redirects=False, **options) as response:
                return response.status, _without_page(response.status, await response.read())
        except (OSError, ValueError, ClientError) as error:
            failure = _translated(error)
        # Raised out here, so that the original with its URL does not hang on it as context.
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; unlike PTB's own, what cannot be read is not logged."""
        try:
            answer = unpacked(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or (answer.get("ok") and "result" not in answer):
            raise TelegramError("Invalid server response")
        return answer

    @staticmethod
    def _timeout(read: float | None, write: float | None, connect: float | None) -> ClientTimeout:
        total = None if read is None or write is None or connect is None else read + write + connect
        return ClientTimeout(total=total, sock_connect=connect, sock_read=read)


class _Answer(BaseRequest):
    """An answer that has come already: PTB knows which error it means."""

    def __init__(self, status: int, body: bytes) -> None:
        self._answer = _status(status, body), body

    @property
    def read_timeout(self) -> None:
        """Nothing is waited for."""

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, *_: object, **__: object) -> tuple[int, bytes]:
        """The answer."""
        return self._answer

    parse_json_payload = staticmethod(AiohttpRequest.parse_json_payload)


def packed(values: Mapping[str, Any]) -> bytes:
    """Values as JSON; half of a character, which is no text, is left to the slower way."""
    try:
        return orjson.dumps(values)
    except TypeError:
        return json.dumps(values).encode()


def unpacked(body: bytes) -> Any:
    """What JSON says; what only Python's own reader takes is left to that."""
    try:
        return orjson.loads(body)
    except ValueError:
        return json.loads(body)


def _status(status: int, body: bytes) -> int:
    """What PTB goes by; it takes a refusal with the status of a success for a result."""
    if status >= 300 or body.startswith(FINE):
        return status
    try:
        answer = unpacked(body)
    except (ValueError, RecursionError):
        return status
    if not isinstance(answer, dict) or answer.get("ok") is True:
        return status
    code = answer.get("error_code")
    return code if type(code) is int and 400 <= code < 600 else 502


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        # A ninth of the time that urlencoding takes; the Bot API takes nested objects in JSON as they are.
        return {"data": packed(data.parameters), "headers": JSON_HEADERS}
    form = FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return {"data": form}


def _without_page(status: int, body: bytes) -> bytes:
    # A proxy's error page says no more than its status does, and may repeat the URL with the token.
    return body if status < 300 or body.startswith(b"{") else b"{}"


def _translated(error: Exception) -> NetworkError:
    if isinstance(error, TimeoutError):
        return TimedOut()
    return NetworkError(f"aiohttp.{type(error).__name__}")
