"""The one path of every message: seen before, who is this, what does it do, what is shown next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import structlog

from bot.event import Channel, Commanded, Event, Input, Tapped, Typed, Unwanted
from bot.notices import notice, trouble
from bot.routing import DOORWAYS, follow, may_be_tapped, screen_at, split
from bot.runtime.easy import EasyTurns
from bot.screen import Screen, Text, t
from bot.strangers import Strangers
from bot.translations import LOCALES
from bot.turn import House, Turn
from bot.typed import read
from flows.dialogue import DialogueStatus
from flows.people import Functionaris, Rol
from storage.chats import Chat, Present
from storage.errors import ConflictError, UnavailableError
from storage.unit import Storage, Unit

TRIES = 3
MOST_TAKEN = 10_000
# Views of the dialogue that is on screen.
OF_DIALOGUE = frozenset({"dialogue", "help", "why", "card", "card_help", "edit", "ask", "ask_stop", "same_day"})
# Views that ask about many clients.
ABOUT_MANY = frozenset({"caseload", "report", "compare", "lists", "list"})
UNDRAWN: Final = Screen(())
log = structlog.get_logger()
COMMANDS = {
    "start": "home",
    "menu": "home",
    "meting": "new",
    "clienten": "clients/0",
    "caseload": "caseload",
    "uitleg": "ladder",
    "vragen": "questions",
    "taal": "settings",
    "instellingen": "settings",
    "privacy": "privacy",
    "help": "ladder",
    "stop": "ask_stop",
}


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

    def __init__(self, storage: Storage, house: House, *, in_line: bool = False) -> None:
        """Hold conversations kept in ``storage``; ``in_line`` when other processes may be at the same chat."""
        self._storage = storage
        self.house = house
        self._in_line = in_line
        self._strangers = Strangers(house)
        self._drawing = EasyTurns()
        # The last tap of each chat that was taken in, the longest unused first.
        self._taken: dict[int, Tapped] = {}

    async def handle(self, event: Event) -> Handled:
        """Take in one event and draw what follows."""
        return await self.drawn(await self.take_in(event))

    async def take_in(self, event: Event) -> Handled:
        """Take in one event; whoever was first wins, the other looks again.

        What asks about many clients is left undrawn, for :meth:`drawn`: it would keep whoever writes waiting.
        """
        for attempt in range(1, TRIES + 1):
            try:
                async with self._storage.unit() as unit:
                    return await self.within(unit, event)
            except ConflictError:
                if attempt == TRIES:
                    raise
        raise AssertionError("unreachable")

    async def drawn(self, handled: Handled) -> Handled:
        """What was handled, with its screen, also where that was left for after the commit."""
        chat = handled.chat
        if chat is None or handled.screen is not UNDRAWN:
            return handled
        async with self._drawing.turn(), self._storage.look() as unit:
            now, today = self.house.world.now(), self.house.world.today()
            present = await unit.chats.present(chat.channel, chat.address, now, today)
            if present is None:
                return replace(handled, chat=None, screen=self._strangers.refusal())
            turn = self._turn(unit, replace(present, chat=chat), chat.channel, chat.address)
            return replace(handled, screen=await self._screen(turn))

    async def look(self, channel: str, address: str) -> Handled | None:
        """What a chat shows now, or the menu when that cannot be read; none for somebody without access."""
        try:
            return await self._look(channel, address)
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  # who cannot see the screen could never leave it
            log.error("screen_failed", error=type(error).__name__)
        handled = await self.to_the_menu(channel, address)
        return None if handled.chat is None else handled

    async def _look(self, channel: str, address: str) -> Handled | None:
        async with self._storage.look() as unit:
            now, today = self.house.world.now(), self.house.world.today()
            present = await unit.chats.present(channel, address, now, today)
            if present is None:
                return None
            await self.house.catch_up(unit, present.instelling)
            turn = self._turn(unit, present, channel, address)
            return Handled(present.chat, await self._screen(turn), turn.chat.taal, rol=turn.who.rol)

    async def put_aside(self, event: Event) -> Handled:
        """Remember an update that cannot be handled; the person gets the menu and a number for the helpdesk."""
        return await self.to_the_menu(event.channel, event.address, event)

    async def to_the_menu(self, channel: str, address: str, event: Event | None = None) -> Handled:
        """Leave a screen that cannot be drawn, and what it is about."""
        number = self.house.world.new_id()[:6].upper()
        log.error("update_put_aside", update=event.key if event else None, number=number)
        now, today = self.house.world.now(), self.house.world.today()
        async with self._storage.unit() as unit:
            if event is not None:
                await unit.inbox.claim(channel, event.key, now, fault=number)
            present = await unit.chats.present(channel, address, now, today, dialogue=False)
            if present is None:
                return Handled(None, self._strangers.refusal(), event.locale if event else "nl")
            chat = self._turn(unit, present, channel, address).chat
            if present.chat is None:
                chat = await unit.chats.open(channel, address, present.who, chat.taal, "home")
            menu = replace(
                chat, route="home", dialogue=None, notice=f"trouble:{number}", revision=chat.revision + 1, fresh=False
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
        now, today = self.house.world.now(), self.house.world.today()
        if self._in_line:
            await unit.chats.stand_in_line(event.channel, event.address)
        first = await unit.inbox.claim(event.channel, event.key, now)
        present = await unit.chats.present(event.channel, event.address, now, today)
        if event.channel is Channel.TELEGRAM and first:
            welcomed = await self._strangers.welcome(unit, event, now)
            if welcomed:
                present = await unit.chats.present(event.channel, event.address, now, today)
        if present is None:
            return Handled(None, self._strangers.refusal(), event.locale)
        if present.shut:
            await unit.reach.reopen(event.address)
        await self.house.catch_up(unit, present.instelling)
        turn = self._turn(unit, present, event.channel, event.address, event.locale)
        if not first:
            return Handled(
                present.chat, await self._screen(turn, later=True), turn.chat.taal, repeated=True, rol=turn.who.rol
            )
        if present.chat is None:
            turn.chat = await unit.chats.open(event.channel, event.address, turn.who, turn.chat.taal, "home")
        was = turn.chat
        turn.chat = replace(was, notice=None)
        route = await self._decide(turn, event.input)
        if route is None:
            return Handled(
                was, await self._screen(turn, later=True), was.taal, turn.toast, repeated=True, rol=turn.who.rol
            )
        turn.chat = replace(turn.chat, route=route, revision=was.revision + 1)
        screen = await self._screen(turn, later=True)
        others: tuple[Chat, ...] = ()
        if turn.changed and present.elsewhere and was.dialogue is not None:
            others = await unit.chats.touch_others(was.dialogue, was.id)
        # Whoever draws may know a message that was not noted yet; after a crash nobody does.
        unknown = isinstance(event.input, Tapped) and (event.input.message or 0) > (was.message or 0)
        await unit.chats.save(replace(turn.chat, fresh=turn.chat.fresh or unknown), was)
        return Handled(turn.chat, screen, turn.chat.taal, turn.toast, others, rol=turn.who.rol)

    async def _decide(self, turn: Turn, given: Input) -> str | None:
        """The route of the next screen; none when nothing changes and this one is drawn again."""
        match given:
            case Tapped():
                return await self._tapped(turn, given)
            case Typed(text):
                return "home" if await self._gone_over(turn) else await read(turn, text)
            case Commanded("taal", taal) if taal in LOCALES:
                await follow(turn, "speak", [taal])
                return turn.chat.route
            case Commanded(name):
                turn.chat = replace(turn.chat, fresh=True)
                route = COMMANDS.get(name)
                if route is None:
                    turn.tell("unread")
                    return turn.chat.route
                found = split("home" if route == "ask_stop" and turn.dialogue is None else route)
                return "home" if found is None else await follow(turn, *found)
            case Unwanted(kind):
                turn.tell("edited" if kind == "edited" else "unwanted")
                return turn.chat.route

    async def _tapped(self, turn: Turn, tapped: Tapped) -> str | None:
        """A button of the screen that is shown now acts; any other one brings that screen back.

        A doorway opens a screen below the message that it stands on, as a command does. Otherwise the revision
        alone decides. A message that was not noted is a copy that a crash left behind, and there may be another one
        below it: the next screen comes below both. What was not taken is said, except of the second half of a
        double tap, which was.
        """
        chat = turn.chat
        found = split(tapped.route)
        if tapped.revision is None and found is not None and found[0] in DOORWAYS:
            turn.chat = replace(chat, fresh=True)
            return await follow(turn, *found)
        if tapped.revision != chat.revision or found is None or not may_be_tapped(found[0]):
            late = tapped.revision == chat.revision - 1
            again = late and self._taken.get(chat.id) == tapped
            if not again:
                turn.toast = t("notice.stale", "Die knop is oud. Dit is de vraag van nu.")
            above = late and (tapped.message or 0) < (chat.message or 0)
            if again or above or tapped.message in (None, chat.message):
                return None
            turn.chat = replace(chat, fresh=(tapped.message or 0) < (chat.message or 0))
            return chat.route
        self._taken[chat.id] = tapped
        if len(self._taken) > MOST_TAKEN:
            del self._taken[next(iter(self._taken))]
        turn.chat = replace(chat, fresh=False)
        return "home" if await self._gone_over(turn) else await follow(turn, *found)

    async def _gone_over(self, turn: Turn) -> bool:
        """Whether the dialogue on screen is about somebody who is a colleague's client now."""
        return turn.chat.route.partition("/")[0] in OF_DIALOGUE and await turn.gone_over()

    async def _screen(self, turn: Turn, *, later: bool = False) -> Screen:
        if later and turn.chat.route.partition("/")[0] in ABOUT_MANY:
            return UNDRAWN
        screen = await screen_at(turn)
        said = notice(turn.chat.notice) if turn.chat.notice else None
        return replace(screen, notice=said) if said is not None else screen

    def _turn(self, unit: Unit, present: Present, channel: str, address: str, locale: str = "nl") -> Turn:
        who = present.who
        chat = present.chat or Chat(0, channel, address, who.id, _taal(who, locale), "home", revision=0)
        if who.taal in LOCALES:
            chat = replace(chat, taal=who.taal)
        now, today = self.house.world.now(), self.house.world.today()
        dialogue = present.dialogue
        if dialogue is not None and (dialogue.status is not DialogueStatus.OPEN or dialogue.functionaris != who.id):
            dialogue = None
        return Turn(self.house, unit, now, today, who, chat, dialogue)


def _taal(who: Functionaris, locale: str) -> str:
    wished = who.taal or locale[:2]
    return wished if wished in LOCALES else "nl"
