"""Pages are packed on their way out; what is secret in them is masked, see :func:`bot.web.security.form_token`."""

from __future__ import annotations

import re
import zlib
from collections.abc import Awaitable, Callable

from aiohttp import web

# What fits in one packet as it is gains nothing.
LEAST_BYTES = 1000
_LEVEL = 4
_GZIP = 16 + zlib.MAX_WBITS
_REFUSED = re.compile(r"gzip\s*;\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def packed(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Pack a page for a browser that can unpack it."""
    response = await handler(request)
    if not isinstance(response, web.Response) or response.content_type != "text/html":
        return response
    body = response.body
    if isinstance(body, bytes) and len(body) >= LEAST_BYTES:
        response.headers["Vary"] = "Accept-Encoding"
        if unpacks(request):
            packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
            response.body = packer.compress(body) + packer.flush()
            response.headers["Content-Encoding"] = "gzip"
    return response


def unpacks(request: web.BaseRequest) -> bool:
    """Whether a browser said that it can unpack."""
    accepted = request.headers.get("Accept-Encoding", "")[:200]
    return "gzip" in accepted.lower() and not _REFUSED.search(accepted)
