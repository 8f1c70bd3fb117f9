"""The one place where everything is built, opened in order and closed in reverse."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import structlog

from bot.config.environment import Settings
from bot.config.flows import ConfiguredFlows, configured_flows
from bot.config.house_style import house_style
from bot.config.key import signing_key
from bot.conversation.changes import ChangeNotifier
from bot.conversation.context import AppContext
from bot.conversation.conversation import Conversation
from bot.conversation.downloading import Downloads
from bot.conversation.intake import Intake
from bot.delivery.clock import DatabaseClock, shared
from bot.delivery.ports import MessageSender
from bot.demo.login import DemoLogin
from bot.openid.opening import openid
from bot.outdoors.kit import Kits
from bot.outdoors.taking import Taking
from bot.people.links import listening_at
from bot.people.mini_app import MiniApp
from bot.people.passkeys import Passkeys
from bot.people.sessions import Sessions
from bot.reaching.senders import mail_sender, push_sender
from bot.reports.quarter_pages import QuarterPages
from bot.routes import ROUTES
from bot.runtime.background import BackgroundTasks
from bot.runtime.cleanup import cleanup
from bot.runtime.clock import Clock, Ids
from bot.runtime.logs import set_up_logs
from bot.runtime.readiness import Readiness
from bot.runtime.tasks import Supervisor
from bot.texts.translations import Words
from bot.tg.channel import Telegram
from bot.web.conversation import WebConversation
from bot.web.listening import listening
from bot.web.parts import Ports
from bot.web.ports import WebSettings
from bot.web.server import make_app
from storage.engine.alone import alone
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
        app = AppContext(ROUTES, flows, clock or Clock(), ids or Ids(), signing_key(settings), settings.public_url)
        demo_or_test, supervisor, changes = await _introduce(app, storage) or demo, Supervisor(), ChangeNotifier()
        stack.push_async_callback(_end, asyncio.create_task(_once_settled(supervisor, storage, app.clock)))
        push, browsers = push_sender(settings, storage, app)
        intake = Intake(storage, Conversation(storage, app, in_line=settings.webhook))
        ports = Ports(
            conversation=WebConversation(intake, changes),
            sessions=Sessions(storage, app),
            changes=changes,
            now=app.clock.now,
            ready=Readiness(storage, app.clock, supervisor),
            demo_login=DemoLogin(storage, app) if demo else None,
            quarters=QuarterPages(storage, app),
            browsers=browsers,
            downloads=Downloads(storage, intake.conversation),
            passkeys=Passkeys(storage, app),
            openid=openid(storage, app, settings, changes, stack.push_async_callback),
            mini_app=_mini_app(settings, storage, app),
            kits=Kits(storage, app),
            taking=Taking(storage, app),
        )
        site, telegram = make_app(ports, _web_settings(settings, app, demo=demo_or_test)), None
        if settings.telegram_token is not None:
            telegram = Telegram(settings, storage, intake, changes, supervisor)
            site.add_routes(telegram.routes())
        port = await stack.enter_async_context(listening(site, settings.host, settings.port))
        app.address = listening_at(settings.host, port)
        if telegram is not None:
            stack.push_async_callback(telegram.stop)
            await telegram.start()
        senders = _set_up(None if telegram is None else telegram.sender, push, mail_sender(settings, app))
        app.set_up, delivery = tuple(sender.way for sender in senders), database_clock or shared(app.clock)
        work = _background(BackgroundTasks(supervisor, storage, app, changes, delivery, senders=senders))
        await stack.enter_async_context(work)
        yield f"{app.address}/"


def _web_settings(settings: Settings, app: AppContext, *, demo: bool) -> WebSettings:
    style = house_style(settings.gemeente_settings, app.flows.gemeente.huisstijl)
    return WebSettings(app.key, settings.public_url, demo=demo, organisation=app.naam, house_style=style)


@asynccontextmanager
async def _background(tasks: BackgroundTasks) -> AsyncIterator[None]:
    """What runs beside the conversations, for as long as this is open."""
    tasks.open()
    try:
        yield
    finally:
        await tasks.close()


def _set_up(*possible: MessageSender | None) -> list[MessageSender]:
    """The ways out that there are."""
    return [sender for sender in possible if sender is not None]


def _mini_app(settings: Settings, storage: Storage, app: AppContext) -> MiniApp | None:
    """Where the gemeente allows it, Telegram opens the web chat signed in."""
    if settings.telegram_token is None or not settings.mini_app:
        return None
    return MiniApp(storage, app, settings.telegram_token.get_secret_value())


async def _introduce(app: AppContext, storage: Storage) -> bool:
    """Note what the organisation is called; whether it is made up."""
    async with storage.look() as unit:
        organisation = await unit.people.organisation()
    app.naam, test = organisation or ("", False)
    return test


async def _once_settled(supervisor: Supervisor, storage: Storage, clock: Clock) -> None:
    """Clean up, but not before those who wait since before the start have their answer."""
    await asyncio.sleep(SETTLED_SECONDS)
    await cleanup(supervisor, storage, clock)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
