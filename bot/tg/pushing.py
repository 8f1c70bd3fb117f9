"""Messages that nobody tapped for: new ones, with doorways for buttons, after everything that somebody waits for."""

from __future__ import annotations

from dataclasses import replace

import structlog
from telegram.error import TelegramError

from bot.conversation.screen import Screen
from bot.delivery.ports import Answer, Result
from bot.texts.translations import words
from bot.tg.calls import Calls
from bot.tg.pacing import Pace
from bot.tg.painter import NO_PREVIEW
from bot.tg.photos import Photos
from bot.tg.render import render
from bot.tg.verdicts import Outcome, verdict

_RESULTS = {
    Outcome.DONE: Result.ARRIVED,
    Outcome.RETRY: Result.RETRY,
    Outcome.CONFLICT: Result.RETRY,
    Outcome.STOP: Result.RETRY,
    Outcome.WAIT: Result.WAIT,
    Outcome.CLOSED: Result.CLOSED,
    Outcome.RESEND: Result.DEAD,
    Outcome.DEAD: Result.DEAD,
}
log = structlog.get_logger()


class Pusher:
    """Sends new messages at the pace that answers to taps leave."""

    def __init__(self, calls: Calls, photos: Photos, pace: Pace) -> None:
        """Share ``photos`` and ``pace`` with the painter."""
        self._call = calls
        self._photos = photos
        self._pace = pace

    @property
    def halted(self) -> float:
        """For how many seconds Telegram has asked not to be called."""
        return self._pace.halted

    def halt(self, seconds: float) -> None:
        """Hold every call for so long."""
        self._pace.halt(seconds)

    async def turn(self) -> None:
        """Wait for a place that no answer to a tap wants."""
        await self._pace.leftover()

    async def send(self, address: str, screen: Screen, taal: str) -> Answer:
        """Send a message, with its picture if it has one; a link comes as text."""
        link = None if screen.link is None else replace(screen.link, qr=False)
        rendered = render(replace(screen, link=link), None, words(taal))
        try:
            if rendered.picture is not None:
                await self._photos.send(address, rendered, rendered.picture)
                return Answer(Result.ARRIVED)
            await self._call(
                "sendMessage",
                chat_id=int(address),
                text=rendered.text,
                parse_mode="HTML",
                reply_markup=rendered.keyboard,
                protect_content=True,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramError as error:
            judged = verdict(error, "sendMessage")
            if judged.outcome is Outcome.STOP:
                log.error("telegram_refuses_the_token")
            return Answer(_RESULTS[judged.outcome], type(error).__name__, judged.seconds)
        return Answer(Result.ARRIVED)
