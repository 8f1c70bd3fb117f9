"""The conversation as the web chat holds it."""

from __future__ import annotations

from bot.conversation.changes import ChangeNotifier
from bot.conversation.conversation import Handled
from bot.conversation.event import Channel, Event
from bot.conversation.intake import Intake
from bot.conversation.notices import can_be_put_right
from bot.web.ports import Shown


class WebConversation:
    """The conversation of the web chat; who looks at what it changes is told."""

    def __init__(self, intake: Intake, changes: ChangeNotifier) -> None:
        """Hold the conversation behind ``intake``."""
        self._intake = intake
        self._changes = changes

    async def look(self, functionaris: str, session: str = "") -> Shown | None:
        """What the chat shows now."""
        handled = await self._intake.conversation.look(Channel.WEB, functionaris, session)
        return None if handled is None else self._shown(handled)

    async def revision(self, functionaris: str) -> int | None:
        """Which revision the chat has reached."""
        return await self._intake.conversation.revision(Channel.WEB, functionaris)

    async def handle(self, event: Event) -> Shown | None:
        """Take in one event; none when this person has no access any more."""
        handled = await self._intake.handle(event)
        if handled.rol is None:
            return None
        for chat in handled.others:
            self._changes.notify(chat)
        if handled.chat is not None and not handled.repeated:
            self._changes.notify(handled.chat)
        return self._shown(handled)

    def _shown(self, handled: Handled) -> Shown:
        chat, day = handled.chat, self._intake.conversation.app.clock.today()
        if chat is None:
            return Shown(handled.screen, 0, handled.taal, said=handled.toast, day=day)
        put_right = can_be_put_right(chat.notice)
        return Shown(handled.screen, chat.revision, handled.taal, put_right, handled.toast, chat.route, day)
