"""What a client may send, checked before a byte of it is decoded: size, encoding, form and token."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.web import texts
from bot.web.refusals import RefusedError

MOST_BYTES = 256 * 1024
# A line of 4,096 characters takes up to twelve bytes for each in a form.
MOST_FORM_BYTES = 64 * 1024
MOST_FIELDS = 16
BODY_SECONDS = 10.0
FORM = "application/x-www-form-urlencoded"
_TOKEN = re.compile(rb"(?:^|&)csrf=([A-Za-z0-9_-]{1,128})(?=&|$)")
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def plain_bodies(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Refuse what is packed, in another encoding than UTF-8 or too large, whoever it is for."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise RefusedError(415, texts.NOT_HERE)
    if (request.charset or "utf-8").strip().lower() not in ("utf-8", "utf8", "us-ascii"):
        raise RefusedError(415, texts.NOT_HERE)
    if (request.content_length or 0) > MOST_BYTES:
        raise RefusedError(413, texts.TOO_MUCH)
    return await handler(request)


async def form_in(request: web.Request, is_ours: Callable[[str], bool]) -> Mapping[str, str]:
    """The fields of a form whose token ``is_ours``; every field is text that can be stored."""
    raw = await _form(request)
    token = _TOKEN.search(raw)
    if token is None or not is_ours(token[1].decode("ascii")):
        raise RefusedError(403, texts.STALE)
    return _fields(raw)


async def form_of_a_machine(request: web.Request) -> Mapping[str, str]:
    """The fields of a form that no page of ours holds; whoever asks for it checks where it came from."""
    return _fields(await _form(request))


async def _form(request: web.Request) -> bytes:
    if request.content_type != FORM:
        raise RefusedError(415, texts.NOT_HERE)
    if (request.content_length or 0) > MOST_FORM_BYTES:
        raise RefusedError(413, texts.TOO_MUCH)
    return await _received(request)


def _fields(raw: bytes) -> Mapping[str, str]:
    try:
        sent = parse_qsl(raw.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:  # bytes that are no text, or more fields than any form of ours has
        raise RefusedError(400, texts.NOT_HERE) from error
    return {name: value.replace("\x00", "") for name, value in sent}


async def _received(request: web.Request) -> bytes:
    """The body as it was sent, if it comes in time; its length may not have been told."""
    raw = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while chunk := await request.content.readany():
                raw += chunk
                if len(raw) > MOST_FORM_BYTES:
                    raise RefusedError(413, texts.TOO_MUCH)
    except TimeoutError as error:
        raise RefusedError(408, texts.STALE) from error
    except (HttpProcessingError, web.RequestPayloadError) as error:
        raise RefusedError(400, texts.NOT_HERE) from error
    return bytes(raw)
