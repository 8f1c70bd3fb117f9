"""Signing out: at the provider too, and here when the provider says that somebody left there."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from authlib.common.urls import add_params_to_uri

from bot.config.environment import Settings
from bot.conversation.changes import ChangeNotifier
from bot.conversation.context import AppContext
from bot.conversation.event import Channel
from bot.openid.provider import Provider
from bot.openid.refusals import ProviderDownError, UntrueError
from bot.openid.tokens import Reader, named
from bot.web.ports import Visitor
from flows.aanmelden import Wijze
from storage.conversation.chats import Chat
from storage.unit import Storage, Unit


class Leaving:
    """The way out, in both directions."""

    def __init__(
        self, storage: Storage, app: AppContext, settings: Settings, provider: Provider, changes: ChangeNotifier
    ) -> None:
        """Sign people out of ``app``; ``changes`` tells their pages."""
        self._storage, self._app, self._settings, self._provider = storage, app, settings, provider
        self._changes = changes

    async def way_out(self, visitor: Visitor) -> str | None:
        """Where somebody signs out at the provider too; none who signed in otherwise, or where it has no such place."""
        async with self._storage.look() as unit:
            mine = await unit.sessions.of(visitor.functionaris, self._app.clock.now())
        if not any(each.wijze is Wijze.OPENID and each.token.startswith(visitor.session) for each in mine):
            return None
        try:
            place = (await self._provider.metadata()).end_session_endpoint
        except ProviderDownError:
            return None
        told = {"client_id": self._settings.openid_client_id, "post_logout_redirect_uri": f"{self._app.web}/"}
        return str(add_params_to_uri(place, list(told.items()))) if place else None

    async def left(self, logout_token: str) -> bool:
        """The provider says over the back channel that somebody left; false for what cannot be believed."""
        settings = self._settings
        now, issuer = self._app.clock.now(), settings.openid_issuer
        try:
            claims = await Reader(self._provider, issuer, settings.openid_client_id, now).logout(logout_token)
        except UntrueError:
            return False
        mark = sha256(f"{issuer}\0{claims['jti']}".encode()).hexdigest()
        async with self._storage.unit() as unit:
            if not await unit.inbox.claim("openid_uit", mark, now):
                return False
            sid = named(claims.get("sid"))
            if sid is not None:
                ended = await self._end(unit, await unit.sessions.end_of_provider(sid))
            else:
                ended = await self._end(unit, await unit.openid.end_of(issuer, str(claims["sub"])))
        self._tell(ended)
        return True

    async def left_in_front(self, issuer: str, sid: str) -> None:
        """The provider says it through the browser, without a proof: whoever knows the name of a session may end it."""
        if issuer != self._settings.openid_issuer or named(sid) is None:
            return
        async with self._storage.unit() as unit:
            ended = await self._end(unit, await unit.sessions.end_of_provider(sid))
        self._tell(ended)

    async def _end(self, unit: Unit, ended: Iterable[str]) -> list[str]:
        people = list(ended)
        for who in people:
            await unit.audit.note("afgemeld_aanbieder", at=self._app.clock.now(), wie=who, kanaal=Channel.WEB, bij=who)
        return people

    def _tell(self, people: Iterable[str]) -> None:
        """Open pages of these people find out that they are signed out."""
        for who in people:
            self._changes.notify(Chat(0, Channel.WEB, who, who, "nl", ""))
