"""What happens with each update: one chat in order, chats side by side; answer only after the commit."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Coroutine, Mapping, Sequence
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.conversation.changes import ChangeNotifier
from bot.conversation.conversation import UNDRAWN, Conversation, Handled
from bot.conversation.event import Commanded, Input, Tapped
from bot.conversation.screen import Screen, t
from bot.texts.translations import words
from bot.tg.calls import Calls
from bot.tg.commands import set_menu
from bot.tg.inbound import Elsewhere, Inbound, read, update_id
from bot.tg.painter import Painter, wanted
from bot.tg.render import render
from storage.chats import Chat
from storage.errors import UnavailableError

TRIES = 3
REFUSAL_PAUSE = 60.0
MOST_STRANGERS = 10_000
log = structlog.get_logger()


class Receiver:
    """Takes updates in; the caller acknowledges them when :meth:`receive` returns."""

    def __init__(
        self, calls: Calls, bot: Bot, conversation: Conversation, painter: Painter, bell: ChangeNotifier
    ) -> None:
        """Hand updates to ``conversation`` and its screens to ``painter``."""
        self._call = calls
        self._bot = bot
        self._conversation = conversation
        self._painter = painter
        self._bell = bell
        # A lane lives as long as somebody stands in it.
        self._lanes: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._leaving: set[int] = set()
        self._errands: set[asyncio.Task[None]] = set()
        self._drawings: WeakValueDictionary[int, asyncio.Task[None]] = WeakValueDictionary()
        self._refused: dict[tuple[str, str], float] = {}

    async def receive_all(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Take a batch in; returns when every update is committed, raises when the database is away."""
        lanes: dict[str, list[Inbound]] = {}
        for raw in updates:
            found = read(raw)
            if isinstance(found, Inbound):
                lanes.setdefault(found.event.address, []).append(found)
            elif isinstance(found, Elsewhere):
                self._run(self._leave(found))
            else:
                log.info("update_ignored", update=update_id(raw))
        if len(lanes) == 1:
            # As good as always, and a task for it costs more than reading the update did.
            await self._in_order(*lanes.values())
        else:
            await asyncio.gather(*(self._in_order(lane) for lane in lanes.values()))

    async def receive(self, raw: Mapping[str, Any]) -> dict[str, Any] | None:
        """Take one update in; gives the call that may travel in the answer to a webhook."""
        found = read(raw)
        if isinstance(found, Elsewhere):
            self._run(self._leave(found))
        if not isinstance(found, Inbound):
            return None
        lane = self._lanes.setdefault(found.event.address, asyncio.Lock())
        async with lane:
            handled = await self._handle(found)
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

    async def _in_order(self, lane: list[Inbound]) -> None:
        for inbound in lane:
            self._follow_up(inbound, await self._handle(inbound), answer_here=False)

    async def _handle(self, inbound: Inbound) -> Handled | None:
        """Handle one update; one that fails time and again is put aside, so that others go on."""
        for attempt in range(1, TRIES + 1):
            try:
                return await self._conversation.take_in(inbound.event)
            except UnavailableError:
                raise
            except Exception as error:  # noqa: BLE001  # a poison update must not stop the others
                log.error("update_failed", update=inbound.event.key, attempt=attempt, error=type(error).__name__)
        try:
            return await self._conversation.put_aside(inbound.event)
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  # a row that cannot be read must not end the fetching
            log.error("update_dropped", update=inbound.event.key, error=type(error).__name__)
            return None

    def _follow_up(self, inbound: Inbound, handled: Handled | None, *, answer_here: bool) -> dict[str, Any] | None:
        """Send what follows from a committed event."""
        if handled is None:
            return None
        for chat in handled.others:
            self._bell.notify(chat)
        if handled.chat is None:
            self._refuse(inbound, handled.screen)
        elif handled.screen is UNDRAWN:
            self._drawings[handled.chat.id] = self._run(self._draw(inbound, handled))
        elif (screen := wanted(handled)) is not None:
            self._painter.want(screen)
        if handled.chat is not None and handled.rol is not None and _may_change_the_menu(inbound.event.input):
            self._run(self._quietly(set_menu(self._bot, inbound.chat, handled.rol, handled.taal)))
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

    def _refuse(self, inbound: Inbound, screen: Screen) -> None:
        """Say the same to every stranger, and nothing more than once a minute."""
        now, said = time.monotonic(), (inbound.event.address, screen.blocks[0].text.key)
        if now - self._refused.get(said, -REFUSAL_PAUSE) < REFUSAL_PAUSE:
            return
        if len(self._refused) >= MOST_STRANGERS:
            self._refused.clear()
        self._refused[said] = now
        text = render(screen, 0, words(inbound.event.locale[:2])).text
        self._errand("sendMessage", chat_id=inbound.chat, text=text, parse_mode="HTML", protect_content=True)

    async def _draw(self, inbound: Inbound, handled: Handled) -> None:
        """Draw what takes long; others are fetched and answered meanwhile."""
        drawn: Handled | None = None
        try:
            drawn = await self._conversation.drawn(handled)
        except UnavailableError as error:
            log.error("database_unavailable", error=type(error).__name__)
        except Exception as error:  # noqa: BLE001  # a report that cannot be drawn must not come back for ever
            log.error("update_failed", update=inbound.event.key, error=type(error).__name__)
            drawn = await self._conversation.put_aside(inbound.event)
        if drawn is not None and (screen := wanted(drawn)) is not None:
            self._painter.want(screen)

    async def _look(self, chat: Chat) -> None:
        handled = await self._conversation.look(chat.channel, chat.address)
        if handled is not None and (screen := wanted(handled)) is not None:
            screen.fresh &= not self._painter.shows(chat.id)
            self._painter.want(screen)

    async def _leave(self, elsewhere: Elsewhere) -> None:
        if elsewhere.chat in self._leaving:
            return
        self._leaving.add(elsewhere.chat)
        text = t("group.refusal", "Meetlat werkt alleen in een privégesprek. Open de bot zelf om te meten.")
        said = words("nl").say(text)
        await self._quietly(self._call("sendMessage", chat_id=elsewhere.chat, text=said, protect_content=True))
        await self._quietly(self._call("leaveChat", chat_id=elsewhere.chat))
        asyncio.get_running_loop().call_later(REFUSAL_PAUSE, self._leaving.discard, elsewhere.chat)

    async def _quietly(self, call: Awaitable[object]) -> None:
        try:
            await call
        except TelegramError as error:
            log.info("errand_failed", reason=type(error).__name__)

    def _errand(self, method: str, **values: Any) -> None:
        """A call that is worth making and nothing more."""
        self._run(self._quietly(self._call(method, **values)))

    def _run(self, errand: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(errand)
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
