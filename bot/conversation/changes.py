"""Tells other pages and channels of the same person that a chat changed, so that they follow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from bot.conversation.event import Channel
from storage.conversation.chats import Chat

Listener = Callable[[Chat], None]


class ChangeNotifier:
    """One per process; what other processes change is found by whoever looks again."""

    def __init__(self) -> None:
        """Start without listeners."""
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._channels: dict[str, Listener] = {}

    def attach(self, channel: Channel, listener: Listener) -> None:
        """Let a channel know of chats that changed elsewhere."""
        self._channels[channel] = listener

    def notify(self, chat: Chat) -> None:
        """Tell whoever shows this chat that there is something new."""
        for event in self._waiting.get(chat.functionaris, ()):
            event.set()
        if chat.channel in self._channels:
            self._channels[chat.channel](chat)

    async def listen(self, functionaris: str) -> AsyncIterator[None]:
        """Yield whenever a chat of this functionaris changed."""
        event = asyncio.Event()
        self._waiting.setdefault(functionaris, set()).add(event)
        try:
            while True:
                await event.wait()
                event.clear()
                yield
        finally:
            listeners = self._waiting[functionaris]
            listeners.discard(event)
            if not listeners:
                del self._waiting[functionaris]
