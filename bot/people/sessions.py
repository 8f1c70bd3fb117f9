"""Being signed in to the web chat: sessions, and the one-time links that begin one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from math import ceil

from bot.conversation.context import AppContext
from bot.conversation.event import Channel
from bot.people.admission import SIGN_IN, Admission, tell_of_sign_in
from bot.people.links import hashed, token_for
from bot.web.ports import Begun, Visitor
from flows.aanmelden import Wijze, worth_noting
from flows.people import Functionaris
from storage.errors import UnavailableError
from storage.people.sessions import Session, SignedIn
from storage.unit import Storage, Unit


async def begin(
    unit: Unit,
    app: AppContext,
    token: str,
    who: str,
    wijze: Wijze,
    apparaat: str,
    *,
    maker: str | None = None,
    sid: str | None = None,
    passkey: str | None = None,
) -> Begun:
    """Sign somebody in to the web chat under a token, in whatever way; no session begins anywhere else."""
    now, rules = app.clock.now(), app.flows.gemeente.aanmelden
    if not await unit.sessions.any_of(who, now):
        await unit.chats.begin_day(who)
    einde = rules.einde(wijze, now)
    tot = rules.tot(wijze, now, einde)
    await unit.sessions.begin(
        Session(hashed(token), who, now, now, tot, einde, wijze, apparaat, door=maker, sid=sid, passkey=passkey)
    )
    await unit.audit.note("ingelogd", at=now, wie=who, kanaal=Channel.WEB, bij=maker, via=maker)
    return Begun(token, _seconds(now, einde))


async def strengthen(unit: Unit, app: AppContext, token: str, found: SignedIn, passkey: str) -> Begun:
    """Who adds a passkey while signed in with a bare link goes on as if signed in with the passkey.

    Otherwise the one who did as asked would stand outside the next morning.
    """
    now, rules = app.clock.now(), app.flows.gemeente.aanmelden
    if not found.wijze.once:
        return Begun(token, _seconds(now, found.einde))
    einde = rules.einde(Wijze.PASSKEY, now)
    await unit.sessions.strengthen(hashed(token), passkey, rules.tot(Wijze.PASSKEY, now, einde), einde)
    return Begun(token, _seconds(now, einde))


class Sessions:
    """Sessions and one-time links of the web chat; only hashes of tokens are stored."""

    def __init__(self, storage: Storage, app: AppContext) -> None:
        """Sign people in to ``app``."""
        self._storage = storage
        self._app = app
        self._admission = Admission(app)

    async def visitor(self, session_token: str, *, used: bool = False) -> Visitor | None:
        """Who this session belongs to; ``used`` by a person, it lasts longer."""
        token, now = hashed(session_token), self._app.clock.now()
        async with self._storage.look() as unit:
            found = await unit.sessions.signed_in(token, now)
        if found is None:
            return None
        tot = found.tot
        if used and worth_noting(found.gebruikt, now):
            tot = await self._used(token, found, now)
        return replace(
            visitor(found.who, found.maker),
            seconds=_seconds(now, tot),
            final=tot == found.einde,
            session=token[:SIGN_IN],
        )

    async def _used(self, token: str, found: SignedIn, now: datetime) -> datetime:
        """Note that a session was used; while nothing can be written it lasts no longer, and works on."""
        until = self._app.flows.gemeente.aanmelden.tot(found.wijze, now, found.einde)
        try:
            async with self._storage.unit() as unit:
                await unit.sessions.used(token, now, until)
        except UnavailableError:
            return found.tot
        return until

    async def redeem(self, link_token: str, key: str, apparaat: str) -> Begun | None:
        """A session for a one-time link; repeating the same request gives the same session."""
        session = token_for(self._app.key, "session", f"{link_token}:{key}")
        token, now = hashed(session), self._app.clock.now()
        async with self._storage.unit() as unit:
            known = await unit.sessions.signed_in(token, now)
            if known is not None:
                return Begun(session, _seconds(now, known.einde))
            admitted = await self._admission.redeem(unit, link_token, now, Channel.WEB)
            if admitted is None:
                return None
            begun = await begin(unit, self._app, session, admitted.who, Wijze.LINK, apparaat, maker=admitted.maker)
            await tell_of_sign_in(unit, admitted, token[:SIGN_IN], now)
        return begun

    async def leave(self, session_token: str) -> None:
        """End a session."""
        async with self._storage.unit() as unit:
            await unit.sessions.end(hashed(session_token))


def visitor(who: Functionaris, maker: str | None = None) -> Visitor:
    """Somebody as the web chat knows them."""
    return Visitor(who.id, who.label, who.taal or "nl", maker)


def _seconds(now: datetime, until: datetime) -> int:
    return ceil((until - now).total_seconds())
