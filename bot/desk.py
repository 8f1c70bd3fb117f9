"""What the web chat asks of the house: the conversation, and who may come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.bell import Bell
from bot.conversation import Conversation, Handled
from bot.event import Channel, Event
from bot.intake import Intake
from bot.links import SESSION, hashed, token_for
from bot.notices import can_be_put_right
from bot.strangers import Strangers
from bot.web.ports import Shown, Visitor
from flows.people import Functionaris, Rol
from storage.unit import Storage


class Desk:
    """The conversation of the web chat; what it changes rings the bell."""

    def __init__(self, intake: Intake, bell: Bell) -> None:
        """Hold the conversation behind ``intake``."""
        self._intake = intake
        self._bell = bell

    async def look(self, functionaris: str) -> Shown | None:
        """What the chat shows now."""
        handled = await self._intake.conversation.look(Channel.WEB, functionaris)
        return None if handled is None else _shown(handled)

    async def handle(self, event: Event) -> Shown | None:
        """Take in one event; none when this person has no access any more."""
        handled = await self._intake.handle(event)
        if handled.rol is None:
            return None
        for chat in handled.others:
            self._bell.ring(chat)
        if handled.chat is not None and not handled.repeated:
            self._bell.ring(handled.chat)
        return _shown(handled)


class Doorman:
    """Sessions and one-time links of the web chat; only hashes of tokens are stored."""

    def __init__(self, storage: Storage, conversation: Conversation) -> None:
        """Keep the door of the house that ``conversation`` is held in."""
        self._storage = storage
        self._house = conversation.house
        self._strangers = Strangers(conversation.house)

    async def visitor(self, session_token: str) -> Visitor | None:
        """Who this session belongs to."""
        async with self._storage.look() as unit:
            who = await unit.people.signed_in(hashed(session_token), self._house.world.now())
        return None if who is None else _visitor(who)

    async def redeem(self, link_token: str, key: str) -> str | None:
        """A session for a one-time link; repeating the same request gives the same session."""
        session = token_for(self._house.key, "session", f"{link_token}:{key}")
        now = self._house.world.now()
        async with self._storage.unit() as unit:
            if await unit.people.signed_in(hashed(session), now) is not None:
                return session
            who = await self._strangers.redeem(unit, link_token, now, Channel.WEB)
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


class Picker:
    """The demo's choice of who you are."""

    def __init__(self, storage: Storage, conversation: Conversation) -> None:
        """Offer everybody in a made-up municipality."""
        self._storage = storage
        self._house = conversation.house

    async def people(self) -> Sequence[Visitor]:
        """Everybody who can be chosen."""
        async with self._storage.look() as unit:
            everyone = await unit.people.everyone(self._house.world.now())
        roles = list(Rol)
        return [_visitor(who) for who in sorted(everyone, key=lambda who: (roles.index(who.rol), who.label))]

    async def enter(self, functionaris: str) -> str:
        """A session for one of them."""
        now = self._house.world.now()
        session = token_for(self._house.key, "session", self._house.world.new_id())
        async with self._storage.unit() as unit:
            if await unit.people.get(functionaris, now) is None:
                raise KeyError(functionaris)
            await unit.people.sign_in(hashed(session), functionaris, now + SESSION)
        return session


def _shown(handled: Handled) -> Shown:
    screen = handled.screen
    if handled.toast is not None:
        screen = replace(screen, notice=handled.toast)
    notice = None if handled.chat is None else handled.chat.notice
    return Shown(screen, handled.chat.revision if handled.chat else 0, handled.taal, can_be_put_right(notice))


def _visitor(who: Functionaris) -> Visitor:
    return Visitor(who.id, who.label, who.taal or "nl")
