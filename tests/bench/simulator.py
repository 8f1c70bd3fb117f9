"""A lean simulator of the Bot API: it does as little per call as it can, so that the bot is what is measured.

It checks nothing: that is what the stand-in of the tests is for. Players act as soon as the bot shows them a screen,
and it counts what they did and what the bot called.
"""

from __future__ import annotations

import asyncio
import json
import time
from abc import ABC, abstractmethod
from collections import Counter, deque
from collections.abc import Iterable
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import ClientSession, web

PATIENCE = 30.0
SHOWING = ("sendMessage", "sendPhoto", "editMessage")
ME = {"id": 123, "is_bot": True, "first_name": "Bot", "username": "simulated_bot"}
# What is not just true; it keeps nothing of what a bot says of itself.
ANSWERS = {
    "getMe": ME,
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getChatMenuButton": {"type": "commands"},
}
SEEN = ("text", "photo", "reply_markup")
Screen = dict[str, Any]


class Player(ABC):
    """Somebody in front of a bot: acts on the keyboard that stands on the newest message."""

    def __init__(self, number: int) -> None:
        """Be a person with this number, who is a user and a private chat."""
        self.id = number
        self.screen: Screen = {}
        self.user = {"id": number, "is_bot": False, "first_name": "P", "language_code": "nl"}
        self.chat = {"id": number, "type": "private", "first_name": "P"}

    @abstractmethod
    def begin(self) -> dict[str, Any]:
        """The first update of a round."""

    @abstractmethod
    def act(self) -> dict[str, Any] | None:
        """The next update, now that there is another screen; none when the round is over."""

    @property
    def buttons(self) -> list[str]:
        """The data of every button on the screen."""
        rows = self.screen.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["callback_data"] for row in rows for button in row if "callback_data" in button]

    def says(self, text: str) -> dict[str, Any]:
        """A line, marked when it is a command."""
        word = text.split(maxsplit=1)[0]
        mark = [{"type": "bot_command", "offset": 0, "length": len(word)}] if word.startswith("/") else []
        said = {"message_id": 1, "date": int(time.time()), "chat": self.chat, "from": self.user, "text": text}
        return {"message": said | ({"entities": mark} if mark else {})}

    def taps(self, data: str) -> dict[str, Any]:
        """A button of the screen."""
        tapped = {"from": self.user, "chat_instance": str(self.id), "data": data, "message": self.screen}
        return {"callback_query": {"id": str(time.monotonic_ns()), **tapped}}


