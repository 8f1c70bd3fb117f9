"""The methods this stand-in knows, under Telegram's names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from support.botapi import messages, settings, updates
from support.botapi.account import Account

Method = Callable[[Account, dict[str, Any]], Awaitable[object]]

METHODS: dict[str, Method] = {
    "getMe": settings.get_me,
    "setMyCommands": settings.set_commands,
    "deleteMyCommands": settings.delete_commands,
    "getMyDescription": settings.get_description,
    "setMyDescription": settings.set_description,
    "getMyShortDescription": settings.get_short_description,
    "setMyShortDescription": settings.set_short_description,
    "getChatMenuButton": settings.get_menu_button,
    "setChatMenuButton": settings.set_menu_button,
    "sendChatAction": settings.send_action,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "editMessageText": messages.edit_text,
    "editMessageCaption": messages.edit_caption,
    "editMessageMedia": messages.edit_media,
    "editMessageReplyMarkup": messages.edit_markup,
    "deleteMessage": messages.delete_message,
    "deleteMessages": messages.delete_messages,
    "answerCallbackQuery": messages.answer_query,
}

PAINTING = frozenset(name for name in METHODS if name.startswith(("send", "edit"))) - {"sendChatAction"}

_NAMES = {name.lower(): name for name in METHODS}


def canonical(name: str) -> str:
    """Return a method's name as Telegram writes it; case does not matter to Telegram."""
    return _NAMES.get(name.lower(), name)
