"""What happens with each update: one chat in order, chats side by side; answer only after the commit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Mapping, Sequence
from html import escape
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram.error import TelegramError

from bot.conversation.changes import ChangeNotifier
from bot.conversation.conversation import UNDRAWN, Handled
from bot.conversation.event import Commanded, Event, Input, Tapped
from bot.conversation.intake import Intake
from bot.conversation.screen import Screen, t
from bot.texts.translations import words
from bot.tg.calls import Calls
from bot.tg.commands import Menus
from bot.tg.floods import Floods, Taken
from bot.tg.inbound import Elsewhere, Inbound, read, update_id
from bot.tg.painter import Painter, wanted
from bot.tg.render import UnfitButtonError, render
from bot.tg.strangers import Refusal, Refusals
from bot.tg.verdicts import backoff
from storage.conversation.chats import Chat
from storage.errors import UnavailableError

TRIES = 5
log = structlog.get_logger()


class Receiver:
    """Takes updates in; the caller acknowledges them when :meth:`receive` returns."""

    def __init__(
        self,
        calls: Calls,
        intake: Intake,
        painter: Painter,
        changes: ChangeNotifier,
        *,
        bot_id: str,
        together: bool,
        menus: Menus,
        refusals: Refusals,
        floods: Floods,
    ) -> None:
        """Hand updates to ``intake``, what came at once ``together``, and its screens to ``painter``."""
        self._call = calls
        self._bot_id = bot_id
        self._menus = menus
        self._refusals = refusals
        self._floods = floods
        self._intake = intake
        self._conversation = intake.conversation
        self._together = together
        self._painter = painter
        self._changes = changes
        # A lane lives as long as somebody stands in it.
        self._lanes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._errands: set[asyncio.Task[None]] = set()
        self._drawings: WeakValueDictionary[int, asyncio.Task[None]] = WeakValueDictionary()

    async def receive_all(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Take a batch in; returns when every update is committed, raises when the database is away."""
        taken = []
        for raw in updates:
            found = read(raw, self._bot_id)
            if isinstance(found, Inbound):
                if self._taken(found):
                    taken.append(found)
            elif isinstance(found, Elsewhere):
                self._leave(found)
            else:
                log.info("update_ignored", update=update_id(raw))
        groups = _groups(taken, self._together)
        if len(groups) == 1:
            # As good as always, and a task for it costs more than reading the update did.
            await self._receive_group(groups[0])
        else:
            await asyncio.gather(*(self._receive_group(group) for group in groups))

    async def receive(self, raw: Mapping[str, Any]) -> dict[str, Any] | None:
        """Take one update in; gives the call that may travel in the answer to a webhook."""
        found = read(raw, self._bot_id)
        if isinstance(found, Elsewhere):
            self._leave(found)
        if not isinstance(found, Inbound) or not self._taken(found):
            return None
        lane = self._lanes.setdefault(found.event.address, asyncio.Lock())
        async with lane:
            handled = await self._intake.received(found.event)
        return self._follow_up(found, handled, answer_here=True)

    def repaint(self, chat: Chat) -> None:
        """Show a chat that was changed from elsewhere, or may have missed its last screen."""
        self._run(self._look(chat))

    def is_drawing(self, chat: int) -> bool:
        """Whether a report for this chat is under way, or waits for its turn."""
        return chat in self._drawings

    def lay_down(self) -> None:
        """Draw no reports any more; who waits for one gets it after the next start."""
        for task in list(self._drawings.values()):
            task.cancel()

    async def close(self, seconds: float) -> None:
        """Let small errands end."""
        if self._errands:
            await asyncio.wait(self._errands, timeout=seconds)

    async def _receive_group(self, group: Sequence[Inbound]) -> None:
        handled = await self._intake.received_all([inbound.event for inbound in group])
        for inbound, done in zip(group, handled, strict=True):
            self._follow_up(inbound, done, answer_here=False)

    def _follow_up(self, inbound: Inbound, handled: Handled, *, answer_here: bool) -> dict[str, Any] | None:
        """Send what follows from a committed event."""
        for chat in handled.others:
            self._changes.notify(chat)
        if handled.chat is None:
            self._refuse(inbound, handled.screen)
        elif handled.screen is UNDRAWN:
            self._drawings[handled.chat.id] = self._run(self._draw(inbound, handled))
        else:
            self._show(handled, inbound.event)
        if handled.chat is not None and handled.rol is not None and _may_change_the_menu(inbound.event.input):
            self._run(self._menus.offer(inbound.chat, handled.rol, handled.taal))
        if inbound.message is not None and handled.chat is not None:
            self._errand("deleteMessage", chat_id=inbound.chat, message_id=inbound.message)
        if inbound.callback is None:
            return None
        toast = words(handled.taal).say(handled.toast) if handled.toast else None
        if answer_here:
            answer = {"method": "answerCallbackQuery", "callback_query_id": inbound.callback}
            return answer | ({"text": toast} if toast else {})
        self._errand("answerCallbackQuery", callback_query_id=inbound.callback, text=toast)
        return None

    def _show(self, handled: Handled, event: Event) -> None:
        try:
            screen = wanted(handled, event.input)
        except Exception as error:  # noqa: BLE001  # what cannot be shown must not come back for ever
            self._run(self._rescue(event.channel, event.address, error, event))
        else:
            if screen is not None:
                self._painter.want(screen)

    async def _rescue(self, channel: str, address: str, error: Exception, event: Event | None = None) -> None:
        """Bring somebody whose screen cannot be drawn on Telegram back to the menu."""
        what = str(error) if isinstance(error, UnfitButtonError) else ""
        log.error("screen_failed", error=type(error).__name__, what=what)
        handled = await self._conversation.to_the_menu(channel, address, event)
        if (screen := wanted(handled)) is not None:
            self._painter.want(screen)

    def _refuse(self, inbound: Inbound, screen: Screen) -> None:
        """Say the same to every stranger."""
        said = render(screen, 0, words(inbound.event.locale[:2])).text
        self._refusals.add(Refusal(inbound.chat, said))

    def _taken(self, inbound: Inbound) -> bool:
        """Whether an update is taken in; who sends too many hears so once."""
        taken = self._floods.take(inbound.event.address)
        if taken is Taken.TOLD:
            log.warning("flood", update=inbound.event.key)
            text = t("flood", "Dit gaat sneller dan ik kan volgen. Wacht even; wat u net koos of typte, telt niet mee.")
            said = words(inbound.event.locale[:2]).say(text)
            if inbound.callback is None:
                self._refusals.add(Refusal(inbound.chat, escape(said)))
            else:
                self._errand("answerCallbackQuery", callback_query_id=inbound.callback, text=said)
        return taken is Taken.IN

    async def _draw(self, inbound: Inbound, handled: Handled) -> None:
        """Draw what takes long; others are fetched and answered meanwhile."""
        self._show(await self._intake.drawn(inbound.event, handled), inbound.event)

    async def _look(self, chat: Chat) -> None:
        for attempt in range(1, TRIES + 1):
            try:
                handled = await self._conversation.look(chat.channel, chat.address)
                break
            except UnavailableError:
                # Whoever looks after chats asks only once.
                await asyncio.sleep(backoff(attempt))
        else:
            return
        if handled is None:
            handled = self._conversation.parting(chat)
            self._run(self._menus.clear(int(chat.address)))
        try:
            screen = wanted(handled)
        except Exception as error:  # noqa: BLE001  # as above
            await self._rescue(chat.channel, chat.address, error)
        else:
            if screen is not None:
                screen.fresh &= not self._painter.shows(chat.id)
                self._painter.want(screen)

    def _leave(self, elsewhere: Elsewhere) -> None:
        text = t("group.refusal", "Meetlat werkt alleen in een privégesprek. Open de bot zelf om te meten.")
        self._refusals.add(Refusal(elsewhere.chat, escape(words("nl").say(text)), leaving=True))

    async def _quietly(self, call: Awaitable[object]) -> None:
        try:
            await call
        except TelegramError as error:
            log.info("errand_failed", reason=type(error).__name__)
        except Exception as error:  # noqa: BLE001  # there is nobody else to hear of it
            log.error("errand_failed", reason=type(error).__name__)

    def _errand(self, method: str, **values: Any) -> None:
        """A call that is worth making and nothing more."""
        self._run(self._call(method, **values))

    def _run(self, errand: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(self._quietly(errand))
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
        return task


def _may_change_the_menu(given: Input) -> bool:
    """A person arrives, or chooses another language."""
    match given:
        case Commanded(name):
            return name in ("start", "taal")
        case Tapped(route):
            return route.startswith("speak/")
        case _:
            return False


def _groups(taken: Sequence[Inbound], together: bool) -> list[list[Inbound]]:
    """What is taken in by one transaction: all of it, or what one person sent."""
    if together:
        return [list(taken)]
    groups: dict[str, list[Inbound]] = {}
    for inbound in taken:
        groups.setdefault(inbound.event.address, []).append(inbound)
    return list(groups.values())
