"""People without access: a polite refusal that tells nothing, or a welcome with a valid invitation."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.context import AppContext
from bot.conversation.event import Channel, Commanded, Event, Input
from bot.conversation.screen import Block, Screen, Style, t
from bot.home.words import PRIVACY_BLOCKS
from bot.people.links import hashed
from flows.people import Functionaris
from storage.people import Invite
from storage.unit import Unit


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
        who = await self.redeem(unit, given.argument, now, event.channel)
        if who is None:
            return False
        await unit.people.link(event.address, who, now)
        await unit.audit.note("gekoppeld", at=now, wie=who, kanaal=event.channel)
        return True

    async def redeem(self, unit: Unit, token: str, now: datetime, channel: Channel) -> str | None:
        """The functionaris an invitation is for, made when it is a new one; none when it is not valid."""
        invite = await unit.people.redeem(hashed(token), now)
        if invite is None:
            return None
        if invite.functionaris is not None:
            return None if await unit.people.get(invite.functionaris, now) is None else invite.functionaris
        known = len(await unit.people.labels())
        who = _newcomer(invite, self._app.ids.new(), known)
        await unit.people.add(who, now)
        await unit.audit.note("toegelaten", at=now, wie=who.id, kanaal=channel)
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


def _newcomer(invite: Invite, new_id: str, known: int) -> Functionaris:
    """The functionaris an invitation makes; the label is a role with a number, never a name."""
    label = invite.label or f"{invite.rol.value.capitalize()} {known + 1}"
    return Functionaris(new_id, label, invite.rol, invite.team)
