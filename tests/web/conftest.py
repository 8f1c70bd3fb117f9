from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from web.house import House
from web.samples import NEXT_QUESTION, QUESTION

from bot.web.ports import WebSettings
from bot.web.security import Cookies
from bot.web.server import make_app

SECRET = b"a secret for tests, thirty-two b"
FIELD = re.compile(r'name="(csrf|key|revision)" value="([^"]*)"')


@dataclass
class Browser:
    """A browser without a script: it keeps cookies and fills in the forms it was shown."""

    client: TestClient[Any, Any]
    house: House
    cookie: str

    def sign_in(self) -> str:
        session = self.house.sign_in()
        self.client.session.cookie_jar.update_cookies({self.cookie: session}, self.client.make_url("/"))
        return session

    async def page(self, path: str = "/", status: int = 200) -> str:
        async with self.client.get(path) as response:
            assert response.status == status
            return await response.text()

    async def form(self, path: str = "/") -> dict[str, str]:
        return dict(FIELD.findall(await self.page(path)))


def app_of(house: House, settings: WebSettings) -> web.Application:
    return make_app(
        house,
        house,
        house,
        settings=settings,
        ready=house.ready,
        picker=house if settings.demo else None,
    )


def browser_for(house: House, **given: Any) -> Browser:
    settings = WebSettings(SECRET, **given)
    client = TestClient(TestServer(app_of(house, settings)), cookie_jar=CookieJar(unsafe=True))
    return Browser(client, house, Cookies(settings).name)


@pytest.fixture
async def house() -> House:
    return House([QUESTION, NEXT_QUESTION])


@pytest.fixture
async def browser(house: House) -> AsyncIterator[Browser]:
    browser = browser_for(house)
    async with browser.client:
        yield browser
