"""Being signed in to the web chat: sessions, and the one-time links that begin one."""

from __future__ import annotations

from bot.conversation.context import AppContext
from bot.conversation.event import Channel
from bot.people.admission import Admission
from bot.people.links import SESSION, hashed, token_for
from bot.web.ports import Visitor
from flows.people import Functionaris
from storage.unit import Storage


class Sessions:
    """Sessions and one-time links of the web chat; only hashes of tokens are stored."""

    def __init__(self, storage: Storage, app: AppContext) -> None:
        """Sign people in to ``app``."""
        self._storage = storage
        self._app = app
        self._admission = Admission(app)

    async def visitor(self, session_token: str) -> Visitor | None:
        """Who this session belongs to."""
        async with self._storage.look() as unit:
            who = await unit.people.signed_in(hashed(session_token), self._app.clock.now())
        return None if who is None else visitor(who)

    async def redeem(self, link_token: str, key: str) -> str | None:
        """A session for a one-time link; repeating the same request gives the same session."""
        session = token_for(self._app.key, "session", f"{link_token}:{key}")
        now = self._app.clock.now()
        async with self._storage.unit() as unit:
            if await unit.people.signed_in(hashed(session), now) is not None:
                return session
            who = await self._admission.redeem(unit, link_token, now, Channel.WEB)
            if who is None:
                return None
            if not await unit.people.has_session(who, now):
                await unit.chats.begin_day(who)
            await unit.people.sign_in(hashed(session), who, now + SESSION)
            await unit.audit.note("ingelogd", at=now, wie=who, kanaal=Channel.WEB)
        return session

    async def leave(self, session_token: str) -> None:
        """End a session."""
        async with self._storage.unit() as unit:
            await unit.people.sign_out(hashed(session_token))


def visitor(who: Functionaris) -> Visitor:
    """Somebody as the web chat knows them."""
    return Visitor(who.id, who.label, who.taal or "nl")
