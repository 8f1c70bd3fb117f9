"""People without access: a polite refusal that tells nothing, or a welcome with a valid invitation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from bot.conversation.context import AppContext
from bot.conversation.event import Channel, Commanded, Event, Input
from bot.conversation.screen import Block, Screen, Style, t
from bot.home.words import PRIVACY_BLOCKS
from bot.people.links import hashed
from flows.labels import Functie, fits, free_number, label
from flows.people import Functionaris
from storage.people.people import Invite
from storage.unit import Unit

# How much of the hash of a session says which one is meant.
SIGN_IN = 16
# Stands in its place for the Telegram account.
ACCOUNT = "account"


class Admitted(NamedTuple):
    """Who was let in, and the colleague who made the link; none for a link of one's own and for a newcomer."""

    who: str
    maker: str | None


class Admission:
    """An invitation is redeemed in the same transaction as the message that carries it."""

    def __init__(self, app: AppContext) -> None:
        """Let people in to ``app``."""
        self._app = app

    async def welcome(self, unit: Unit, event: Event, now: datetime) -> bool:
        """Redeem an invitation that came with ``/start``; the account is linked to its functionaris."""
        given = event.input
        if not isinstance(given, Commanded) or given.name != "start" or not given.argument:
            return False
        if not given.argument.isascii():
            return False
        admitted = await self.redeem(unit, given.argument, now, event.channel)
        if admitted is None:
            return False
        who, maker = admitted
        replaced = await unit.people.link(event.address, who, now, maker)
        await unit.audit.note("gekoppeld", at=now, wie=who, kanaal=event.channel, bij=maker, via=maker)
        if replaced:
            await unit.chats.part(who, "account_replaced")
            await _post(unit, who, "account_replaced", {}, now)
        await tell_of_sign_in(unit, admitted, ACCOUNT, now)
        return True

    async def redeem(self, unit: Unit, token: str, now: datetime, channel: Channel) -> Admitted | None:
        """Whom a link lets in that says nothing but itself; none where a colleague's links do not suffice."""
        if not self._app.bare_links:
            invite = await unit.people.invitation(hashed(token))
            if invite is not None and invite.handed_on:
                return None
        return await self.accept(unit, hashed(token), now, channel)

    async def accept(self, unit: Unit, token: str, now: datetime, channel: Channel) -> Admitted | None:
        """Whom an invitation lets in, by its hash, made when it is somebody new; none when it is not valid."""
        invite = await unit.people.redeem(token, now)
        if invite is None:
            return None
        if invite.functionaris is not None:
            return Admitted(invite.functionaris, invite.maker)
        who = await self.admit(unit, invite, now, channel)
        await unit.openid.accepted(token, who)
        return Admitted(who, None)

    async def admit(self, unit: Unit, invite: Invite, now: datetime, channel: Channel) -> str:
        """Somebody new; gives the id."""
        who = _newcomer(invite, self._app.ids.new(), set((await unit.people.labels()).values()))
        await unit.people.add(who, now)
        await unit.audit.note("toegelaten", at=now, wie=who.id, kanaal=channel, bij=invite.door)
        return who.id

    def answer(self, given: Input) -> Screen:
        """What somebody without access hears: what is kept, when asked; the same refusal for anything else."""
        if isinstance(given, Commanded) and given.name == "privacy":
            return Screen(PRIVACY_BLOCKS)
        return self.refusal()

    def refusal(self) -> Screen:
        """The same words for everybody."""
        text = t("refusal", "Deze chat is alleen voor genodigden. Vraag uw beheerder om een uitnodiging.")
        return Screen((Block(Style.TEXT, text),))


async def tell_of_sign_in(unit: Unit, admitted: Admitted, sign_in: str, now: datetime) -> None:
    """Tell somebody that a link was used which a colleague made for them; it may not have been they."""
    if admitted.maker is not None:
        params = {"sign_in": sign_in, "door": admitted.maker, "op": now.isoformat()}
        await _post(unit, admitted.who, "signed_in", params, now)


async def _post(unit: Unit, who: str, sjabloon: str, params: dict[str, str], now: datetime) -> None:
    key = f"{sjabloon}:{who}:{params.get('sign_in', '')}:{now.isoformat()}"
    await unit.berichten.post(key, who, sjabloon, params, at=now)


def _newcomer(invite: Invite, new_id: str, taken: Collection[str]) -> Functionaris:
    """The functionaris an invitation makes; without a label that can be used the role gets the next free number."""
    functie = Functie(invite.rol)
    usable = fits(invite.label) and invite.label not in taken
    return Functionaris(
        new_id,
        invite.label if usable else label(functie, free_number(functie, taken)),
        invite.rol,
        invite.team,
    )
