"""python-telegram-bot's way to the network, over a lean wire."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from aiohttp import FormData
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.tg.answer import GarbledError
from bot.tg.wire import ClosedError, Wire

HEADERS = {"User-Agent": BaseRequest.USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
JSON_HEADERS = {**HEADERS, "Content-Type": "application/json"}

# PTB's own alias for "a number, None or not given" is private.
Seconds = Any


@dataclass(frozen=True, slots=True)
class Values:
    """As much of PTB's ``RequestData`` as a call without files needs."""

    parameters: Mapping[str, Any]
    contains_files: bool = False


class WireRequest(BaseRequest):
    """Calls to the Bot API over connections that stay open.

    ``read_timeout`` bounds the wait for an answer, ``connect_timeout`` the wait for a new connection; what is
    written is small and waits for nothing. The URL holds the token, so that nothing here logs it and no error
    carries it, not even as its cause.
    """

    def __init__(self, connections: int = 64, read_timeout: float = 10.0, connect_timeout: float = 5.0) -> None:
        # Without this PTB 22 warns at every RetryAfter it makes, also when nobody reads its seconds.
        os.environ.setdefault("PTB_TIMEDELTA", "true")
        self._connections = connections
        self._read = read_timeout
        self._connect = connect_timeout
        self._wire: Wire | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds an answer may take when a call does not say otherwise."""
        return self._read

    async def initialize(self) -> None:
        """Be ready for calls; a second time does nothing."""
        if self._wire is None:
            self._wire = Wire(self._connections)

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._wire is not None:
            await self._wire.close()
            self._wire = None

    async def call(self, url: str, values: Mapping[str, Any], read_timeout: Seconds = BaseRequest.DEFAULT_NONE) -> Any:
        """Make one call with plain values, without PTB's objects around it; errors are PTB's as always."""
        return await self.post(url, cast("RequestData", Values(values)), read_timeout=read_timeout)

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
        if self._wire is None:
            raise RuntimeError("WireRequest is not initialized")
        connect = self._connect if connect_timeout is self.DEFAULT_NONE else connect_timeout
        read = self._read if read_timeout is self.DEFAULT_NONE else read_timeout
        try:
            headers, body = await _body(request_data)
            answer = await self._wire.exchange(method, url, headers, body, connect=connect, read=read)
            return answer.status, _without_page(answer.status, answer.body)
        except (OSError, ValueError, ClosedError, GarbledError) as error:
            failure = _translated(error)
        # Raised out here, so that the original with its URL does not hang on it as context.
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; unlike PTB's own, what cannot be read is not logged."""
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict) or (answer.get("ok") and "result" not in answer):
            raise TelegramError("Invalid server response")
        return answer


async def _body(data: RequestData | None) -> tuple[Mapping[str, str], bytes]:
    if data is None:
        return HEADERS, b""
    if not data.contains_files:
        # A ninth of the time that urlencoding takes; the Bot API takes nested objects in JSON as they are.
        return JSON_HEADERS, json.dumps(data.parameters).encode()
    form = FormData(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    parts = form()
    return {**HEADERS, "Content-Type": parts.headers["Content-Type"]}, await parts.as_bytes()


def _without_page(status: int, body: bytes) -> bytes:
    # A proxy's error page says no more than its status does, and may repeat the URL with the token.
    return body if status < 300 or body.startswith(b"{") else b"{}"


def _translated(error: Exception) -> NetworkError:
    if isinstance(error, TimeoutError):
        return TimedOut()
    return NetworkError(type(error).__name__)
