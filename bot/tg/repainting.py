"""Draws what may not have arrived: after a start, and what another process changed and did not live to draw."""

from __future__ import annotations

import asyncio

import structlog

from bot.conversation.event import Channel
from bot.tg.painter import Painter
from bot.tg.receiver import Receiver
from storage.chats import Chat
from storage.errors import StorageError
from storage.unit import Storage

LOOK_SECONDS = 3.0
DATABASE_PAUSE = 5.0
log = structlog.get_logger()


class StaleChatRepainter:
    """Looks at all chats; one process at a time does so."""

    def __init__(self, storage: Storage, receiver: Receiver, painter: Painter) -> None:
        """Have ``receiver`` draw what ``painter`` is not about to."""
        self._storage = storage
        self._receiver = receiver
        self._painter = painter

    async def run(self) -> None:
        """Draw at once all that is behind, and then what stays behind from one look to the next; until cancelled.

        A screen is drawn once: where that does not help, its person is gone or cannot be reached.
        """
        drawn: dict[int, int] = {}
        before: dict[int, int] | None = None
        while True:
            behind = {chat.id: chat for chat in await self._behind()}
            for chat in behind.values():
                stays = before is None or before.get(chat.id) == chat.revision
                under_way = self._painter.is_drawing(chat.id) or self._receiver.is_drawing(chat.id)
                if stays and drawn.get(chat.id) != chat.revision and not under_way:
                    drawn[chat.id] = chat.revision
                    self._receiver.repaint(chat)
            before = {chat.id: chat.revision for chat in behind.values()}
            drawn = {chat: revision for chat, revision in drawn.items() if chat in before}
            await asyncio.sleep(LOOK_SECONDS)

    async def _behind(self) -> tuple[Chat, ...]:
        while True:
            try:
                async with self._storage.look() as unit:
                    return await unit.chats.behind(Channel.TELEGRAM)
            except StorageError as error:
                log.error("database_unavailable", error=type(error).__name__)
                await asyncio.sleep(DATABASE_PAUSE)
