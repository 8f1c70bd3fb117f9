"""Somebody with Telegram on the phone: writes, taps and looks at the chat."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from support.botapi.account import Account, Query, now
from support.botapi.chat import PHOTO, Chat, Message

Update = dict[str, Any]
Push = Callable[[Update, int], Awaitable[Update]]
GROUP = -1_000_000_000_000


class Person:
    """What is done here returns the update that the bot gets, so that it can be pushed once more."""

    def __init__(self, account: Account, push: Push, user_id: int, language: str) -> None:
        self.id = user_id
        self.user = {"id": user_id, "is_bot": False, "first_name": f"P{user_id}", "language_code": language}
        self._account = account
        self._push = push

    @property
    def chat(self) -> list[Message]:
        """The messages that stand in the chat, oldest first."""
        chat = self._account.chats.get(self.id)
        return [chat.messages[message_id] for message_id in sorted(chat.messages)] if chat else []

    @property
    def screen(self) -> Message:
        """The bot's newest message with buttons, or else simply its newest."""
        of_bot = [message for message in self.chat if message.by_bot]
        if not of_bot:
            raise LookupError("the bot has not said anything")
        return next((message for message in reversed(of_bot) if message.markup), of_bot[-1])

    @property
    def toasts(self) -> list[str]:
        """The texts that flashed up after taps."""
        chat = self._account.chats.get(self.id)
        return chat.toasts if chat else []

    async def send(self, text: str) -> Update:
        """Write a line; a command is marked as one."""
        command = text.split(maxsplit=1)[0] if text.startswith("/") else ""
        mark = [{"type": "bot_command", "offset": 0, "length": len(command)}]
        return await self._say(text=text, **({"entities": mark} if command else {}))

    async def tap(self, label: str) -> Update:
        """Press the button with this label on the newest message that has it."""
        for message in reversed(self.chat):
            for button in (b for row in message.raw_rows for b in row if b["text"] == label):
                if "callback_data" not in button:
                    raise LookupError(f"{label!r} is a link")
                return await self.tap_data(message.id, button["callback_data"])
        seen = [label for message in self.chat for label in message.labels]
        raise LookupError(f"no button {label!r}; there is {seen}")

    async def tap_data(self, message_id: int, data: str) -> Update:
        """Press a button that need not exist, on a message that need not exist."""
        chat = self._opened()
        message = next((m for m in self.chat if m.id == message_id), None)
        gone = {"message_id": message_id, "date": 0, "chat": chat.as_json}
        query_id = str(self._account.new_id())
        query = {
            "id": query_id,
            "from": self.user,
            "chat_instance": str(self.id),
            "data": data,
            "message": message.as_json(chat.as_json, self._account.user) if message else gone,
        }
        self._account.queries[query_id] = Query(chat, time.monotonic())
        return await self._do({"callback_query": query})

    async def edit(self, message_id: int, text: str) -> Update:
        """Change an own message."""
        chat = self._opened()
        old = chat.messages[message_id]
        message = replace(old, text=text, more={**old.more, "text": text, "edit_date": now()})
        chat.messages[message_id] = message
        return await self._do({"edited_message": message.as_json(chat.as_json, self.user)})

    async def delete(self, message_id: int) -> None:
        """Remove a message from the chat; Telegram does not tell the bot."""
        del self._opened().messages[message_id]

    async def voice(self) -> Update:
        """Speak."""
        return await self._say(voice={"file_id": "voice", "file_unique_id": "v", "duration": 3})

    async def photo(self, caption: str = "") -> Update:
        """Send a picture."""
        return await self._say(photo=[PHOTO], **({"caption": caption} if caption else {}))

    async def contact(self) -> Update:
        """Share a telephone number."""
        return await self._say(contact={"phone_number": "+31600000000", "first_name": "P"})

    async def location(self) -> Update:
        """Share a place."""
        return await self._say(location={"latitude": 52.09, "longitude": 5.12})

    async def forward(self, text: str) -> Update:
        """Pass on what somebody else wrote."""
        origin = {"type": "hidden_user", "date": now(), "sender_user_name": "X"}
        return await self._say(text=text, forward_origin=origin)

    async def in_group(self, text: str) -> Update:
        """Write a line in a group that the bot is in too."""
        group = self._account.opened(GROUP - self.id, {"type": "supergroup", "title": "Team"})
        body = {"message_id": self._account.new_id(), "date": now(), "text": text}
        return await self._do({"message": {**body, "from": self.user, "chat": group.as_json}}, group)

    async def set_blocked(self, blocked: bool) -> Update:
        """Block the bot or allow it again."""
        chat = self._opened()
        change = {"chat": chat.as_json, "from": self.user, "date": now(), "old_chat_member": self._membership(chat)}
        chat.blocked = blocked
        change["new_chat_member"] = self._membership(chat)
        return await self._do({"my_chat_member": change})

    async def settled(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 -- says what was missing
        """Wait until the bot took in all that was done here, painted since, and is not calling.

        A bot that paints in two calls may be between them; ``see`` waits for the words that matter.
        """
        await self._until(lambda: self._opened().settled, timeout, "the bot did not come to rest")

    async def see(self, text: str, timeout: float = 30.0) -> Message:  # noqa: ASYNC109 -- as above
        """Wait until the text stands on the screen, on its buttons, in the newest message or a toast."""
        await self._until(lambda: text in self._newest(), timeout, f"{text!r} was not seen")
        return self.screen

    def _newest(self) -> str:
        of_bot = [message for message in self.chat if message.by_bot]
        if not of_bot:
            return "\n".join(self.toasts[-1:])
        return "\n".join([self.screen.text, *self.screen.labels, of_bot[-1].text, *self.toasts[-1:]])

    async def _until(self, reached: Callable[[], bool], seconds: float, otherwise: str) -> None:
        changed = self._opened().changed
        try:
            async with asyncio.timeout(seconds), changed:
                await changed.wait_for(reached)
        except TimeoutError:
            raise TimeoutError(f"{otherwise} within {seconds} s; now there is: {self._newest()}") from None

    async def _say(self, **content: Any) -> Update:
        chat = self._opened()
        text = content.get("text") or content.get("caption", "")
        message = Message(id=self._account.new_id(), by_bot=False, date=now(), text=text, more=content)
        chat.messages[message.id] = message
        return await self._do({"message": message.as_json(chat.as_json, self.user)})

    async def _do(self, update: Update, chat: Chat | None = None) -> Update:
        chat = chat or self._opened()
        chat.painted = False
        return await self._push(update, chat.id)

    def _membership(self, chat: Chat) -> dict[str, Any]:
        status = {"status": "kicked", "until_date": 0} if chat.blocked else {"status": "member"}
        return {"user": self._account.user, **status}

    def _opened(self) -> Chat:
        private = {"type": "private", "first_name": self.user["first_name"]}
        return self._account.opened(self.id, private)
