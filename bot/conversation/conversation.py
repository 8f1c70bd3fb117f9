"""The one path of every message: seen before, who is this, what does it do, what is shown next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import structlog

from bot.conversation.context import AppContext, RequestContext
from bot.conversation.event import Channel, Commanded, Event, Tapped, Typed, Unwanted
from bot.conversation.notices import PARTING, notice, trouble
from bot.conversation.routes import link
from bot.conversation.routing import MENU, follow, screen_at
from bot.conversation.screen import Block, Screen, Style, Text, t
from bot.conversation.typed import read
from bot.people.admission import Admission
from bot.people.routes import SPEAK
from bot.runtime.fair_share import FairShare
from bot.texts.translations import LOCALES
from flows.dialogue import DialogueStatus
from flows.people import Functionaris, Rol
from storage.conversation.chats import Chat, Present
from storage.errors import UnavailableError
from storage.unit import Storage, Unit

MOST_TAKEN = 10_000
UNDRAWN: Final = Screen(())
_STALE = t("notice.stale", "Die knop is oud. Dit is de vraag van nu.")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Handled:
    """What an event led to, after its commit; ``others`` are chats elsewhere that need a new screen."""

    chat: Chat | None
    screen: Screen
    taal: str
    toast: Text | None = None
    others: tuple[Chat, ...] = ()
    repeated: bool = False
    rol: Rol | None = None


class Conversation:
    """Handles events, one transaction each; a reply is for the caller to send, after the commit."""

    def __init__(self, storage: Storage, app: AppContext, *, in_line: bool = False) -> None:
        """Hold conversations kept in ``storage``; ``in_line`` when other processes may be at the same chat."""
        self._storage = storage
        self.app = app
        self._in_line = in_line
        self._admission = Admission(app)
        self._drawing = FairShare()
        # The last tap of each chat that was taken in, the longest known first.
        self._taken: dict[int, Tapped] = {}

    async def handle(self, event: Event) -> Handled:
        """Take in one event and draw what follows."""
        return await self.drawn(await self.take_in(event))

    async def take_in(self, event: Event) -> Handled:
        """Take in one event, once: whoever was first wins. Raises ``ConflictError`` for the other.

        What asks about many clients is left undrawn, for :meth:`drawn`: it would keep whoever writes waiting.
        """
        async with self._storage.unit() as unit:
            return await self.within(unit, event)

    async def drawn(self, handled: Handled) -> Handled:
        """What was handled, with its screen, also where that was left for after the commit."""
        chat = handled.chat
        if chat is None or handled.screen is not UNDRAWN:
            return handled
        async with self._drawing.turn(), self._storage.look() as unit:
            now, today = self.app.clock.now(), self.app.clock.today()
            present = await unit.chats.present(chat.channel, chat.address, now, today)
            if present is None:
                return replace(handled, chat=None, screen=self._admission.refusal())
            context = await self.context_of(unit, replace(present, chat=chat), chat.channel, chat.address)
            return replace(handled, screen=await self._screen(context))

    async def look(self, channel: str, address: str, session: str = "") -> Handled | None:
        """What a chat shows now, or the menu when that cannot be read; none for somebody without access."""
        try:
            return await self._look(channel, address, session)
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  # who cannot see the screen could never leave it
            log.error("screen_failed", error=type(error).__name__)
        handled = await self.to_the_menu(channel, address)
        return None if handled.chat is None else handled

    async def _look(self, channel: str, address: str, session: str = "") -> Handled | None:
        async with self._storage.look() as unit:
            now, today = self.app.clock.now(), self.app.clock.today()
            present = await unit.chats.present(channel, address, now, today)
            if present is None:
                return None
            context = await self.context_of(unit, present, channel, address)
            context.session = session
            return Handled(present.chat, await self._screen(context), context.chat.taal, rol=context.who.rol)

    def parting(self, chat: Chat) -> Handled:
        """What stays behind in a chat whose person has no access any more, or another account."""
        said = notice(chat.notice) if chat.notice in PARTING else None
        text = said or t("notice.parted", "Hier is geen toegang meer. Er staat niets meer open.")
        return Handled(chat, Screen((Block(Style.TEXT, text),)), chat.taal)

    async def revision(self, channel: str, address: str) -> int | None:
        """How far a chat has come, without drawing it; none for somebody without access."""
        async with self._storage.look() as unit:
            return await unit.chats.revision(channel, address, self.app.clock.now())

    async def put_aside(self, event: Event) -> Handled:
        """Remember an update that cannot be handled; the person gets the menu and a number for the helpdesk."""
        return await self.to_the_menu(event.channel, event.address, event)

    async def to_the_menu(self, channel: str, address: str, event: Event | None = None) -> Handled:
        """Leave a screen that cannot be drawn, and what it is about."""
        number = self.app.ids.new()[:6].upper()
        log.error("update_put_aside", update=event.key if event else None, number=number)
        now, today = self.app.clock.now(), self.app.clock.today()
        async with self._storage.unit() as unit:
            if event is not None:
                await unit.inbox.claim(channel, event.key, now, fault=number)
            present = await unit.chats.present(channel, address, now, today, dialogue=False)
            if present is None:
                return Handled(None, self._admission.refusal(), event.locale if event else "nl")
            chat = (await self.context_of(unit, present, channel, address)).chat
            if present.chat is None:
                chat = await unit.chats.open(channel, address, present.who, chat.taal, MENU)
            menu = replace(
                chat, route=MENU, dialogue=None, notice=f"trouble:{number}", revision=chat.revision + 1, fresh=False
            )
            await unit.chats.save(menu, chat)
        try:
            handled = await self._look(channel, address)
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  # the menu itself needs something that cannot be read
            log.error("menu_failed", number=number, error=type(error).__name__)
            handled = None
        return handled or Handled(menu, trouble(number), menu.taal, rol=present.who.rol)

    async def within(self, unit: Unit, event: Event) -> Handled:
        """Take in one event within a unit of the caller's."""
        now, today = self.app.clock.now(), self.app.clock.today()
        if self._in_line:
            await unit.chats.stand_in_line(event.channel, event.address)
        first = await unit.inbox.claim(event.channel, event.key, now)
        present = await unit.chats.present(event.channel, event.address, now, today)
        if event.channel is Channel.TELEGRAM and first:
            welcomed = await self._admission.welcome(unit, event, now)
            if welcomed:
                present = await unit.chats.present(event.channel, event.address, now, today)
        if present is None:
            return Handled(None, self._admission.answer(event.input), event.locale)
        if present.shut:
            await unit.reach.reopen(event.address)
        context = await self.context_of(unit, present, event.channel, event.address, event.locale)
        context.maker, context.session = present.maker or event.maker, event.session
        if not first:
            return Handled(
                present.chat,
                await self._screen(context, later=True),
                context.chat.taal,
                repeated=True,
                rol=context.who.rol,
            )
        if present.chat is None:
            context.chat = await unit.chats.open(event.channel, event.address, context.who, context.chat.taal, MENU)
        was = context.chat
        context.chat = replace(was, notice=None)
        route = await self._decide(context, event)
        if route is None:
            return await self._not_taken(context, event, was)
        context.chat = replace(context.chat, route=route, revision=was.revision + 1)
        screen = await self._screen(context, later=True)
        others: tuple[Chat, ...] = ()
        if context.changed and present.elsewhere and was.dialogue is not None:
            others = await unit.chats.touch_others(was.dialogue, was.id)
        # Whoever draws may know a message that was not noted yet; after a crash nobody does.
        unknown = isinstance(event.input, Tapped) and (event.input.message or 0) > (was.message or 0)
        await unit.chats.save(replace(context.chat, fresh=context.chat.fresh or unknown), was)
        others = (*others, *context.touched)
        return Handled(context.chat, screen, context.chat.taal, context.toast, others, rol=context.who.rol)

    async def _not_taken(self, context: RequestContext, event: Event, was: Chat) -> Handled:
        """What had no effect. A page that did not hear so asks again, and what it stood on only grows older."""
        if event.channel is Channel.WEB:
            await context.unit.inbox.release(event.channel, event.key)
        screen = await self._screen(context, later=True)
        return Handled(was, screen, was.taal, context.toast, repeated=True, rol=context.who.rol)

    async def _decide(self, context: RequestContext, event: Event) -> str | None:
        """The route of the next screen; none when nothing changes and this one is drawn again."""
        if event.revision not in (None, context.chat.revision):
            context.toast = _STALE
            return None
        match event.input:
            case Tapped() as tapped:
                return await self._tapped(context, tapped)
            case Typed(text):
                return MENU if await self._gone_over(context) else await read(context, text)
            case Commanded("taal", taal) if taal in LOCALES:
                await follow(context, link(SPEAK, taal))
                return context.here
            case Commanded(name):
                context.chat = replace(context.chat, fresh=True)
                route = self.app.routes.commands.get(name)
                if route is None:
                    context.tell("unread")
                    return context.here
                if route.of_dialogue and context.dialogue is None:
                    return MENU
                return await follow(context, route.word) or MENU
            case Unwanted(kind):
                context.tell("edited" if kind == "edited" else "unwanted")
                return context.here

    async def _tapped(self, context: RequestContext, tapped: Tapped) -> str | None:
        """A button of the screen that is shown now acts; any other one brings that screen back.

        A doorway opens a screen below the message that it stands on, as a command does. Otherwise the revision
        alone decides. A message that was not noted is a copy that a crash left behind, and there may be another one
        below it: the next screen comes below both. What was not taken is said, except of the second half of a
        double tap, which was.
        """
        chat = context.chat
        found = self.app.routes.find(tapped.route)
        if tapped.revision is None and found is not None and found.route.doorway:
            context.chat = replace(chat, fresh=True)
            return await follow(context, tapped.route) or MENU
        if tapped.revision != chat.revision or found is None or found.route.shown_only:
            # The page of a browser sends a tap twice under one key, and such a repeat never comes here.
            late = tapped.revision == chat.revision - 1
            again = late and self._taken.get(chat.id) == tapped
            if not again:
                context.toast = _STALE
            above = late and (tapped.message or 0) < (chat.message or 0)
            if again or above or tapped.message in (None, chat.message):
                return None
            context.chat = replace(chat, fresh=(tapped.message or 0) < (chat.message or 0))
            return chat.route
        self._taken[chat.id] = tapped
        if len(self._taken) > MOST_TAKEN:
            del self._taken[next(iter(self._taken))]
        context.chat = replace(chat, fresh=False)
        return MENU if await self._gone_over(context) else await follow(context, tapped.route)

    async def _gone_over(self, context: RequestContext) -> bool:
        """Whether the dialogue on screen is about somebody who is a colleague's client now."""
        route = self.app.routes.at(context.here)
        return route is not None and route.of_dialogue and await context.gone_over()

    async def _screen(self, context: RequestContext, *, later: bool = False) -> Screen:
        route = self.app.routes.at(context.here)
        if later and route is not None and route.slow:
            return UNDRAWN
        screen = await screen_at(context)
        said = notice(context.chat.notice) if context.chat.notice else None
        return replace(screen, notice=said) if said is not None else screen

    async def context_of(
        self, unit: Unit, present: Present, channel: str, address: str, locale: str = "nl"
    ) -> RequestContext:
        """What a screen of somebody's chat is a function of, within ``unit``."""
        who = present.who
        chat = present.chat or Chat(0, channel, address, who.id, _taal(who, locale), MENU, revision=0)
        if who.taal in LOCALES:
            chat = replace(chat, taal=who.taal)
        now, today = self.app.clock.now(), self.app.clock.today()
        dialogue = present.dialogue
        if dialogue is not None and (dialogue.status is not DialogueStatus.OPEN or dialogue.functionaris != who.id):
            dialogue = None
        flows = await self.app.flows_at(unit, present.instelling)
        return RequestContext(self.app, flows, unit, now, today, who, chat, dialogue)


def _taal(who: Functionaris, locale: str) -> str:
    wished = who.taal or locale[:2]
    return wished if wished in LOCALES else "nl"
