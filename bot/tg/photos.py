"""Sends pictures; one that was sent before is known to Telegram by its file id."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from telegram import Bot, InlineKeyboardMarkup, InputFile

from bot.tg.render import Picture, Rendered

if TYPE_CHECKING:
    from bot.pictures import PngRenderer

REMEMBERED = 256


class Photos:
    """The pictures of one bot; equal ones are uploaded once."""

    def __init__(self, bot: Bot) -> None:
        """Send through ``bot``."""
        self._bot = bot
        self._files: OrderedDict[Picture, str] = OrderedDict()
        self._renderer: PngRenderer | None = None

    async def send(self, address: str, rendered: Rendered, picture: Picture) -> int:
        """Send a new message with a picture; gives its number."""
        known = self._files.get(picture)
        if known is not None:
            self._files.move_to_end(picture)
        sent = await self._bot.send_photo(
            int(address),
            known or InputFile(await self._drawn(picture), filename="beeld.png"),
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

    async def close(self) -> None:
        """Draw nothing any more."""
        if self._renderer is not None:
            await self._renderer.close()

    async def _drawn(self, picture: Picture) -> bytes:
        if not picture.svg:
            return picture.qr()
        if self._renderer is None:
            from bot.pictures import PngRenderer  # noqa: PLC0415

            self._renderer = PngRenderer()
        return await self._renderer.png(picture.svg)
