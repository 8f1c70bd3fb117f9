"""Somebody who waits in vain is only stuck when nothing is killed meanwhile: a life may be too short for any answer."""

from __future__ import annotations

import asyncio
from types import TracebackType

MOST_TRIES = 8


class StuckError(Exception):
    """The newest buttons do nothing, however often they are tapped."""


class Truce:
    """Holds the killing back while somebody needs it; ``called`` counts how often that was."""

    def __init__(self) -> None:
        """Nobody needs it yet."""
        self.called = 0
        self._held = 0
        self._over = asyncio.Event()
        self._over.set()

    async def over(self) -> None:
        """Wait until nobody needs it any more."""
        await self._over.wait()

    def begin(self) -> None:
        """Have nothing killed until :meth:`end`."""
        self.called += 1
        self._held += 1
        self._over.clear()

    def end(self) -> None:
        """Let the killing go on, as far as this one is concerned."""
        self._held -= 1
        if not self._held:
            self._over.set()


class Patience:
    """Counts what one person tries in vain: some tries among the kills, and as many in peace."""

    def __init__(self, truce: Truce) -> None:
        """Begin with all of it."""
        self._truce = truce
        self._tries = 0
        self._peace = False

    def __enter__(self) -> Patience:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._peace:
            self._truce.end()

    def lost(self, waiting: int, what: str) -> None:
        """Another try led to nothing; it does not count while the bot has ``waiting`` updates to take in."""
        self._tries = 0 if waiting else self._tries + 1
        if self._tries < MOST_TRIES:
            return
        if self._peace:
            raise StuckError(f"{what}, {MOST_TRIES} times in peace")
        self._tries, self._peace = 0, True
        self._truce.begin()
