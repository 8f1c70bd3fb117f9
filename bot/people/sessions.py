"""Being signed in to the web chat: sessions, and the one-time links that begin one."""

from __future__ import annotations

from bot.conversation.context import AppContext
from bot.conversation.event import Channel
from bot.people.admission import SIGN_IN, Admission, tell_of_sign_in
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
            found = await unit.people.signed_in(hashed(session_token), self._app.clock.now())
        return None if found is None else visitor(found.who, found.maker)

    async def redeem(self, link_token: str, key: str) -> str | None:
        """A session for a one-time link; repeating the same request gives the same session."""
        session = token_for(self._app.key, "session", f"{link_token}:{key}")
        now = self._app.clock.now()
        async with self._storage.unit() as unit:
            if await unit.people.signed_in(hashed(session), now) is not None:
                return session
            admitted = await self._admission.redeem(unit, link_token, now, Channel.WEB)
            if admitted is None:
                return None
            who, maker = admitted
            if not await unit.people.has_session(who, now):
                await unit.chats.begin_day(who)
            token = hashed(session)
            await unit.people.sign_in(token, who, now + SESSION, maker)
            await unit.audit.note("ingelogd", at=now, wie=who, kanaal=Channel.WEB, bij=maker, via=maker)
            await tell_of_sign_in(unit, admitted, token[:SIGN_IN], now)
        return session

    async def leave(self, session_token: str) -> None:
        """End a session."""
        async with self._storage.unit() as unit:
            await unit.people.sign_out(hashed(session_token))
            await unit.ways.sign_out(hashed(session_token))


def visitor(who: Functionaris, maker: str | None = None) -> Visitor:
    """Somebody as the web chat knows them."""
    return Visitor(who.id, who.label, who.taal or "nl", maker)
