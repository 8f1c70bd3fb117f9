"""The one place where everything is built, opened in order and closed in reverse."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import structlog
from aiohttp import web

from bot.config.environment import Settings
from bot.config.flows import ConfiguredFlows, configured_flows
from bot.config.key import signing_key
from bot.conversation.changes import ChangeNotifier
from bot.conversation.context import AppContext
from bot.conversation.conversation import Conversation
from bot.delivery.clock import DatabaseClock, shared
from bot.people.links import listening_at
from bot.routes import ROUTES
from bot.runtime.background import BackgroundTasks
from bot.runtime.cleanup import cleanup
from bot.runtime.clock import Clock, Ids
from bot.runtime.logs import set_up_logs
from bot.runtime.readiness import Readiness
from bot.texts.translations import Words
from bot.tg.channel import Telegram
from bot.web.desk import DemoLogin, Sessions, WebConversation
from bot.web.ports import WebSettings
from bot.web.server import make_app
from storage.alone import alone
from storage.unit import Storage

SETTLED_SECONDS = 5.0
log = structlog.get_logger()


async def serve(
    settings: Settings,
    *,
    demo: bool = False,
    ready: Callable[[str], None] | None = None,
    flows: ConfiguredFlows | None = None,
    words: Words | None = None,
) -> None:
    """Run until the process is asked to stop; ``ready`` hears the address once it answers.

    ``flows`` that were read already are used; ``words`` are for somebody who looks on in a terminal.
    """
    set_up_logs(settings.log_level, words)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with running(settings, demo=demo, flows=flows) as address:
        # What was built at the start is never garbage: set apart, it does not hold up every round of the collector.
        gc.freeze()
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
    clock: Clock | None = None,
    ids: Ids | None = None,
    database_clock: DatabaseClock | None = None,
    flows: ConfiguredFlows | None = None,
) -> AsyncIterator[str]:
    """Everything, open; yields the address of the web chat. ``database_clock`` is what delivery goes by."""
    flows = flows or configured_flows(settings.gemeente_settings)
    async with AsyncExitStack() as stack:
        stack.enter_context(alone(settings.database_url))
        storage = await Storage.open(settings.database_url)
        stack.push_async_callback(storage.close)
        async with storage.look() as unit:
            organisation = await unit.people.organisation()
        naam, test = organisation or ("", False)
        key, web = signing_key(settings), settings.public_url
        app = AppContext(ROUTES, flows, clock or Clock(), ids or Ids(), key, public_url=web, naam=naam)
        stack.push_async_callback(_end, asyncio.create_task(_once_settled(storage, app.clock)))
        conversation, changes = Conversation(storage, app, in_line=settings.webhook), ChangeNotifier()
        site = make_app(
            WebConversation(conversation, changes),
            Sessions(storage, conversation),
            changes,
            settings=WebSettings(app.key, settings.public_url, demo=demo or test, organisation=naam),
            ready=Readiness(storage, app.clock),
            picker=DemoLogin(storage, conversation) if demo else None,
        )
        telegram = None if settings.telegram_token is None else Telegram(settings, storage, conversation, changes)
        if telegram is not None:
            site.add_routes(telegram.routes())
        app.address = await _listen(site, settings, stack)
        if telegram is not None:
            stack.push_async_callback(telegram.stop)
            await telegram.start()
        door = None if telegram is None else telegram.door
        background = BackgroundTasks(
            storage,
            app,
            changes,
            database_clock or shared(app.clock),
            per_second=settings.backlog_per_second,
            door=door,
        )
        stack.push_async_callback(background.close)
        background.open()
        yield f"{app.address}/"


async def _once_settled(storage: Storage, clock: Clock) -> None:
    """Clean up, but not before those who wait since before the start have their answer."""
    await asyncio.sleep(SETTLED_SECONDS)
    await cleanup(storage, clock)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _listen(site: web.Application, settings: Settings, stack: AsyncExitStack) -> str:
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=5)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, settings.host, settings.port).start()
    port = next(iter(runner.addresses))[1]
    return listening_at(settings.host, port)
