"""The one place where everything is built, opened in order and closed in reverse."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
from aiohttp import web

from bot.bell import Bell
from bot.book import Book, open_book
from bot.conversation import Conversation
from bot.delivery.clock import Clock, shared
from bot.delivery.ports import Door
from bot.delivery.room import PostRoom
from bot.desk import Desk, Doorman, Picker
from bot.intake import Intake
from bot.janitor import keep_tidy
from bot.key import house_key
from bot.links import listening_at
from bot.logs import set_up_logs
from bot.messages import SJABLONEN
from bot.routing import ACTIONS, VIEWS
from bot.runtime.tasks import Supervisor
from bot.settings import Settings
from bot.translations import Words
from bot.turn import House
from bot.web.ports import WebSettings
from bot.web.server import make_app
from bot.world import World
from storage.alone import alone
from storage.errors import StorageError
from storage.unit import Storage

SETTLED_SECONDS = 5.0
log = structlog.get_logger()


async def serve(
    settings: Settings,
    *,
    demo: bool = False,
    ready: Callable[[str], None] | None = None,
    book: Book | None = None,
    words: Words | None = None,
) -> None:
    """Run until the process is asked to stop; ``ready`` hears the address once it answers.

    A ``book`` that was read already is used; ``words`` are for somebody who looks on in a terminal.
    """
    set_up_logs(settings.log_level, words)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with running(settings, demo=demo, book=book) as address:
        # The house itself is never garbage: set apart, it does not hold up every round of the collector.
        gc.freeze()
        gc.enable()
        log.info("started", address=address)
        if ready is not None:
            ready(address)
        await stop.wait()
        log.info("stopping")


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    demo: bool = False,
    world: World | None = None,
    clock: Clock | None = None,
    book: Book | None = None,
) -> AsyncIterator[str]:
    """The whole house, open; yields the address of the web chat. ``clock`` is what delivery goes by."""
    book = book or open_book(settings.gemeente_settings)
    async with AsyncExitStack() as stack:
        stack.enter_context(alone(settings.database_url))
        storage = await Storage.open(settings.database_url)
        stack.push_async_callback(storage.close)
        async with storage.look() as unit:
            organisation = await unit.people.organisation()
        naam, test = organisation or ("", False)
        house = House(book, world or World(), house_key(settings), public_url=settings.public_url, naam=naam)
        supervisor = Supervisor()
        stack.push_async_callback(_end, asyncio.create_task(_once_settled(supervisor, storage, house.world)))
        conversation, bell = Conversation(storage, house, in_line=settings.webhook), Bell()
        intake = Intake(storage, conversation)
        app = make_app(
            Desk(intake, bell),
            Doorman(storage, conversation),
            bell,
            settings=WebSettings(house.key, settings.public_url, demo=demo or test, organisation=naam),
            ready=lambda: _ready(storage, supervisor),
            picker=Picker(storage, conversation) if demo else None,
        )
        door: Door | None = None
        if settings.telegram_token is not None:
            # Without a token nothing of Telegram is loaded.
            from bot.tg.channel import Telegram  # noqa: PLC0415

            telegram = Telegram(settings, storage, intake, bell, supervisor)
            app.add_routes(telegram.routes())
            door = telegram.door
        house.address = await _listen(app, settings, stack)
        if settings.telegram_token is not None:
            stack.push_async_callback(telegram.stop)
            await telegram.start()
        clock, rate = clock or shared(house.world), settings.backlog_per_second
        post_room = PostRoom(supervisor, storage, house, bell, clock, per_second=rate, door=door)
        stack.push_async_callback(post_room.close)
        post_room.open()
        yield f"{house.address}/"


async def _once_settled(supervisor: Supervisor, storage: Storage, world: World) -> None:
    """Do what a start does without: load what nobody asked for yet, before an upgrade changes its files, and tidy."""
    await asyncio.sleep(SETTLED_SECONDS)
    for handlers in (VIEWS, ACTIONS, SJABLONEN):
        await handlers.load()
    await keep_tidy(supervisor, storage, world)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _listen(app: web.Application, settings: Settings, stack: AsyncExitStack) -> str:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, settings.host, settings.port)
    await site.start()
    port = next(iter(runner.addresses))[1]
    return listening_at(settings.host, port)


async def _ready(storage: Storage, supervisor: Supervisor) -> bool:
    """Whether the database answers, and all that goes on by itself does."""
    try:
        return await storage.ready() and not supervisor.failing
    except StorageError:
        return False
