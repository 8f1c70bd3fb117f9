"""What the handlers of one application share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from bot.web.ports import ChangeNotifier, Conversation, DemoLogin, Ready, Sessions, WebSettings
from bot.web.security import Cookies, Pace
from bot.web.view import View


@dataclass(frozen=True, slots=True)
class Parts:
    """The ports that were given and what was made from the settings."""

    conversation: Conversation
    doorman: Sessions
    bell: ChangeNotifier
    ready: Ready
    settings: WebSettings
    picker: DemoLogin | None
    cookies: Cookies
    view: View
    pace: Pace = field(default_factory=Pace)
    streams: dict[str, dict[asyncio.Task[object], web.Request]] = field(default_factory=dict)


PARTS = web.AppKey("parts", Parts)
