"""From Telegram's update to Meetlat's event; whatever is not allowed in stops here.

An update is read as the plain data it arrives as: half a dozen fields, each checked for its type. Making
PTB's objects of it would cost ten times as much, and they let wrong types pass.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.conversation.cleaning import entered
from bot.conversation.event import Channel, Event, Input, Tapped, Unwanted

PRIVATE = "private"
LONGEST_DATA = 64
BIGGEST_ID = 2**52
Data: TypeAlias = Mapping[str, Any]
# What a message of a person can hold beside text.
_CONTENT = {
    *("animation", "audio", "checklist", "contact", "dice", "document", "game", "invoice", "live_photo", "location"),
    *("paid_media", "photo", "poll", "sticker", "story", "venue", "video", "video_note", "voice"),
}


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


class _UnreadableError(Exception):
    """A field is missing or has the wrong type."""


def update_id(raw: object) -> int | None:
    """The id of an update as it arrived, if it has a usable one."""
    value = raw.get("update_id") if isinstance(raw, Mapping) else None
    return value if type(value) is int and 0 <= value < BIGGEST_ID else None


def read(raw: Data, bot: str) -> Inbound | Elsewhere | None:
    """Read one update of the bot with this id; none for what needs no answer, or cannot be read at all."""
    number = update_id(raw)
    if number is None:
        return None
    # Every bot counts its updates by itself.
    key = f"{bot}:{number}"
    try:
        if "callback_query" in raw:
            return _callback(_part(raw, "callback_query"), key)
        if "message" in raw:
            return _message(_part(raw, "message"), key, edited=False)
        if "edited_message" in raw:
            return _message(_part(raw, "edited_message"), key, edited=True)
        return _membership(_part(raw, "my_chat_member")) if "my_chat_member" in raw else None
    except _UnreadableError:
        return None


def _callback(query: Data, key: str) -> Inbound | Elsewhere | None:
    message, sender = _part(query, "message"), _part(query, "from")
    chat = _part(message, "chat")
    if chat.get("type") != PRIVATE:
        return Elsewhere(_id(chat, "id"))
    given = _tapped(query.get("data"), _id(message, "message_id"))
    return Inbound(_event(sender, key, given), _id(chat, "id"), callback=_text(query, "id"))


def _message(message: Data, key: str, *, edited: bool) -> Inbound | Elsewhere | None:
    chat = _part(message, "chat")
    if chat.get("type") != PRIVATE:
        return Elsewhere(_id(chat, "id"))
    sender = _part(message, "from")
    if sender.get("is_bot"):
        return None
    given = _said(message)
    if given is None or (edited and "text" not in message):
        return None
    if edited:
        given = Unwanted("edited")
    return Inbound(_event(sender, key, given), _id(chat, "id"), message=_id(message, "message_id"))


def _membership(change: Data) -> Elsewhere | None:
    chat, member = _part(change, "chat"), _part(change, "new_chat_member")
    if chat.get("type") == PRIVATE or member.get("status") in ("left", "kicked"):
        return None
    return Elsewhere(_id(chat, "id"))


def _event(sender: Data, key: str, given: Input) -> Event:
    language = sender.get("language_code")
    locale = language if isinstance(language, str) and language else "nl"
    return Event(Channel.TELEGRAM, str(_id(sender, "id")), key, given, locale)


def _tapped(data: object, message: int) -> Tapped:
    """A button carries ``revision.route``, a doorway ``.route``; anything else reads as a button of long ago."""
    if not isinstance(data, str) or len(data) > LONGEST_DATA:
        return Tapped("", -1, message)
    revision, dot, route = data.partition(".")
    if dot and not revision:
        return Tapped(route, None, message)
    if not (revision.isascii() and revision.isdigit()):
        return Tapped("", -1, message)
    return Tapped(route, int(revision), message)


def _said(message: Data) -> Input | None:
    """What somebody sent; none for what Telegram itself says in a chat, such as that something was pinned."""
    if "forward_origin" in message or "forward_date" in message:
        return Unwanted("forwarded")
    text = message.get("text")
    if not isinstance(text, str):
        return Unwanted("media") if _CONTENT & message.keys() else None
    return entered(text)


def _part(data: Data, name: str) -> Data:
    value = data.get(name)
    if not isinstance(value, dict):
        raise _UnreadableError
    return value


def _id(data: Data, name: str) -> int:
    value = data.get(name)
    if type(value) is not int or abs(value) >= BIGGEST_ID:
        raise _UnreadableError
    return value


def _text(data: Data, name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        raise _UnreadableError
    return value
