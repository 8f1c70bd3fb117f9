"""The live streams that are open: few of one person, and few enough in all; the oldest makes room."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator

from aiohttp import web

MOST_OF_ONE = 4
# Tells a page to show who may not be here any more.
GONE = b"event: gone\ndata: 0\n\n"
# Tells a page to stop listening until somebody looks at it again.
ENOUGH = b"event: enough\ndata: 0\n\n"


class Stream:
    """One stream; ``over`` is its last word, once it has to end."""

    def __init__(self, who: str, session: str, request: web.Request) -> None:
        """Open for ``who``, in a session."""
        self.who, self.session = who, session
        self.over: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._request = request

    @property
    def heard(self) -> bool:
        """A browser that left is noticed when we next write to it; until then it is the first to make room."""
        transport = self._request.transport
        return transport is not None and not transport.is_closing()

    def end(self, last: bytes) -> None:
        """Let it say one thing more, and end."""
        if not self.over.done():
            self.over.set_result(last)


class Streams:
    """Those of one server, the oldest first."""

    def __init__(self) -> None:
        """Start with none."""
        self._all: dict[Stream, None] = {}
        self._of: dict[str, dict[Stream, None]] = {}

    def __iter__(self) -> Iterator[Stream]:
        """Each of them."""
        return iter(self._all)

    def join(self, who: str, session: str, request: web.Request, most: int) -> Stream:
        """One more, for which others may have to go; ``most`` are open in all."""
        while len(self._of.get(who, ())) >= MOST_OF_ONE:
            self._make_room(self._of[who])
        while len(self._all) >= most:
            self._make_room(self._all)
        stream = Stream(who, session, request)
        self._all[stream] = self._of.setdefault(who, {})[stream] = None
        return stream

    def leave(self, stream: Stream) -> None:
        """It has ended."""
        if stream not in self._all:
            return
        del self._all[stream]
        mine = self._of[stream.who]
        del mine[stream]
        if not mine:
            del self._of[stream.who]

    def end_of(self, session: str) -> None:
        """End those of a session that is over."""
        for stream in self._all:
            if stream.session == session:
                stream.end(GONE)

    def end(self) -> None:
        """End all of them without a word; a browser comes back by itself."""
        for stream in self._all:
            stream.end(b"")

    def _make_room(self, those: Iterable[Stream]) -> None:
        first = next((stream for stream in those if not stream.heard), None) or next(iter(those))
        self.leave(first)
        first.end(ENOUGH)
