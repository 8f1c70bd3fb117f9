"""The other side: python-telegram-bot over our own session, talking to the stand-in."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientSession
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.tg.request import AiohttpRequest
from support.botapi.server import BotApi


def bot_at(api: BotApi, token: str = "") -> Bot:
    """Return a bot that calls this stand-in; open it with ``async with``."""
    request, polling = AiohttpRequest(read_timeout=30), AiohttpRequest(read_timeout=30)
    return Bot(token or api.account().token, api.base_url, request=request, get_updates_request=polling)


def keys(*labels: str) -> InlineKeyboardMarkup:
    """Return a keyboard with these labels under each other; the data is ``d:`` and the label."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=f"d:{label}")] for label in labels])


async def confirmed(bot: Bot) -> list[Update]:
    """Fetch what waits and confirm it."""
    updates = await bot.get_updates(timeout=1)
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return list(updates)


async def raw_call(api: BotApi, method: str, **options: Any) -> dict[str, Any]:
    """Call a method without PTB in between."""
    url = f"{api.base_url}{api.account().token}/{method}"
    async with ClientSession() as session, session.post(url, **options) as response:
        answer: dict[str, Any] = await response.json()
    return answer
