"""The numbers of a screen as a sheet: through the door that every tap goes through, and with a line in the trail."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.conversation import Conversation
from bot.conversation.event import Channel
from bot.conversation.routing import may_follow, screen_at
from bot.conversation.screen import Sheet
from bot.reports.sheet import as_csv
from bot.runtime.fair_share import FairShare
from storage.unit import Storage


class Downloads:
    """Makes them one at a time: others wait for their answers less than who takes numbers home."""

    def __init__(self, storage: Storage, conversation: Conversation) -> None:
        """Draw the screens of ``conversation``, which are kept in ``storage``."""
        self._storage = storage
        self._conversation = conversation
        self._share = FairShare()

    async def numbers(self, functionaris: str, route: str, maker: str | None) -> tuple[str, str] | None:
        """The name and the text of a file with what the screen at a route has for a spreadsheet.

        It is the same none where there is nothing and for who may not; ``maker`` is the colleague with whose link this
        person is signed in.
        """
        found = await self._drawn(functionaris, route)
        if found is not None:
            async with self._storage.unit() as unit:
                await unit.audit.note(
                    "cijfers_opgehaald",
                    at=self._conversation.app.clock.now(),
                    wie=functionaris,
                    kanaal=Channel.WEB,
                    bij=route,
                    via=maker,
                )
        return None if found is None else (found.name, as_csv(found))

    async def _drawn(self, functionaris: str, route: str) -> Sheet | None:
        app = self._conversation.app
        async with self._share.turn(), self._storage.look() as unit:
            present = await unit.chats.present(Channel.WEB, functionaris, app.clock.now(), app.clock.today())
            asked = app.routes.find(route)
            if present is None or asked is None or not asked.route.is_view or asked.route.about_client:
                return None
            context = await self._conversation.context_of(unit, present, Channel.WEB, functionaris)
            if not await may_follow(context, asked):
                return None
            context.chat = replace(context.chat, route=route)
            return (await screen_at(context)).sheet
