"""A tap in the web chat as a browser makes it: with the page's script, which asks for one answer, and without.

A browser takes compressed answers. What is counted of an answer is its body as it comes over the wire.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from aiohttp import ClientResponse, ClientSession, CookieJar
from bench.contenders import AFTERMATH
from bench.people import FIRST, WALK
from bench.players import OPENING
from bench.report import Row, row
from bench.scene import UNPACED
from bench.seed import seed
from bench.sizes import Sizes
from bench.subject import Subject, subject
from support.ports import free_port
from support.storage import opened

from flows.people import Rol
from storage.people.people import Invite

MOST_CPU, MOST_BYTES = 1.5, 2500.0
PATIENCE = 30.0
BROWSER = {"Accept-Encoding": "gzip, deflate", "Accept-Language": "nl", "Sec-Fetch-Site": "same-origin"}
SCRIPT = {"HX-Request": "true", "HX-Target": "chat"}
HOW = {"with a script": SCRIPT, "without a script": {}}
_FIELD = re.compile(r'name="(csrf|key|revision)" value="([^"]*)"')


@dataclass(slots=True)
class Took:
    """What taps took: CPU of the bot per tap in ms, and bytes of the answers to one."""

    cpu: list[float] = field(default_factory=list)
    body: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


class Browser:
    """One browser, signed in; it stays within the pace that a session is allowed."""

    def __init__(self, address: str, headers: dict[str, str]) -> None:
        self._address, self._headers = address, headers
        self._form: dict[str, str] = {}
        self.body = self.whole = 0
        self.page = ""

    async def __aenter__(self) -> Self:
        jar = CookieJar(unsafe=True)
        self._session = ClientSession(cookie_jar=jar, headers=BROWSER, auto_decompress=False)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def sign_in(self, token: str) -> None:
        """Use a one-time link, and come to where taps can be measured."""
        await self._get(f"/in/{token}")
        await self._post(f"/in/{token}", {})
        await self._get("/")
        for route in OPENING:
            await self.tap(route)
        self.body = self.whole = 0

    async def tap(self, route: str) -> None:
        """Press a button."""
        await self._post("/tap", {"route": route})

    async def _post(self, path: str, values: dict[str, str]) -> None:
        form = {**self._form, **values}
        headers = {**self._headers, "Origin": self._address}
        async with self._session.post(
            self._address + path, data=form, headers=headers, allow_redirects=False
        ) as response:
            await self._read(response)
            elsewhere = response.headers.get("Location")
        if elsewhere:
            await self._get(elsewhere)

    async def _get(self, path: str) -> None:
        async with self._session.get(self._address + path.partition("#")[0]) as response:
            await self._read(response)

    async def _read(self, response: ClientResponse) -> None:
        response.raise_for_status()
        body = await response.read()
        self.body += len(body)
        head = sum(len(name) + len(value) + 4 for name, value in response.raw_headers)
        self.whole += len(body) + head + len("HTTP/1.1 200 OK\r\n\r\n")
        page = gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body
        self.page = page.decode()
        self._form = dict(_FIELD.findall(self.page)) or self._form

    def session_cookie(self) -> tuple[str, str]:
        """The cookie of the session, for another browser."""
        return next((one.key, one.value) for one in self._session.cookie_jar if not one.key.endswith("-form"))


async def webtap(sizes: Sizes, folder: Path) -> list[Row]:
    """With and without a script in turn."""
    url = f"sqlite:///{folder}/web.db"
    await seed(url, sizes.visitors)
    found = {how: Took() for how in HOW}
    async with listening_web(url) as (bot, address):
        for repetition in range(-1, sizes.repetitions):
            for how, headers in HOW.items():
                cpu, body, whole = await one_round(bot, address, headers, await tokens(url, sizes.visitors))
                if repetition >= 0:
                    found[how].cpu.append(cpu)
                    found[how].body.append(body)
                    found[how].whole.append(whole)
    rows = []
    for how, headers in HOW.items():
        # Without a script a tap is two requests and a whole page.
        most, size = (MOST_CPU, MOST_BYTES) if headers else (None, None)
        rows += [
            row(f"**Web tap {how}: CPU**", "ms", found[how].cpu, most),
            row(f"**Web tap {how}: bytes of the answers over the wire**", "B", found[how].body, size),
            row(f"Web tap {how}: the same with the headers", "B", found[how].whole),
        ]
    return rows


@asynccontextmanager
async def listening_web(url: str) -> AsyncIterator[tuple[Subject, str]]:
    port = free_port()
    settings = {**UNPACED, "MEETLAT_DATABASE_URL": url, "MEETLAT_PORT": str(port)}
    address = f"http://127.0.0.1:{port}"
    async with subject("bench.meetlat_bot", settings) as bot, ClientSession() as session:
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    async with session.get(f"{address}/readyz") as response:
                        if response.status == 200:
                            break
                except OSError:
                    await asyncio.sleep(0.05)
        yield bot, address


async def tokens(url: str, visitors: int) -> list[str]:
    """One-time links of klantmanagers."""
    now = datetime.now(UTC)
    made = [hashlib.sha256(f"{now}{number}".encode()).hexdigest()[:32] for number in range(visitors)]
    async with opened(url) as storage, storage.unit() as unit:
        for number, token in enumerate(made):
            invite = Invite(Rol.KLANTMANAGER, functionaris=f"km{FIRST + number}")
            await unit.people.invite(hashlib.sha256(token.encode()).hexdigest(), invite, now + timedelta(hours=1), None)
    return made


async def one_round(
    bot: Subject, address: str, headers: dict[str, str], links: list[str]
) -> tuple[float, float, float]:
    """Everybody walks to and fro, side by side; CPU in ms and bytes per tap."""
    async with AsyncExitStack() as stack:
        browsers = [await stack.enter_async_context(Browser(address, headers)) for _ in links]
        for browser, token in zip(browsers, links, strict=True):
            await browser.sign_in(token)
        before = await bot.read()
        await asyncio.gather(*(_walk(browser) for browser in browsers))
        await asyncio.sleep(AFTERMATH)
        cpu = (await bot.read()).cpu - before.cpu
    taps = len(WALK) * len(browsers)
    body, whole = sum(each.body for each in browsers), sum(each.whole for each in browsers)
    return cpu / taps * 1000, body / taps, whole / taps


async def _walk(browser: Browser) -> None:
    for route in WALK:
        await browser.tap(route)
