"""One chat of one bot: the messages that stand in it, and what still has to happen."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Button(NamedTuple):
    """A button as it is seen; ``target`` is its callback data or its address."""

    label: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it stands now; an edit puts another one in its place."""

    id: int
    by_bot: bool
    date: int
    text: str = ""
    html: str = ""
    markup: dict[str, Any] | None = None
    photo: bool = False
    protect_content: bool = False
    # What else Telegram tells about it; of a person's message, all that it holds.
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def rows(self) -> list[list[Button]]:
        """The keyboard, row by row."""
        return [[Button(b["text"], _target(b)) for b in row] for row in self.raw_rows]

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons in reading order."""
        return [button["text"] for row in self.raw_rows for button in row]

    @property
    def raw_rows(self) -> list[list[dict[str, Any]]]:
        """The keyboard as Telegram keeps it."""
        return self.markup["inline_keyboard"] if self.markup else []

    def as_json(self, chat: dict[str, Any], sender: dict[str, Any]) -> dict[str, Any]:
        """Write the message as Telegram does."""
        body: dict[str, Any] = {"message_id": self.id, "from": sender, "chat": chat, "date": self.date}
        if self.photo:
            body["photo"] = [PHOTO]
        if self.text and self.by_bot:
            body["caption" if self.photo else "text"] = self.text
        if self.markup:
            body["reply_markup"] = self.markup
        if self.protect_content:
            body["has_protected_content"] = True
        return body | self.more


PHOTO = {"file_id": "photo", "file_unique_id": "p", "width": 640, "height": 480, "file_size": 1024}


class Chat:
    """The messages in a chat and the state that people wait for."""

    def __init__(self, chat_id: int, as_json: dict[str, Any]) -> None:
        self.id = chat_id
        self.as_json = as_json
        self.messages: dict[int, Message] = {}
        self.toasts: list[str] = []
        self.blocked = False
        self.unconfirmed = 0
        self.calls_under_way = 0
        self.painted = True
        self.changed = asyncio.Condition()

    @property
    def settled(self) -> bool:
        """Whether the bot took in all that came from here, has painted since, and is not calling."""
        return self.painted and not self.unconfirmed and not self.calls_under_way

    async def touch(self) -> None:
        """Wake whoever waits for this chat."""
        async with self.changed:
            self.changed.notify_all()


def _target(button: dict[str, Any]) -> str:
    address = button.get("url") or button.get("web_app", {}).get("url", "")
    return str(button.get("callback_data") or address)
