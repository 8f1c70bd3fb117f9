"""The updates that wait for a bot, and long polling."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from support.botapi.chat import Chat
from support.botapi.refusal import OTHER_POLL, conflict

UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KINDS = UNASKED | {
    *("message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "inline_query"),
    *("my_chat_member", "chat_join_request", "poll", "poll_answer", "business_message"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update on its way; ``key`` is its id, or 0 when it is handed over once whatever the offset."""

    key: int
    update: dict[str, Any]
    chat: Chat | None


class Inbox:
    """Keeps updates until the bot confirms them.

    An update with an ``update_id`` that is not a new number (a redelivery, or rubbish) is handed over
    once, since no offset can confirm it.
    """

    def __init__(self, last_id: int) -> None:
        self.allowed: frozenset[str] = frozenset()
        self._last_id = last_id
        self._fresh: dict[int, Waiting] = {}
        self._again: list[Waiting] = []
        self._polls = 0
        self._interrupted_by = ""
        self._closed = False
        self._changed = asyncio.Condition()

    @property
    def waiting(self) -> list[Waiting]:
        """Everything that is not confirmed, in order."""
        return [*self._again, *self._fresh.values()]

    async def push(self, update: dict[str, Any], chat: Chat | None = None) -> Waiting | None:
        """Take in an update, numbered when it has no id; ``None`` when the bot does not want its kind."""
        kind = next((name for name in update if name != "update_id"), "")
        wanted = kind in self.allowed if self.allowed else kind not in UNASKED
        if kind in KINDS and not wanted:
            return None
        given = update.setdefault("update_id", self._last_id + 1)
        fresh = type(given) is int and given > self._last_id
        entry = Waiting(given if fresh else 0, update, chat)
        if fresh:
            self._last_id = given
            self._fresh[given] = entry
        else:
            self._again.append(entry)
        if chat:
            chat.unconfirmed += 1
        await self._wake()
        return entry

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[dict[str, Any]]:
        """Long polling: forget what ``offset`` confirms, wait for something, hand over the oldest."""
        await self.interrupt(OTHER_POLL)
        mine = self._polls
        await self._forget_below(offset)
        async with self._changed:
            try:
                async with asyncio.timeout(seconds):
                    await self._changed.wait_for(
                        lambda: self._fresh or self._again or self._closed or mine != self._polls
                    )
            except TimeoutError:
                pass
        if mine != self._polls:
            raise conflict(self._interrupted_by)
        handed = self.waiting[:limit]
        for entry in [entry for entry in handed if not entry.key]:
            await self.confirm(entry)
        return [entry.update for entry in handed]

    async def interrupt(self, reason: str) -> None:
        """End a poll that still waits with a conflict."""
        self._polls += 1
        self._interrupted_by = reason
        await self._wake()

    async def confirm(self, entry: Waiting) -> None:
        """Forget an update that arrived; a second time does nothing."""
        if entry not in self:
            return
        if entry.key:
            del self._fresh[entry.key]
        else:
            self._again.remove(entry)
        if entry.chat:
            entry.chat.unconfirmed -= 1
            await entry.chat.touch()

    def __contains__(self, entry: Waiting) -> bool:
        return entry.key in self._fresh if entry.key else entry in self._again

    async def clear(self) -> None:
        """Drop everything that waits."""
        for entry in self.waiting:
            await self.confirm(entry)

    async def close(self) -> None:
        """End a poll that still waits."""
        self._closed = True
        await self._wake()

    async def _forget_below(self, offset: int) -> None:
        if offset < 0:
            offset = self._last_id + 1 + offset
        while self._fresh and (oldest := next(iter(self._fresh))) < offset:
            await self.confirm(self._fresh[oldest])

    async def _wake(self) -> None:
        async with self._changed:
            self._changed.notify_all()
