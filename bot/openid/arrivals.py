"""Whose account it is that the provider vouches for, and whom it lets in for the first time."""

from __future__ import annotations

from datetime import datetime

from bot.config.environment import Settings
from bot.conversation.context import AppContext
from bot.conversation.event import Channel
from bot.people.admission import Admission, Admitted
from flows.people import Rol
from storage.people.openid import At
from storage.people.people import Invite
from storage.unit import Unit


class TurnedError(Exception):
    """Nobody is let in, and nothing changes; ``why`` is ``taken``, ``other``, ``spent`` or ``unknown``."""

    def __init__(self, why: str) -> None:
        """Keep the reason."""
        super().__init__(why)
        self.why = why


class Arrivals:
    """Lets people in whom the provider vouches for."""

    def __init__(self, app: AppContext, settings: Settings) -> None:
        """Let them in to ``app``."""
        self._app, self._settings = app, settings
        self._admission = Admission(app)

    async def let_in(self, unit: Unit, at: At, link: str, now: datetime) -> Admitted | None:
        """Who it is, with the hash of a ``link`` in hand or an empty one; none for who left, which the trail keeps."""
        held = await unit.openid.held(at, now)
        if held is not None and held.functionaris is not None and held.access:
            await self._use_up(unit, link, held.functionaris, now)
            return Admitted(held.functionaris, None)
        if link:
            return await self._accept(unit, at, link, now)
        if held is None:
            return await self._uninvited(unit, at, now)
        if held.functionaris is None and held.invite is not None:
            return await self._accept(unit, at, held.invite, now)
        await unit.audit.note(
            "openid_geweigerd", at=now, wie=held.functionaris, kanaal=Channel.WEB, bij=held.functionaris
        )
        return None

    async def _use_up(self, unit: Unit, link: str, functionaris: str, now: datetime) -> None:
        """A link to sign in works once, also for who did not need it; one for somebody else stays as it is."""
        invite = await unit.people.invitation(link) if link else None
        if invite is None:
            return
        if invite.functionaris != functionaris:
            raise TurnedError("taken")
        await unit.people.redeem(link, now)

    async def _accept(self, unit: Unit, at: At, link: str, now: datetime) -> Admitted:
        """Who has an invitation, and from now on this account."""
        admitted = await self._admission.accept(unit, link, now, Channel.WEB)
        if admitted is None:
            raise TurnedError("spent")
        known = await unit.openid.of(at.issuer, at.claim, admitted.who)
        if known not in (None, at.waarde):
            raise TurnedError("other")
        if known is None:
            await self._keep(unit, at, admitted, now)
        return admitted

    async def _uninvited(self, unit: Unit, at: At, now: datetime) -> Admitted:
        """Somebody new, where the gemeente lets everybody with an account in."""
        team = self._settings.openid_new_team or None
        known_team = team is None or team in {each for each, _ in await unit.people.teams()}
        if not self._settings.openid_new_role or not known_team:
            raise TurnedError("unknown")
        invite = Invite(Rol(self._settings.openid_new_role), team=team)
        admitted = Admitted(await self._admission.admit(unit, invite, now, Channel.WEB), None)
        await self._keep(unit, at, admitted, now)
        return admitted

    async def _keep(self, unit: Unit, at: At, admitted: Admitted, now: datetime) -> None:
        who, maker = admitted
        if not await unit.openid.keep(at, who, now, maker):
            raise TurnedError("taken")
        await unit.audit.note("openid_gekoppeld", at=now, wie=who, kanaal=Channel.WEB, bij=who, via=maker)
        if maker is not None:
            await tell_of_account(unit, who, now)


async def tell_of_account(unit: Unit, who: str, now: datetime) -> None:
    """Tell somebody that an account leads to them which they did not choose alone; it may not be theirs."""
    params = {"op": now.isoformat()}
    await unit.berichten.post(f"openid_linked:{who}:{now.isoformat()}", who, "openid_linked", params, at=now)
