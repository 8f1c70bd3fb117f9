"""What the handlers of one application share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime

from aiohttp import web

from bot.web.outdoors_ports import Kits, Taking
from bot.web.pace import Pace
from bot.web.ports import (
    Browsers,
    ChangeNotifier,
    Conversation,
    DemoLogin,
    Downloads,
    MiniApp,
    OpenId,
    Passkeys,
    QuarterPages,
    Ready,
    Sessions,
    WebSettings,
)
from bot.web.security import Cookies
from bot.web.streams import Streams
from bot.web.view import View

# Taps and lines of one session in ten seconds.
MOST_TAPS = 20
# Pages and taps of everybody behind one address in ten seconds; an office comes in together.
MOST_SIGN_INS = 200


@dataclass(frozen=True, kw_only=True)
class Ports:
    """What the web chat is given; what is ``None`` is not there in this installation."""

    conversation: Conversation
    sessions: Sessions
    changes: ChangeNotifier
    ready: Ready
    now: Callable[[], datetime]
    demo_login: DemoLogin | None = None
    quarters: QuarterPages | None = None
    downloads: Downloads | None = None
    passkeys: Passkeys | None = None
    openid: OpenId | None = None
    mini_app: MiniApp | None = None
    browsers: Browsers | None = None
    kits: Kits | None = None
    taking: Taking | None = None


@dataclass(frozen=True, kw_only=True)
class Parts(Ports):
    """The ports, and what was made from the settings."""

    settings: WebSettings
    cookies: Cookies
    view: View
    pace: Pace = field(default_factory=lambda: Pace(MOST_TAPS))
    strangers: Pace = field(default_factory=lambda: Pace(MOST_SIGN_INS))
    streams: Streams = field(default_factory=Streams)


def parts_of(ports: Ports, settings: WebSettings) -> Parts:
    """Everything that the handlers share."""
    given = {each.name: getattr(ports, each.name) for each in fields(Ports)}
    push_key = "" if ports.browsers is None else ports.browsers.key
    return Parts(**given, settings=settings, cookies=Cookies(settings), view=View(settings, ports.now, push_key))


PARTS = web.AppKey("parts", Parts)
