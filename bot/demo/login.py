"""The demo's choice of who you are."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.context import AppContext
from bot.people.links import token_for
from bot.people.sessions import begin, visitor
from bot.web.ports import Begun, Visitor
from flows.aanmelden import Wijze
from flows.people import Rol
from storage.unit import Storage


class DemoLogin:
    """Signs in as anybody, without a link."""

    def __init__(self, storage: Storage, app: AppContext) -> None:
        """Offer everybody in a made-up municipality."""
        self._storage = storage
        self._app = app

    async def people(self) -> Sequence[Visitor]:
        """Everybody who can be chosen."""
        async with self._storage.look() as unit:
            everyone = await unit.people.everyone(self._app.clock.now())
        roles = list(Rol)
        return [visitor(who) for who in sorted(everyone, key=lambda who: (roles.index(who.rol), who.label))]

    async def enter(self, functionaris: str, apparaat: str) -> Begun:
        """A session for one of them."""
        session = token_for(self._app.key, "session", self._app.ids.new())
        async with self._storage.unit() as unit:
            if await unit.people.get(functionaris, self._app.clock.now()) is None:
                raise KeyError(functionaris)
            return await begin(unit, self._app, session, functionaris, Wijze.LINK, apparaat)
