"""The calls that change what stands in a chat."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from support.botapi.account import Account, now
from support.botapi.chat import Chat, Message
from support.botapi.formatting import visible
from support.botapi.keyboard import checked
from support.botapi.refusal import NOT_MODIFIED, TOO_OLD, bad_request

Params = dict[str, Any]
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_TOAST = 200
MOST_DELETED = 100


async def send_message(bot: Account, params: Params) -> object:
    """``sendMessage``."""
    return _sent(bot, params, **_text(params))


async def send_photo(bot: Account, params: Params) -> object:
    """``sendPhoto``."""
    _require_file(params.get("photo"), params)
    return _sent(bot, params, photo=True, **_caption(params))


async def edit_text(bot: Account, params: Params) -> object:
    """``editMessageText``."""
    chat, message = _editable(bot, params)
    if message.photo:
        raise bad_request("there is no text in the message to edit")
    return _edited(bot, chat, message, params, **_text(params))


async def edit_caption(bot: Account, params: Params) -> object:
    """``editMessageCaption``."""
    chat, message = _editable(bot, params)
    if not message.photo:
        raise bad_request("there is no caption in the message to edit")
    return _edited(bot, chat, message, params, **_caption(params))


async def edit_markup(bot: Account, params: Params) -> object:
    """``editMessageReplyMarkup``."""
    chat, message = _editable(bot, params)
    return _edited(bot, chat, message, params)


async def edit_media(bot: Account, params: Params) -> object:
    """``editMessageMedia``: another photo, or a photo for a text."""
    chat, message = _editable(bot, params)
    media = params.get("media") or {}
    if media.get("type") != "photo":
        raise bad_request(f'can\'t parse InputMedia: type "{media.get("type")}" is unsupported')
    _require_file(media.get("media"), params)
    # An upload is always another file, so that this edit is never "not modified".
    markup = checked(params.get("reply_markup"))
    changed = replace(message, photo=True, markup=markup, more=_edit_date(), **_caption(media))
    return bot.put(chat, changed)


async def delete_message(bot: Account, params: Params) -> object:
    """``deleteMessage``, of the bot's own or the person's."""
    if bot.chat(params).messages.pop(_message_id(params), None) is None:
        raise bad_request("message to delete not found")
    return True


async def delete_messages(bot: Account, params: Params) -> object:
    """``deleteMessages``; what is not there is passed over."""
    ids = params.get("message_ids")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    chat = bot.chat(params)
    for message_id in ids:
        chat.messages.pop(message_id, None)
    return True


async def answer_query(bot: Account, params: Params) -> object:
    """``answerCallbackQuery``."""
    text = params.get("text", "")
    if len(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    query = bot.queries.get(str(params.get("callback_query_id")))
    if query is None or time.monotonic() - query.asked > bot.query_lifetime:
        raise bad_request(TOO_OLD)
    if text:
        query.chat.toasts.append(text)
    return True


def _sent(bot: Account, params: Params, **content: Any) -> object:
    chat = bot.chat(params)
    markup = checked(params.get("reply_markup"))
    protected = bool(params.get("protect_content"))
    message = Message(id=bot.new_id(), by_bot=True, date=now(), markup=markup, protect_content=protected, **content)
    return bot.put(chat, message)


def _editable(bot: Account, params: Params) -> tuple[Chat, Message]:
    chat = bot.chat(params)
    message = chat.messages.get(_message_id(params))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _edited(bot: Account, chat: Chat, message: Message, params: Params, **content: Any) -> object:
    # As with Telegram, an edit that does not repeat the keyboard takes it away.
    edited = replace(message, markup=checked(params.get("reply_markup")), **content)
    if edited == message:
        raise bad_request(NOT_MODIFIED)
    return bot.put(chat, replace(edited, more=_edit_date()))


def _edit_date() -> dict[str, int]:
    return {"edit_date": now()}


def _text(params: Params) -> Params:
    html = str(params.get("text", ""))
    text = visible(html, params.get("parse_mode", ""))
    if not text:
        raise bad_request("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "html": html.strip()}


def _caption(params: Params) -> Params:
    html = str(params.get("caption", ""))
    text = visible(html, params.get("parse_mode", ""))
    if len(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"text": text, "html": html.strip()}


def _require_file(source: Any, params: Params) -> None:
    """A file is uploaded in place, attached under a name, or named by the id it has with Telegram."""
    is_there = bool(source)
    if isinstance(source, str) and source.startswith("attach://"):
        is_there = source.removeprefix("attach://") in params
    if not is_there:
        raise bad_request("there is no photo in the request")


def _message_id(params: Params) -> int:
    message_id = params.get("message_id")
    if not isinstance(message_id, int):
        raise bad_request("message identifier is not specified")
    return message_id
