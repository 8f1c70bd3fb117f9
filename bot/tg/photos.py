"""Sends pictures; one that was sent before is known to Telegram by its file id."""

from __future__ import annotations

from collections import OrderedDict

from telegram import Bot, InlineKeyboardMarkup, InputFile

from bot.tg.render import Picture, Rendered

REMEMBERED = 256


class Photos:
    """The pictures of one bot; equal ones are uploaded once."""

    def __init__(self, bot: Bot) -> None:
        """Send through ``bot``."""
        self._bot = bot
        self._files: OrderedDict[Picture, str] = OrderedDict()

    async def send(self, address: str, rendered: Rendered, picture: Picture) -> int:
        """Send a new message with a picture; gives its number."""
        known = self._files.get(picture)
        sent = await self._bot.send_photo(
            int(address),
            known or InputFile(picture.png(), filename="beeld.png"),
            caption=rendered.text,
            parse_mode="HTML",
            reply_markup=InlineKeyboardMarkup.de_json(rendered.keyboard or {"inline_keyboard": []}, self._bot),
            protect_content=True,
        )
        if known is None and sent.photo:
            self._files[picture] = sent.photo[-1].file_id
            if len(self._files) > REMEMBERED:
                self._files.popitem(last=False)
        return sent.message_id
