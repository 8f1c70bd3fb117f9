from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from web.samples import NEXT_QUESTION, QUESTION
from web.serving import Meetlat

from bot.web.parts import Ports
from bot.web.ports import WebSettings
from bot.web.security import Cookies
from bot.web.server import make_app

SECRET = b"a secret for tests, thirty-two b"
FIELD = re.compile(r'name="(csrf|key|revision)" value="([^"]*)"')


@dataclass
class Browser:
    """A browser without a script: it keeps cookies and fills in the forms it was shown."""

    client: TestClient[Any, Any]
    meetlat: Meetlat
    cookie: str

    def sign_in(self) -> str:
        session = self.meetlat.sign_in()
        self.client.session.cookie_jar.update_cookies({self.cookie: session}, self.client.make_url("/"))
        return session

    async def page(self, path: str = "/", status: int = 200) -> str:
        async with self.client.get(path) as response:
            assert response.status == status
            return await response.text()

    async def form(self, path: str = "/") -> dict[str, str]:
        return dict(FIELD.findall(await self.page(path)))


def ports_of(meetlat: Meetlat, **more: Any) -> Ports:
    """A small Meetlat as the web chat is given one."""
    given: dict[str, Any] = {"conversation": meetlat, "sessions": meetlat, "changes": meetlat, "ready": meetlat.ready}
    return Ports(**given, now=lambda: datetime.now(UTC), **more)


def app_of(meetlat: Meetlat, settings: WebSettings) -> web.Application:
    return make_app(ports_of(meetlat, demo_login=meetlat if settings.demo else None), settings)


def browser_for(meetlat: Meetlat, **given: Any) -> Browser:
    settings = WebSettings(SECRET, **given)
    client = TestClient(TestServer(app_of(meetlat, settings)), cookie_jar=CookieJar(unsafe=True))
    return Browser(client, meetlat, Cookies(settings).name)


@pytest.fixture
async def meetlat() -> Meetlat:
    return Meetlat([QUESTION, NEXT_QUESTION])


@pytest.fixture
async def browser(meetlat: Meetlat) -> AsyncIterator[Browser]:
    browser = browser_for(meetlat)
    async with browser.client:
        yield browser
