"""Brings updates to a webhook: messages of one chat in order, and taps in order, each again until it is taken.

Between the two there is no order, as with Telegram: a tap may overtake what was written before it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientError, ClientSession

from support.botapi.account import Account
from support.botapi.inbox import Waiting

FIRST_DELAY = 0.02
LONGEST_DELAY = 1.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

# A bot, a chat, and whether it is for taps.
Lane = tuple[str, int, bool]
Perform = Callable[[Account, str, dict[str, Any]], Awaitable[object]]


class Courier:
    """Posts what waits; a call in the answer's body is made for the bot, as Telegram does."""

    def __init__(self, perform: Perform) -> None:
        self._perform = perform
        self._session = ClientSession()
        self._lanes: dict[Lane, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def offer(self, account: Account, entry: Waiting) -> None:
        """Put an update at the end of its lane."""
        key = (account.token, entry.chat.id if entry.chat else 0, "callback_query" in entry.update)
        if key not in self._lanes:
            self._lanes[key] = deque()
            task = asyncio.create_task(self._empty(account, key))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if entry not in self._lanes[key]:
            self._lanes[key].append(entry)

    async def close(self) -> None:
        """Stop where it stands."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    async def _empty(self, account: Account, key: Lane) -> None:
        lane, delay = self._lanes[key], FIRST_DELAY
        try:
            while lane and account.webhook.url:
                if lane[0] in account.inbox and not await self._delivered(account, lane[0]):
                    await asyncio.sleep(delay)
                    delay = min(2 * delay, LONGEST_DELAY)
                    continue
                delay = FIRST_DELAY
                await account.inbox.confirm(lane.popleft())
        finally:
            del self._lanes[key]

    async def _delivered(self, account: Account, entry: Waiting) -> bool:
        hook = account.webhook
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with self._session.post(hook.url, json=entry.update, headers=headers) as response:
                if not response.ok:
                    return False
                is_json = response.content_type == "application/json"
                answer = await response.json() if is_json else None
        except (OSError, ValueError, ClientError):
            return False
        if isinstance(answer, dict) and (method := answer.pop("method", "")):
            await self._call(account, method, answer)
        return True

    async def _call(self, account: Account, method: str, params: dict[str, Any]) -> None:
        # Telegram ignores these: nobody would read their answer.
        if not method.lower().startswith("get") and method.lower() not in ("setwebhook", "deletewebhook"):
            await self._perform(account, method, params)
