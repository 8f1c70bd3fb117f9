"""Whose account is whose, as a beheerder fills it in; never over Telegram, because an account may hold a name."""

from __future__ import annotations

from bot.config.environment import Settings
from bot.conversation.context import AppContext
from bot.conversation.event import Channel
from bot.openid.arrivals import tell_of_account
from bot.openid.claims import kept
from bot.people.links import hashed, token_for
from bot.people.words import ROLES
from bot.texts.translations import words
from bot.web.ports import AccountOf, Visitor
from flows.people import Right
from storage.people.openid import At
from storage.unit import Storage, Unit


class Accounts:
    """The accounts of one provider; everything here is for beheerders, and nothing for anybody else."""

    def __init__(self, storage: Storage, app: AppContext, settings: Settings) -> None:
        """Keep them for ``app``."""
        self._storage, self._app = storage, app
        self._issuer, self._claim = settings.openid_issuer, settings.openid_claim

    async def of(self, visitor: Visitor, whose: str, *, invited: bool) -> AccountOf | None:
        """What is filled in for a colleague, or for an invitation by its id; none when there is nothing to fill in."""
        async with self._storage.look() as unit:
            label = await self._label(unit, visitor, whose, invited=invited)
            if label is None:
                return None
            found = await unit.openid.of(self._issuer, self._claim, self._whose(whose, invited=invited))
        return AccountOf(label, self._claim, found or "")

    async def fill_in(self, visitor: Visitor, whose: str, typed: str, *, invited: bool) -> str:
        """Fill in or, with nothing typed, take away; gives a word for what became of it."""
        waarde = kept(self._claim, typed.strip())
        if waarde is None and typed.strip():
            return "unread"
        try:
            return await self._filled_in(visitor, whose, waarde, invited=invited)
        except _TakenError:
            return "taken"

    async def _filled_in(self, visitor: Visitor, whose: str, waarde: str | None, *, invited: bool) -> str:
        now = self._app.clock.now()
        kind = self._whose(whose, invited=invited)
        async with self._storage.unit() as unit:
            if await self._label(unit, visitor, whose, invited=invited) is None:
                return "gone"
            if waarde == await unit.openid.of(self._issuer, self._claim, kind):
                return "same"
            if waarde is None:
                outcome = "released" if await unit.openid.release(self._issuer, self._claim, kind) else "same"
            elif not await self._keep(unit, At(self._issuer, self._claim, waarde), kind, visitor, invited=invited):
                raise _TakenError
            else:
                outcome = "kept"
            bij = None if invited else whose
            wat = "openid_ingevuld" if outcome == "kept" else "openid_losgemaakt"
            await unit.audit.note(wat, at=now, wie=visitor.functionaris, kanaal=Channel.WEB, bij=bij, via=visitor.maker)
            if outcome == "kept" and bij not in (None, visitor.functionaris):
                await tell_of_account(unit, whose, now)
        return outcome

    async def _keep(self, unit: Unit, at: At, kind: str, visitor: Visitor, *, invited: bool) -> bool:
        keep = unit.openid.keep_for if invited else unit.openid.keep
        return await keep(at, kind, self._app.clock.now(), visitor.functionaris)

    async def _label(self, unit: Unit, visitor: Visitor, whose: str, *, invited: bool) -> str | None:
        """For whom it would be, as long as the visitor may say so and there is somebody."""
        now = self._app.clock.now()
        who = await unit.people.get(visitor.functionaris, now)
        if who is None or not who.may(Right.INVITE):
            return None
        if not invited:
            colleague = await unit.people.get(whose, now)
            return None if colleague is None else colleague.label
        invite = await unit.people.open_invitation(self._whose(whose, invited=True), now)
        newcomer = invite is not None and invite.functionaris is None
        return words(visitor.locale).say(ROLES[invite.rol]) if invite is not None and newcomer else None

    def _whose(self, whose: str, *, invited: bool) -> str:
        return hashed(token_for(self._app.key, "invite", whose)) if invited else whose


class _TakenError(Exception):
    """The account is somebody else's; nothing changes."""
