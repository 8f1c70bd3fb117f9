"""The Telegram channel put together: fetched or delivered, painted, recovered, closed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import structlog
from aiohttp import web
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.config.environment import RefusedTokenError, Settings
from bot.conversation.changes import ChangeNotifier
from bot.conversation.event import Channel
from bot.conversation.intake import Intake
from bot.people.links import MINI_APP, token_for
from bot.runtime.leading import Leadership
from bot.runtime.tasks import Supervisor
from bot.tg.calls import Calls
from bot.tg.commands import Menus
from bot.tg.fetcher import ALLOWED, Fetcher
from bot.tg.floods import PER_SECOND as FLOOD_PER_SECOND
from bot.tg.floods import Floods
from bot.tg.introduction import introduce
from bot.tg.marks import Marks
from bot.tg.pacing import Pace
from bot.tg.painter import Painter
from bot.tg.photos import Photos
from bot.tg.pushing import Pusher
from bot.tg.receiver import Receiver
from bot.tg.repainting import StaleChatRepainter
from bot.tg.request import AiohttpRequest
from bot.tg.strangers import Refusals
from bot.tg.verdicts import Outcome, backoff, verdict
from bot.tg.webhook import PATH, webhook
from storage.conversation.chats import Chat
from storage.errors import StorageError
from storage.unit import Storage

DRAIN_SECONDS = 10.0
# Each takes a connection to the database for as long as a call takes, and others need some too.
DRAWN_AT_ONCE = 6
LEADERS_PART = 0.8
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
log = structlog.get_logger()


class Telegram:
    """One bot; without a webhook secret it fetches, with one Telegram delivers."""

    def __init__(
        self, settings: Settings, storage: Storage, intake: Intake, changes: ChangeNotifier, supervisor: Supervisor
    ) -> None:
        """Prepare; nothing is called before :meth:`start`."""
        self._supervisor = supervisor
        token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
        self._settings, self._storage, self._house = settings, storage, intake.conversation.app
        self._bot_id = token.partition(":")[0]
        request, fetching = AiohttpRequest(), AiohttpRequest(connections=1)
        self.bot = Bot(
            token,
            base_url=settings.telegram_base_url,
            request=request,
            get_updates_request=fetching,
        )
        calls = Calls(settings.telegram_base_url, token, request, fetching)
        self._marks = Marks(storage, self._repaint)
        self._photos = Photos(self.bot)
        pace = Pace(settings.messages_per_second, per_chat=settings.messages_per_chat)
        self._drawing = asyncio.Semaphore(DRAWN_AT_ONCE)
        beside_others = settings.webhook and storage.shared
        self._painter = Painter(calls, self._photos, pace, self._marks.add, self._in_turn if beside_others else None)
        self._refusals = Refusals(calls, pace)
        self.receiver = Receiver(
            calls,
            intake,
            self._painter,
            changes,
            bot_id=self._bot_id,
            # Where transactions run side by side each keeps to one person, or two could wait for each other.
            together=not storage.shared,
            menus=Menus(self.bot, pace),
            refusals=self._refusals,
            floods=Floods(FLOOD_PER_SECOND * settings.messages_per_chat),
        )
        self._leadership = Leadership(storage.lead())
        self._fetcher = Fetcher(calls, self.receiver, lambda: self._leadership.certain)
        self._caretaker = StaleChatRepainter(storage, self.receiver, self._painter)
        self.sender = Pusher(calls, self._photos, pace, self._part)
        self._tasks: list[asyncio.Task[None]] = []
        changes.attach(Channel.TELEGRAM, self.receiver.repaint)

    def routes(self) -> list[web.RouteDef]:
        """What the web server answers for Telegram."""
        return [webhook(self.receiver, self._secret)] if self._settings.webhook else []

    async def start(self) -> None:
        """Begin; a refused token is raised, but without network everything else works meanwhile."""
        if not _TOKEN.fullmatch(self.bot.token):
            raise RefusedTokenError
        async with self._storage.unit() as unit:
            await unit.inbox.belongs_to(Channel.TELEGRAM, self._bot_id)
        try:
            await self.bot.initialize()
        except InvalidToken:
            raise RefusedTokenError from None
        except Exception as error:  # noqa: BLE001  # what answers there may be no Telegram at all
            log.warning("telegram_unreachable", error=type(error).__name__)
        work = (
            self._supervisor.supervised("introducing", lambda: _until_it_works(self._introduce)),
            self._supervisor.supervised("leading", lambda: self._leadership.run(self._lead)),
            self._marks.keep(self._supervisor),
            self._refusals.run(self._supervisor),
        )
        self._tasks = [asyncio.create_task(each) for each in work]

    async def stop(self) -> None:
        """Stop fetching, let screens under way arrive, and note what arrived."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.receiver.lay_down()
        await self._painter.drain(DRAIN_SECONDS)
        await self.receiver.close(DRAIN_SECONDS)
        with suppress(StorageError):
            await self._marks.flush()
        await self._photos.close()
        await self.bot.shutdown()

    def _repaint(self, chat: Chat) -> None:
        if chat.fresh:
            self._painter.forget(chat.id)
        self.receiver.repaint(chat)

    @asynccontextmanager
    async def _in_turn(self, chat: int, revision: int) -> AsyncIterator[bool]:
        """Draw beside other processes, one at a time in a chat; without a database it is drawn all the same."""
        async with self._drawing, AsyncExitStack() as stack:
            still = True
            with suppress(StorageError):
                unit = await stack.enter_async_context(self._storage.unit())
                still = await unit.chats.draw_in_turn(chat, revision)
            try:
                yield still
            finally:
                with suppress(StorageError):
                    await stack.aclose()

    async def _introduce(self) -> None:
        await self.bot.initialize()
        self._house.bot = self.bot.username
        url = self._settings.public_url
        await introduce(self.bot, f"{url}{MINI_APP}" if self._settings.mini_app else "")

    async def _lead(self) -> None:
        """What one process does for all; what fails of it leaves the rest alone."""
        self.sender.share(self.sender.living)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._caretaker.run(self._supervisor))
            group.create_task(self._supervisor.supervised("fetching", self._take_in))

    def _part(self, living: int) -> float:
        """What part of the rate is this process's: who fetches answers as good as everybody."""
        if living <= 1:
            return 1.0
        if self._settings.webhook:
            return 1.0 / living
        return LEADERS_PART if self._leadership.certain else (1.0 - LEADERS_PART) / (living - 1)

    async def _take_in(self) -> None:
        await _until_it_works(self._choose_delivery)
        if not self._settings.webhook:
            await self._fetcher.run()

    async def _choose_delivery(self) -> None:
        if not self._settings.webhook:
            await self.bot.delete_webhook(drop_pending_updates=False)
            return
        url = self._settings.public_url.rstrip("/") + PATH
        await self.bot.set_webhook(url, allowed_updates=ALLOWED, secret_token=self._secret)

    @property
    def _secret(self) -> str:
        """What Telegram sends along, so that nobody else can deliver."""
        given = self._settings.webhook_secret
        return token_for(self._house.key, "webhook", PATH) if given is None else given.get_secret_value()


async def _until_it_works(step: Callable[[], Awaitable[None]]) -> None:
    """Try again as long as Telegram cannot be reached; what it refuses is for whoever supervises this."""
    failures = 0
    while True:
        try:
            return await step()
        except TelegramError as error:
            judged = verdict(error, "")
            if judged.outcome not in (Outcome.RETRY, Outcome.WAIT, Outcome.CONFLICT):
                # Telegram's own words: there is nothing of ours in this call but the address.
                log.error("telegram_refuses", reason=error.message)
                raise
            failures += 1
            log.warning("telegram_unreachable", error=type(error).__name__)
            await asyncio.sleep(judged.seconds or backoff(failures))
