"""What the handlers of one application share."""

from __future__ import annotations

from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Parts:
    """The ports that were given and what was made from the settings."""

    conversation: Conversation
    sessions: Sessions
    changes: ChangeNotifier
    ready: Ready
    settings: WebSettings
    demo_login: DemoLogin | None
    cookies: Cookies
    view: View
    quarters: QuarterPages | None = None
    downloads: Downloads | None = None
    passkeys: Passkeys | None = None
    openid: OpenId | None = None
    mini_app: MiniApp | None = None
    browsers: Browsers | None = None
    kits: Kits | None = None
    taking: Taking | None = None
    pace: Pace = field(default_factory=lambda: Pace(MOST_TAPS))
    strangers: Pace = field(default_factory=lambda: Pace(MOST_SIGN_INS))
    streams: Streams = field(default_factory=Streams)


PARTS = web.AppKey("parts", Parts)
