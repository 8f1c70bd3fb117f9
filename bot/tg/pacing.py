"""Stay within what Telegram takes: about 30 messages a second from all processes together, one a second in one chat."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

# Sums of fractions never quite meet; nobody waits for less than this many seconds.
GRAIN = 1e-6
# A 429 is about one chat, unless so many of them came from different ones within so many seconds.
CHATS_OF_A_FLOOD = 3
FLOOD_SECONDS = 10.0


class Pace:
    """Gives each call its turn; a chat that was quiet may make ``burst`` calls at once.

    Turns are places in a time of its own, which stands still during a halt: all turns then come later
    by as much, in the same order and as far apart, and the end of a halt is not a flood.
    """

    def __init__(
        self,
        per_second: float = 25.0,
        per_chat: float = 1.0,
        burst: int = 3,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._per_second = per_second
        self._between = 1.0 / per_second
        self._between_in_chat = 1.0 / per_chat
        self._ahead = burst - 1
        self._clock = clock
        self._sleep = sleep
        # Until when the calls so far are paid for: all together, and by chat, the longest unused one first.
        self._paid = 0.0
        self._paid_in_chat: dict[int | str, float] = {}
        self._line = asyncio.Lock()
        self._stood_still_at = 0.0
        self._runs_from = clock()
        # Until when a chat is held by itself, and when each of them was.
        self._held: dict[int | str, float] = {}
        self._refused: dict[int | str, float] = {}

    def share(self, part: float) -> None:
        """Take only a part of the rate from now on; the rest is for other processes."""
        self._between = 1.0 / (self._per_second * part)

    async def turn(self, chat: int | str) -> None:
        """Wait until a call in this chat may go."""
        self._forget_idle_chats()
        start, paid = self._place(self._paid_in_chat.pop(chat, 0.0), self._between_in_chat)
        self._paid_in_chat[chat] = paid
        await self._until(start)
        while (wait := self.held(chat)) > GRAIN:
            await self._sleep(wait)
        # Only now, so that a chat that waits for itself keeps no place that another could use.
        start, self._paid = self._place(self._paid, self._between)
        await self._until(start)

    async def leftover(self) -> None:
        """Wait for a place that no other call wants, which may take for ever; who came first goes first."""
        async with self._line:
            while (wait := self._real_wait(self._paid)) > GRAIN:
                await self._sleep(wait)
            self._paid = max(self._now(), self._paid) + self._between

    @property
    def halted(self) -> float:
        """For how many seconds every call is still held."""
        return max(0.0, self._runs_from - self._clock())

    def held(self, chat: int | str) -> float:
        """For how many seconds calls in this chat are still held, beside all others."""
        return max(0.0, self._held.get(chat, 0.0) - self._clock())

    def refused(self, chat: int | str, seconds: float) -> None:
        """Hold calls in a chat for so long, as Telegram asks with a 429; every call, when several chats are refused."""
        now = self._clock()
        self._held = {each: until for each, until in self._held.items() if until > now}
        self._held[chat] = max(self._held.get(chat, 0.0), now + seconds)
        self._refused = {each: at for each, at in self._refused.items() if now - at < FLOOD_SECONDS} | {chat: now}
        if len(self._refused) >= CHATS_OF_A_FLOOD:
            self.halt(seconds)

    def halt(self, seconds: float) -> None:
        """Hold every call for so long."""
        self._stood_still_at = self._now()
        self._runs_from = max(self._runs_from, self._clock() + seconds)

    def _now(self) -> float:
        return self._stood_still_at + max(0.0, self._clock() - self._runs_from)

    def _place(self, paid: float, between: float) -> tuple[float, float]:
        """Say when the next call may start, and until when the calls are then paid for."""
        now = self._now()
        return max(now, paid - self._ahead * between), max(now, paid) + between

    async def _until(self, moment: float) -> None:
        # A halt that comes during the sleep makes it too short, and the wait go round again.
        while (wait := self._real_wait(moment)) > GRAIN:
            await self._sleep(wait)

    def _real_wait(self, moment: float) -> float:
        return self.halted + max(0.0, moment - self._now())

    def _forget_idle_chats(self) -> None:
        now = self._now()
        while self._paid_in_chat:
            chat = next(iter(self._paid_in_chat))
            if self._paid_in_chat[chat] > now:
                return
            del self._paid_in_chat[chat]
