"""Live updates: a stream that says which revision a chat has reached, never what is in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from aiohttp import web

from bot.web.connections import CONNECTIONS
from bot.web.parts import PARTS, Parts
from bot.web.refusals import NotSignedInError
from bot.web.streams import GONE, Stream
from bot.web.visits import Visit, visit

PULSE_SECONDS = 20.0
_HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}


async def live(request: web.Request) -> web.StreamResponse:
    """Tell the page when to fetch itself again, as long as it is open."""
    parts = request.app[PARTS]
    try:
        caller = await visit(request)
    except NotSignedInError:
        return web.Response(body=GONE, headers=_HEADERS)
    stream = parts.streams.join(caller.visitor.functionaris, caller.token, request, request.app[CONNECTIONS].most // 2)
    try:
        response = web.StreamResponse(headers=_HEADERS)
        await response.prepare(request)
        with suppress(ConnectionError):
            await _tell(response, parts, caller, stream)
        return response
    finally:
        parts.streams.leave(stream)


async def hang_up(app: web.Application) -> None:
    """End all streams at shutdown; a browser comes back by itself."""
    app[PARTS].streams.end()


async def _tell(response: web.StreamResponse, parts: Parts, caller: Visit, stream: Stream) -> None:
    changes = parts.changes.listen(caller.visitor.functionaris)
    changed = asyncio.create_task(_next(changes))
    told = None
    try:
        await asyncio.sleep(0)  # listening must have begun before the first look, or a change slips between
        while not stream.over.done():
            revision = await _revision(parts, caller)
            if revision is None:
                await response.write(GONE)
                return
            pulse = b":\n\n" if revision == told else f"event: changed\ndata: {revision}\n\n".encode()
            await response.write(pulse)
            told = revision
            news: list[asyncio.Future[Any]] = [changed, stream.over]
            await asyncio.wait(news, timeout=PULSE_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if changed.done():
                if not changed.result():
                    return
                changed = asyncio.create_task(_next(changes))
        await response.write(stream.over.result())
    finally:
        changed.cancel()
        with suppress(asyncio.CancelledError):
            await changed


async def _revision(parts: Parts, caller: Visit) -> int | None:
    """Where the chat is now; asked anew each time, so that access that was taken away ends here."""
    if await parts.sessions.visitor(caller.token) is None:
        return None
    return await parts.conversation.revision(caller.visitor.functionaris)


async def _next(changes: AsyncIterator[None]) -> bool:
    """Wait for one change; false when there will be none any more."""
    try:
        await anext(changes)
    except StopAsyncIteration:
        return False
    return True
