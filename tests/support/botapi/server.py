"""The server: one address for every bot, with latency, faults and a record of all calls."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from support.botapi.account import Account
from support.botapi.body import normal, parameters
from support.botapi.courier import Courier
from support.botapi.faults import Faults
from support.botapi.methods import METHODS, PAINTING, canonical
from support.botapi.person import Person
from support.botapi.refusal import Refusal

PAGE = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
LARGEST_BODY = 50 * 1024 * 1024


@dataclass(slots=True)
class Call:
    """A call that came in; ``status`` is what it was answered with, 0 as long as that is nothing.

    ``fault`` is what befell it, if anything did; after some faults nobody heard the answer.
    """

    method: str
    params: dict[str, Any]
    token: str
    time: float = field(default_factory=time.monotonic)
    status: int = 0
    fault: str = ""


class BotApi:
    """``async with BotApi({"123:TEST"}) as api``: a Bot API at ``api.base_url``.

    ``latency`` is what each call takes, in seconds; ``faults`` what may happen to it. Both may be
    changed at any time.
    """

    def __init__(
        self, tokens: Iterable[str] = ("123:TEST",), latency: float = 0.0, faults: Faults | None = None
    ) -> None:
        self.accounts = {token: Account(token) for token in tokens}
        self.latency = latency
        self.faults = faults
        self.calls: list[Call] = []
        self.base_url = ""
        self._came_in = asyncio.Condition()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._courier = Courier(self._made_for)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/bot"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._courier.close()
        for account in self.accounts.values():
            await account.inbox.close()
        await self._runner.cleanup()

    def account(self, token: str = "") -> Account:
        """Return the bot with this token, or the only one."""
        if token:
            return self.accounts[token]
        (only,) = self.accounts.values()
        return only

    def person(self, user_id: int, language: str = "nl", token: str = "") -> Person:
        """Return somebody who may write to the bot."""
        account = self.account(token)
        return Person(account, lambda update, chat_id: self._push(account, update, chat_id), user_id, language)

    async def push(self, update: dict[str, Any], token: str = "") -> dict[str, Any]:
        """Hand over a raw update, also a malformed one or once more one that was handed over before."""
        return await self._push(self.account(token), update, 0)

    async def called(self, method: str, times: int = 1) -> Call:
        """Wait until so many calls of a method have come in, and return the last of them."""
        async with asyncio.timeout(30), self._came_in:
            await self._came_in.wait_for(lambda: len(self._calls_of(method)) >= times)
        return self._calls_of(method)[times - 1]

    async def block(self, person: Person) -> None:
        """Let somebody block the bot, which Telegram also tells the bot."""
        await person.set_blocked(True)

    async def unblock(self, person: Person) -> None:
        """Let somebody allow the bot again."""
        await person.set_blocked(False)

    async def _push(self, account: Account, update: dict[str, Any], chat_id: int) -> dict[str, Any]:
        entry = await account.inbox.push(update, account.chats.get(chat_id))
        if entry and account.webhook.url:
            self._courier.offer(account, entry)
        return update

    async def _serve(self, request: web.Request) -> web.Response:
        account = self.accounts.get(request.match_info["token"])
        if account is None:
            return _answered(Refusal(401, "Unauthorized").as_json())
        try:
            params = await parameters(request)
        except Refusal as refusal:
            return _answered(refusal.as_json())
        call = await self._recorded(request.match_info["method"], params, account)
        chat = account.concerned(params)
        if chat is None:
            return await self._suffered(request, account, call)
        chat.calls_under_way += 1
        try:
            return await self._suffered(request, account, call)
        finally:
            chat.calls_under_way -= 1
            chat.painted |= call.method in PAINTING and 200 <= call.status < 429
            await chat.touch()

    async def _suffered(self, request: web.Request, account: Account, call: Call) -> web.Response:
        """Make the call, with what happens to it on the way."""
        fault = call.fault = self.faults.draw(call.method, call.params) if self.faults else ""
        pause = self.latency + (self.faults.pause() if self.faults and fault == "slow" else 0.0)
        if pause:
            await asyncio.sleep(pause)
        if fault == "reset":
            return _cut(request)
        if fault == "html":
            call.status = 502
            return web.Response(status=502, text=PAGE, content_type="text/html")
        refusal = self.faults.refusal(fault) if self.faults else None
        answer = refusal.as_json() if refusal else await self._performed(account, call)
        call.status = answer.get("error_code", 200)
        if fault == "lost":
            return _cut(request)
        return web.Response() if fault == "empty" else _answered(answer)

    async def _performed(self, account: Account, call: Call) -> dict[str, Any]:
        method = METHODS.get(call.method)
        if method is None:
            return Refusal(404, "Not Found: method not found").as_json()
        try:
            result = await method(account, call.params)
        except Refusal as refusal:
            return refusal.as_json()
        if call.method == "setWebhook" and account.webhook.url:
            for entry in account.inbox.waiting:
                self._courier.offer(account, entry)
        return {"ok": True, "result": result}

    async def _made_for(self, account: Account, method: str, params: dict[str, Any]) -> None:
        """Make a call that stood in a webhook's answer; its own answer goes nowhere."""
        call = await self._recorded(method, normal(params), account)
        answer = await self._performed(account, call)
        call.status = answer.get("error_code", 200)
        if chat := account.concerned(call.params):
            chat.painted |= call.method in PAINTING
            await chat.touch()

    async def _recorded(self, method: str, params: dict[str, Any], account: Account) -> Call:
        call = Call(canonical(method), params, account.token)
        self.calls.append(call)
        async with self._came_in:
            self._came_in.notify_all()
        return call

    def _calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]


def _answered(answer: dict[str, Any]) -> web.Response:
    seconds = answer.get("parameters", {}).get("retry_after")
    return web.Response(
        status=answer.get("error_code", 200),
        body=json.dumps(answer).encode(),
        content_type="application/json",
        headers={"Retry-After": str(seconds)} if seconds else None,
    )


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
