"""Draws what may not have arrived: after a start, and what another process changed and did not live to draw."""

from __future__ import annotations

from bot.conversation.event import Channel
from bot.runtime.tasks import Supervisor
from bot.tg.painter import Painter
from bot.tg.receiver import Receiver
from storage.unit import Storage

LOOK_SECONDS = 3.0


class StaleChatRepainter:
    """Looks at all chats; one process at a time does so."""

    def __init__(self, storage: Storage, receiver: Receiver, painter: Painter) -> None:
        """Have ``receiver`` draw what ``painter`` is not about to."""
        self._storage = storage
        self._receiver = receiver
        self._painter = painter
        self._drawn: dict[int, int] = {}
        self._before: dict[int, int] | None = None

    async def run(self, supervisor: Supervisor) -> None:
        """Draw at once all that is behind, and then what stays behind from one look to the next; until cancelled."""
        self._drawn, self._before = {}, None
        await supervisor.periodic("redrawing", self._look, LOOK_SECONDS)

    async def _look(self) -> None:
        """A screen is drawn once: where that does not help, its person is gone or cannot be reached."""
        async with self._storage.look() as unit:
            behind = {chat.id: chat for chat in await unit.chats.behind(Channel.TELEGRAM)}
        before = self._before
        for chat in behind.values():
            stays = before is None or before.get(chat.id) == chat.revision
            under_way = self._painter.is_drawing(chat.id) or self._receiver.is_drawing(chat.id)
            if stays and self._drawn.get(chat.id) != chat.revision and not under_way:
                self._drawn[chat.id] = chat.revision
                self._receiver.repaint(chat)
        self._before = {chat.id: chat.revision for chat in behind.values()}
        self._drawn = {chat: revision for chat, revision in self._drawn.items() if chat in self._before}
