"""Brings chats up to date: one live message each, edited in place; only the newest screen is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.conversation.conversation import Handled
from bot.conversation.event import Input, Tapped
from bot.conversation.screen import Text
from bot.texts.translations import words
from bot.tg.calls import Calls
from bot.tg.pacing import Pace
from bot.tg.photos import Photos
from bot.tg.render import Rendered, render
from bot.tg.verdicts import Outcome, backoff, verdict
from storage.conversation.chats import Mark

NO_PREVIEW = {"is_disabled": True}
MOST_TRIES = 5
log = structlog.get_logger()


@dataclass(slots=True)
class Wanted:
    """The newest screen a chat should show; ``closing`` is what its message leaves behind.

    ``tapped`` is the message whose button led to it, which may be a copy that nobody noted.
    """

    chat: int
    address: str
    revision: int
    rendered: Rendered
    message: int | None
    fresh: bool
    taal: str
    closing: Text | None
    tapped: int | None = None


@dataclass(slots=True)
class Live:
    """The message that is live in a chat, as far as this process knows."""

    message: int
    revision: int
    picture: bool
    closing: Text | None
    taal: str


InTurn = Callable[[int, int], AbstractAsyncContextManager[bool]]


class Painter:
    """One task per chat that is behind; a failed call is tried again until a newer screen replaces it."""

    def __init__(
        self,
        calls: Calls,
        photos: Photos,
        pace: Pace,
        mark: Callable[[Mark], None],
        in_turn: InTurn | None = None,
    ) -> None:
        """Paint at ``pace``, pictures through ``photos``; ``mark`` is told what certainly arrived.

        ``in_turn`` keeps other processes from drawing in a chat meanwhile, and says whether a revision still may be.
        """
        self._call = calls
        self._photos = photos
        self._pace = pace
        self._mark = mark
        self._in_turn = in_turn or _alone
        self._wanted: dict[int, Wanted] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._live: dict[int, Live] = {}

    def want(self, wanted: Wanted) -> None:
        """Show this screen as soon as possible; a newer one for the same chat takes its place, an older one never."""
        live, before = self._live.get(wanted.chat), self._wanted.get(wanted.chat)
        if live is not None and live.revision > wanted.revision:
            return
        if before is not None:
            wanted.fresh |= before.fresh
            if before.revision > wanted.revision:
                before.fresh = wanted.fresh
                return
        self._wanted[wanted.chat] = wanted
        if wanted.chat not in self._tasks:
            self._tasks[wanted.chat] = asyncio.create_task(self._paint(wanted.chat))

    def shows(self, chat: int) -> bool:
        """Whether this process has put a message in this chat; noting that may still be under way."""
        return chat in self._live

    def forget(self, chat: int) -> None:
        """The message of this process is not the last one in this chat any more."""
        self._live.pop(chat, None)

    def is_drawing(self, chat: int) -> bool:
        """Whether a screen of this chat is under way."""
        return chat in self._wanted

    async def drain(self, seconds: float) -> None:
        """Give screens under way a last chance, then stop; what is left is drawn after the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=seconds)
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _paint(self, chat: int) -> None:
        attempt = 0
        try:
            while (wanted := self._wanted.get(chat)) is not None:
                await self._pace.turn(wanted.address)
                wanted = self._wanted[chat]
                attempt = await self._try(wanted, attempt + 1)
                if attempt == 0 and self._wanted.get(chat) is wanted:
                    del self._wanted[chat]
        finally:
            del self._tasks[chat]

    async def _try(self, wanted: Wanted, attempt: int) -> int:
        """Show one screen; 0 when it is done, given up or out of date, otherwise how often it has been tried."""
        new_message = False
        try:
            async with self._in_turn(wanted.chat, wanted.revision) as still:
                if not still:
                    return 0
                new_message = await self._show(wanted)
        except TelegramError as error:
            judged = verdict(error, "sendMessage" if wanted.message is None else "editMessageText")
            log.info("not_shown", outcome=judged.outcome.value, attempt=attempt)
            if judged.outcome is Outcome.WAIT:
                self._pace.refused(wanted.address, judged.seconds)
                return attempt
            if judged.outcome in (Outcome.RETRY, Outcome.CONFLICT):
                await asyncio.sleep(backoff(attempt))
                return attempt
            if judged.outcome is Outcome.RESEND:
                self.forget(wanted.chat)
                wanted.fresh = True
                return attempt
            if judged.outcome is Outcome.STOP:
                log.error("telegram_refuses_the_token")
        except Exception as error:  # noqa: BLE001  # an answer of another shape must not end the drawing here
            log.error("not_drawn", error=type(error).__name__, attempt=attempt)
            if attempt >= MOST_TRIES:
                # It stays behind, and whoever looks after chats finds it.
                return 0
            await asyncio.sleep(backoff(attempt))
            return attempt
        self._mark(Mark(wanted.chat, wanted.revision, wanted.message, new_message))
        return 0

    async def _show(self, wanted: Wanted) -> bool:
        """Edit the live message, or send a new one and retire the old; says whether it is a new one."""
        live = self._live.get(wanted.chat)
        if live is not None and wanted.message is not None and wanted.message > live.message:
            # Another process has sent a newer one.
            live = None
        message = wanted.message if live is None else live.message
        is_picture = wanted.rendered.picture is not None
        stands = live is not None and live.revision == wanted.revision and live.picture == is_picture
        # Below a message that nobody noted there may be another one.
        fresh = wanted.fresh or (wanted.tapped or 0) > (message or 0)
        in_place = message is not None and (stands or not (fresh or is_picture or (live and live.picture)))
        if not in_place:
            wanted.message, wanted.fresh = await self._send(wanted), False
        else:
            wanted.message = message
            if not is_picture:
                await self._edit(wanted, message)
        self._live[wanted.chat] = Live(wanted.message or 0, wanted.revision, is_picture, wanted.closing, wanted.taal)
        if message is not None and message != wanted.message:
            await self._retire(wanted.address, message, live)
        if wanted.tapped not in (None, message, wanted.message):
            await self._retire(wanted.address, wanted.tapped, None)
        return not in_place

    async def _edit(self, wanted: Wanted, message: int | None) -> None:
        try:
            await self._call(
                "editMessageText",
                chat_id=int(wanted.address),
                message_id=message,
                text=wanted.rendered.text,
                parse_mode="HTML",
                reply_markup=wanted.rendered.keyboard,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramError as error:
            if verdict(error, "editMessageText").outcome is not Outcome.DONE:
                raise

    async def _send(self, wanted: Wanted) -> int:
        rendered = wanted.rendered
        if rendered.picture is not None:
            return await self._photos.send(wanted.address, rendered, rendered.picture)
        sent = await self._call(
            "sendMessage",
            chat_id=int(wanted.address),
            text=rendered.text,
            parse_mode="HTML",
            reply_markup=rendered.keyboard,
            protect_content=True,
            link_preview_options=NO_PREVIEW,
        )
        return int(sent["message_id"])

    async def _retire(self, address: str, message: int | None, live: Live | None) -> None:
        """Leave a receipt behind in one line and take any other old screen away; best effort.

        What this process did not send itself only loses its buttons, and so does a copy that was tapped.
        """
        where: dict[str, Any] = {"chat_id": int(address), "message_id": message}
        try:
            if live is None:
                await self._call("editMessageReplyMarkup", **where)
            elif live.closing is not None and not live.picture:
                await self._call("editMessageText", text=words(live.taal).say(live.closing), **where)
            else:
                await self._call("deleteMessage", **where)
        except TelegramError as error:
            log.info("not_retired", reason=type(error).__name__)


def _alone(_chat: int, _revision: int) -> AbstractAsyncContextManager[bool]:
    """No other process draws here."""
    return nullcontext(True)


def wanted(handled: Handled, given: Input | None = None) -> Wanted | None:
    """What a chat should show after ``given``; none when there is no chat to show it in."""
    chat = handled.chat
    if chat is None:
        return None
    rendered = render(handled.screen, chat.revision, words(handled.taal))
    closing = handled.screen.closing
    # A doorway stands on a message of its own, which stays as it is.
    tapped = given.message if isinstance(given, Tapped) and given.revision is not None else None
    return Wanted(
        chat.id, chat.address, chat.revision, rendered, chat.message, chat.fresh, handled.taal, closing, tapped
    )
