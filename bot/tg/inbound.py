"""From Telegram's update to the house's event; whatever is not allowed in stops here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Bot, CallbackQuery, Message, Update

from bot.event import Channel, Commanded, Event, Input, Tapped, Typed, Unwanted

PRIVATE = "private"
LONGEST_DATA = 64
BIGGEST_ID = 2**52


@dataclass(frozen=True, slots=True)
class Inbound:
    """An event with what Telegram wants back: an answered button, a deleted message."""

    event: Event
    chat: int
    callback: str | None = None
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something from outside a private chat; the bot says so and leaves."""

    chat: int


def update_id(raw: object) -> int | None:
    """The id of an update as it arrived, if it has a usable one."""
    value = raw.get("update_id") if isinstance(raw, Mapping) else None
    return value if type(value) is int and 0 <= value < BIGGEST_ID else None


def read(raw: Mapping[str, Any], bot: Bot) -> Inbound | Elsewhere | None:
    """Read one update; none for what needs no answer, or cannot be read at all."""
    number = update_id(raw)
    if number is None:
        return None
    try:
        update = Update.de_json(dict(raw), bot)
        return _read(update, str(number))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError, OSError):
        return None


def _read(update: Update, key: str) -> Inbound | Elsewhere | None:
    if update.callback_query is not None:
        return _callback(update.callback_query, key)
    if update.my_chat_member is not None and update.my_chat_member.chat.type != PRIVATE:
        member = update.my_chat_member.new_chat_member
        return None if member.status in ("left", "kicked") else Elsewhere(_id(update.my_chat_member.chat.id))
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.type != PRIVATE:
        return Elsewhere(_id(message.chat.id))
    if message.from_user is None or message.from_user.is_bot:
        return None
    given: Input = Unwanted("edited") if update.edited_message is not None else _message(message)
    event = Event(Channel.TELEGRAM, str(_id(message.from_user.id)), key, given, message.from_user.language_code or "nl")
    return Inbound(event, _id(message.chat.id), message=_id(message.message_id))


def _callback(query: CallbackQuery, key: str) -> Inbound | Elsewhere | None:
    message = query.message
    if message is None:
        return None
    if message.chat.type != PRIVATE:
        return Elsewhere(_id(message.chat.id))
    given = _tapped(query.data, _id(message.message_id))
    event = Event(Channel.TELEGRAM, str(_id(query.from_user.id)), key, given, query.from_user.language_code or "nl")
    return Inbound(event, _id(message.chat.id), callback=str(query.id))


def _tapped(data: str | None, message: int) -> Tapped:
    """A button carries ``revision.route``; anything else reads as a button of long ago."""
    revision, _, route = (data or "").partition(".")
    if len(data or "") > LONGEST_DATA or not (revision.isascii() and revision.isdigit()):
        return Tapped("", -1, message)
    return Tapped(route, int(revision), message)


def _message(message: Message) -> Input:
    if message.forward_origin is not None:
        return Unwanted("forwarded")
    if message.text is None:
        return Unwanted("media")
    if not message.text.startswith("/"):
        return Typed(message.text)
    name, _, argument = message.text[1:].partition(" ")
    return Commanded(name.partition("@")[0].lower()[:32], argument.strip()[:64])


def _id(value: object) -> int:
    if type(value) is not int or abs(value) >= BIGGEST_ID:
        raise ValueError("not an id")
    return value
