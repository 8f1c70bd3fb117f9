"""The Mini App: the web chat, opened from Telegram by somebody whom Telegram already knows."""

from __future__ import annotations

from bot.conversation.context import AppContext
from bot.people.links import token_for
from bot.people.sessions import begin
from bot.tg.init_data import opened
from bot.web.ports import Begun
from flows.aanmelden import Wijze
from storage.unit import Storage

_SEEN = "mini_app"


class MiniApp:
    """Signs in whoever opens it from an account that is linked."""

    def __init__(self, storage: Storage, app: AppContext, token: str) -> None:
        """Believe what is signed with the ``token`` of the bot."""
        self._storage = storage
        self._app = app
        self._token = token

    async def enter(self, init_data: str, apparaat: str) -> Begun | None:
        """A session for what Telegram signed; none when it is old, was used before, or the account is nobody's."""
        now = self._app.clock.now()
        found = opened(init_data, self._token, now)
        if found is None:
            return None
        async with self._storage.unit() as unit:
            if not await unit.inbox.claim(_SEEN, found.proof, now):
                return None
            linked = await unit.people.linked(found.address, now)
            if linked is None:
                return None
            session = token_for(self._app.key, "session", f"{_SEEN}:{found.proof}")
            return await begin(unit, self._app, session, linked.who, Wijze.TELEGRAM, apparaat, maker=linked.maker)
