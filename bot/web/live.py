"""Live updates: a stream that says which revision a chat has reached, never what is in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import cast

from aiohttp import web

from bot.web.parts import PARTS, Parts
from bot.web.refusals import NotSignedInError
from bot.web.visits import Visit, visit

MOST_STREAMS = 4
PULSE_SECONDS = 20.0
_HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}


async def live(request: web.Request) -> web.StreamResponse:
    """Tell the page when to fetch itself again, as long as it is open."""
    parts = request.app[PARTS]
    try:
        caller = await visit(request)
    except NotSignedInError:
        return web.Response(status=204)  # tells an EventSource not to come back
    streams = parts.streams.setdefault(caller.token, {})
    if sum(_is_open(stream) for stream in streams.values()) >= MOST_STREAMS:
        return web.Response(status=204)
    task = cast("asyncio.Task[object]", asyncio.current_task())
    streams[task] = request
    try:
        response = web.StreamResponse(headers=_HEADERS)
        await response.prepare(request)
        with suppress(ConnectionError):
            await _tell(response, parts, caller)
        return response
    finally:
        del streams[task]
        if not streams:
            parts.streams.pop(caller.token, None)


async def hang_up(app: web.Application) -> None:
    """End all streams at shutdown; a browser comes back by itself."""
    tasks = [task for streams in app[PARTS].streams.values() for task in streams]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _is_open(stream: web.Request) -> bool:
    """A browser that left is noticed when we next write to it; it must not use up a place until then."""
    return stream.transport is not None and not stream.transport.is_closing()


async def _tell(response: web.StreamResponse, parts: Parts, caller: Visit) -> None:
    bell = parts.bell.listen(caller.visitor.functionaris)
    ring = asyncio.create_task(_next(bell))
    told = None
    try:
        await asyncio.sleep(0)  # listening must have begun before the first look, or a change slips between
        while True:
            revision = await _revision(parts, caller)
            if revision is None:
                await response.write(b"event: gone\ndata: 0\n\n")
                return
            pulse = b":\n\n" if revision == told else f"event: changed\ndata: {revision}\n\n".encode()
            await response.write(pulse)
            told = revision
            done, _ = await asyncio.wait({ring}, timeout=PULSE_SECONDS)
            if done:
                if not ring.result():
                    return
                ring = asyncio.create_task(_next(bell))
    finally:
        ring.cancel()
        with suppress(asyncio.CancelledError):
            await ring


async def _revision(parts: Parts, caller: Visit) -> int | None:
    """Where the chat is now; asked anew each time, so that access that was taken away ends here."""
    if await parts.doorman.visitor(caller.token) is None:
        return None
    shown = await parts.conversation.look(caller.visitor.functionaris)
    return None if shown is None else shown.revision


async def _next(bell: AsyncIterator[None]) -> bool:
    """Wait for one ring; false when the bell is taken down."""
    try:
        await anext(bell)
    except StopAsyncIteration:
        return False
    return True
