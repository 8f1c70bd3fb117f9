"""The webhook: Telegram delivers, and gets its 200 only after the commit."""

from __future__ import annotations

import json
from hmac import compare_digest

from aiohttp import web

from bot.tg.receiver import Receiver
from storage.errors import StorageError

PATH = "/telegram"
MOST_BYTES = 256 * 1024
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def webhook(receiver: Receiver, secret: str) -> web.RouteDef:
    """The route Telegram posts to; without the right secret it tells nothing."""

    async def deliver(request: web.Request) -> web.Response:
        if not compare_digest(request.headers.get(HEADER, "").encode(errors="replace"), secret.encode()):
            return web.Response(status=403)
        if request.content_length is None or request.content_length > MOST_BYTES:
            return web.Response(status=413)
        try:
            update = json.loads(await request.read())
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        try:
            answer = await receiver.receive(update)
        except StorageError:
            return web.Response(status=503)
        return web.Response() if answer is None else web.json_response(answer)

    return web.post(PATH, deliver)
