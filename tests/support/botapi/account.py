"""One bot as Telegram knows it: its chats, its updates, its settings."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

from support.botapi.chat import Chat, Message
from support.botapi.inbox import Inbox
from support.botapi.refusal import BLOCKED, Refusal, bad_request

FIRST_UPDATE = 1000


@dataclass(slots=True)
class Webhook:
    """Where updates are posted to, with which secret."""

    url: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """A tap that may still be answered."""

    chat: Chat
    asked: float


@dataclass(slots=True)
class Account:
    """The state behind one token."""

    token: str
    query_lifetime: float = 30.0
    inbox: Inbox = field(default_factory=lambda: Inbox(FIRST_UPDATE))
    webhook: Webhook = field(default_factory=Webhook)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    # By scope (``default``, ``chat:42``) and language.
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    # What the bot says it is for, by the name of the field and language.
    about: dict[tuple[str, str], str] = field(default_factory=dict)
    # By chat; 0 is the button for everybody.
    menus: dict[int, dict[str, Any]] = field(default_factory=dict)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def user(self) -> dict[str, Any]:
        """The bot as a user."""
        bot_id = int(self.token.partition(":")[0])
        return {"id": bot_id, "is_bot": True, "first_name": "Meetlat", "username": f"meetlat{bot_id}_bot"}

    def new_id(self) -> int:
        """Number the next message or tap."""
        return next(self._ids)

    def opened(self, chat_id: int, as_json: dict[str, Any]) -> Chat:
        """Return a chat, from now on one the bot may write in."""
        if chat_id not in self.chats:
            self.chats[chat_id] = Chat(chat_id, {"id": chat_id, **as_json})
        return self.chats[chat_id]

    def chat(self, params: dict[str, Any]) -> Chat:
        """Return the chat a call is about, when the bot may write there."""
        if not params.get("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(params["chat_id"])
        if chat is None:
            raise bad_request("chat not found")
        if chat.blocked:
            raise Refusal(403, BLOCKED)
        return chat

    def concerned(self, params: dict[str, Any]) -> Chat | None:
        """Return the chat in which a call could change something, if there is one."""
        if query := self.queries.get(str(params.get("callback_query_id"))):
            return query.chat
        return self.chats.get(params.get("chat_id", 0))

    def put(self, chat: Chat, message: Message) -> dict[str, Any]:
        """Place a message of the bot in a chat, or what an edit made of it."""
        chat.messages[message.id] = message
        return message.as_json(chat.as_json, self.user)


def now() -> int:
    """Telegram's clock, in whole seconds."""
    return int(time.time())
