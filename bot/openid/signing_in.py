"""Signing in with an account of the organisation: to the provider, back, and whose account it is."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

import structlog

from bot.config.environment import Settings
from bot.conversation.context import AppContext
from bot.openid.arrivals import Arrivals, TurnedError
from bot.openid.claims import account_in, has
from bot.openid.journeys import LASTS, Journey, departed, returned
from bot.openid.provider import Provider, RefusedCodeError
from bot.openid.refusals import ProviderDownError, UntrueError, word
from bot.openid.tokens import Reader, named
from bot.people.admission import SIGN_IN, tell_of_sign_in
from bot.people.links import hashed, token_for
from bot.people.sessions import begin
from bot.web.ports import Begun, RefusedOpenIdError
from flows.aanmelden import Wijze
from storage.people.openid import At
from storage.unit import Storage

_log = structlog.get_logger("meetlat.openid")
BACK = "/openid/terug"


class SigningIn:
    """The way in through one provider."""

    def __init__(self, storage: Storage, app: AppContext, settings: Settings, provider: Provider) -> None:
        """Let people in to ``app``."""
        self._storage, self._app, self._settings, self._provider = storage, app, settings, provider
        self._arrivals = Arrivals(app, settings)

    async def needed_for(self, link_token: str) -> bool:
        """Whether a link works together with an account only."""
        if self._app.bare_links:
            return False
        async with self._storage.look() as unit:
            invite = await unit.people.open_invitation(hashed(link_token), self._app.clock.now())
        return invite is not None and invite.handed_on

    async def depart(self, seed: str, link_token: str = "") -> str:
        """Where a browser with this seed goes to sign in."""
        link, drawn = hashed(link_token) if link_token else "", self._app.ids.random.randbytes(16)
        journey = departed(self._app.key, seed, link, drawn, self._app.clock.now())
        try:
            return await self._provider.entrance(journey.state, journey.nonce, journey.verifier, self._home)
        except ProviderDownError as error:
            raise _refused("down", error.why) from error

    async def arrive(self, answer: Mapping[str, str], seed: str, apparaat: str) -> Begun:
        """A session for who is back from the provider with an ``answer``; never twice for one journey."""
        journey = returned(self._app.key, seed, answer.get("state", ""), self._app.clock.now())
        if journey is None:
            raise RefusedOpenIdError("late")
        async with self._storage.unit() as unit:
            # Used up before anything else, so that one journey asks the provider once.
            if not await unit.inbox.claim("openid", journey.mark, self._app.clock.now()):
                raise RefusedOpenIdError("late")
        claims = await self._told(answer, journey)
        waarde = account_in(claims, self._settings.openid_claim)
        if waarde is None:
            raise _refused("missing", self._settings.openid_claim)
        if not has(claims, self._settings.openid_required):
            raise _refused("not_meant", "required")
        at = At(self._settings.openid_issuer, self._settings.openid_claim, waarde)
        return await self._begin(at, journey.link, claims, apparaat)

    async def _told(self, answer: Mapping[str, str], journey: Journey) -> Mapping[str, Any]:
        """What the provider says of who is back."""
        settings, now = self._settings, self._app.clock.now()
        try:
            metadata = await self._provider.metadata()
            issuer = answer.get("iss", "" if metadata.authorization_response_iss_parameter_supported else None)
            if issuer not in (None, settings.openid_issuer):
                raise _refused("untrue", "answer of another issuer")
            if "code" not in answer:
                cancelled = answer.get("error") == "access_denied"
                raise RefusedOpenIdError("cancelled") if cancelled else _refused("untrue", word(answer.get("error")))
            tokens = await self._provider.exchange(answer["code"], journey.verifier, self._home)
            reader = Reader(self._provider, settings.openid_issuer, settings.openid_client_id, now)
            return await reader.identity(tokens, journey.nonce, now - LASTS)
        except ProviderDownError as error:
            raise _refused("down", error.why) from error
        except RefusedCodeError as error:
            raise _refused("untrue", error.why) from error
        except UntrueError as error:
            raise _refused("clock" if error.clock else "untrue", error.why) from error

    async def _begin(self, at: At, link: str, claims: Mapping[str, Any], apparaat: str) -> Begun:
        session, now = token_for(self._app.key, "session", self._app.ids.new()), self._app.clock.now()
        try:
            async with self._storage.unit() as unit:
                admitted = await self._arrivals.let_in(unit, at, link, now)
                if admitted is not None:
                    await unit.openid.called(at, claims["sub"])
                    sid, who = named(claims.get("sid")), admitted.who
                    begun = await begin(
                        unit, self._app, session, who, Wijze.OPENID, apparaat, maker=admitted.maker, sid=sid
                    )
                    await tell_of_sign_in(unit, admitted, hashed(session)[:SIGN_IN], now)
        except TurnedError as turned:
            raise _refused(turned.why, "account") from turned
        if admitted is None:
            raise _refused("unknown", "account")
        return begun

    @property
    def _home(self) -> str:
        return f"{self._app.web}{BACK}"


def _refused(why: str, reason: str) -> RefusedOpenIdError:
    """A refusal with a number, under which the log says the reason; neither says whose account it was."""
    code = token_hex(4)
    _log.warning("openid_refused", code=code, why=why, reason=reason)
    return RefusedOpenIdError(why, code)