class Simulator:
    """``async with Simulator() as simulator``: a Bot API at ``base_url``; a call takes ``delay`` seconds on the way."""

    def __init__(self) -> None:
        """Nobody is there yet."""
        self.base_url = ""
        self.delay = 0.0
        self.updates = 0
        self.calls: Counter[str] = Counter()
        self._players: dict[int, Player] = {}
        self._playing: set[int] = set()
        self._fault: Exception | None = None
        self._waiting: deque[dict[str, Any]] = deque()
        self._came_in = asyncio.Event()
        self._ended = asyncio.Event()
        self._next_message = 1000
        self._webhook, self._secret = "", ""
        self._deliveries: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._serve), shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/bot"
        self._session = ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._runner.cleanup()

    async def play(self, players: Iterable[Player]) -> float:
        """Let everybody play one round, all at once; gives the seconds until the last one is done."""
        self._players = {player.id: player for player in players}
        self._playing = set(self._players)
        self._ended.clear()
        began = time.perf_counter()
        for player in self._players.values():
            self._push(player.begin())
        while not self._ended.is_set():
            await self._more()
        if self._fault is not None:
            raise self._fault
        return time.perf_counter() - began

    async def _more(self) -> None:
        """Wait for the end; a round may take long on a busy machine, but something has to happen in it."""
        before = self.updates
        try:
            async with asyncio.timeout(PATIENCE):
                await self._ended.wait()
        except TimeoutError:
            if self.updates == before:
                raise TimeoutError(f"nothing happens any more for {len(self._playing)} players") from None

    def _push(self, update: dict[str, Any]) -> None:
        self.updates += 1
        self._next_message += 1
        if "message" in update:
            update["message"]["message_id"] = self._next_message
        update = {"update_id": self.updates, **update}
        if self._webhook:
            task = asyncio.create_task(self._deliver(update))
            self._deliveries.add(task)
            task.add_done_callback(self._deliveries.discard)
        else:
            self._waiting.append(update)
            self._came_in.set()

    async def _deliver(self, update: dict[str, Any]) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret}
        status = 0
        while status != 200:
            async with self._session.post(self._webhook, json=update, headers=headers) as response:
                status, answer = response.status, await response.read()
        if answer:
            self.calls[json.loads(answer)["method"]] += 1

    async def _serve(self, request: web.BaseRequest) -> web.Response:
        method = request.path.rpartition("/")[2]
        params = await _parameters(request)
        if self.delay:
            await asyncio.sleep(self.delay / 2)
        result = await self._result(method, params)
        if self.delay:
            await asyncio.sleep(self.delay / 2)
        return web.Response(body=json.dumps({"ok": True, "result": result}).encode(), content_type="application/json")

    async def _result(self, method: str, params: dict[str, Any]) -> Any:
        if method == "getUpdates":
            return await self._updates(int(params.get("offset") or 0), int(params.get("limit") or 100), params)
        self.calls[method] += 1
        if method == "setWebhook":
            self._webhook, self._secret = params["url"], params.get("secret_token", "")
        if method.startswith(SHOWING):
            return self._shown(method, params)
        return ANSWERS.get(method, True)

    async def _updates(self, offset: int, limit: int, params: dict[str, Any]) -> list[dict[str, Any]]:
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
        if not self._waiting:
            self._came_in.clear()
            try:
                async with asyncio.timeout(float(params.get("timeout") or 0)):
                    await self._came_in.wait()
            except TimeoutError:
                pass
        return [self._waiting[number] for number in range(min(limit, len(self._waiting)))]

    def _shown(self, method: str, params: dict[str, Any]) -> Screen:
        """Put a message up; whoever sees another screen acts on it at once."""
        chat, number = int(params["chat_id"]), int(params.get("message_id") or 0)
        player = self._players.get(chat)
        if not number:
            self._next_message += 1
        markup = params.get("reply_markup")
        message: Screen = {
            "message_id": number or self._next_message,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private", "first_name": "P"},
            "from": ME,
        }
        if method == "sendPhoto":
            name = f"photo{message['message_id']}"
            message["photo"] = [{"file_id": name, "file_unique_id": name, "width": 800, "height": 400}]
        else:
            message["text"] = params.get("text", "")
        if markup:
            message["reply_markup"] = json.loads(markup) if isinstance(markup, str) else markup
        if player is not None and number in (0, player.screen.get("message_id")):
            # What is drawn once more is no other screen, and nobody acts on it again.
            again = "reply_markup" in message and all(message.get(name) == player.screen.get(name) for name in SEEN)
            player.screen = message
            if chat in self._playing and not again:
                self._go_on(player)
        return message

    def _go_on(self, player: Player) -> None:
        try:
            update = player.act()
        except LookupError as error:
            self._fault = error
            self._playing.clear()
            update = None
        if update is not None:
            self._push(update)
            return
        self._playing.discard(player.id)
        if not self._playing:
            self._ended.set()


async def _parameters(request: web.BaseRequest) -> dict[str, Any]:
    """What a call carries, in any of the three ways that the Bot API takes it."""
    if request.content_type == "application/json":
        body: dict[str, Any] = json.loads(await request.read() or b"{}")
        return body
    if request.content_type == "multipart/form-data":
        return dict(await request.post())
    return dict(parse_qsl((await request.read()).decode()))
