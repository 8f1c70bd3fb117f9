"""Messages that nobody tapped for: new ones, with doorways for buttons, after everything that somebody waits for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog
from telegram.error import TelegramError

from bot.delivery.ports import Answer, Letter, Result
from bot.texts.translations import words
from bot.tg.calls import Calls
from bot.tg.pacing import Pace
from bot.tg.painter import NO_PREVIEW
from bot.tg.photos import Photos
from bot.tg.render import UnfitButtonError, render
from bot.tg.verdicts import Outcome, verdict
from flows.ways import Way
from storage.people.reach import Address
from storage.people.reach import Outcome as Reached

_RESULTS = {
    Outcome.DONE: Result.ARRIVED,
    Outcome.RETRY: Result.RETRY,
    Outcome.CONFLICT: Result.RETRY,
    Outcome.STOP: Result.RETRY,
    Outcome.CLOSED: Result.CLOSED,
    Outcome.RESEND: Result.DEAD,
    Outcome.DEAD: Result.DEAD,
}
log = structlog.get_logger()


class Pusher:
    """Sends new messages at the pace that answers to taps leave."""

    way = Way.TELEGRAM

    def __init__(
        self, calls: Calls, photos: Photos, pace: Pace, part: Callable[[int], float], per_second: float
    ) -> None:
        """Share ``photos`` and ``pace`` with the painter; ``part`` of the rate is for this one of so many processes."""
        self.per_second = per_second
        self._part = part
        self.living = 1
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

    def share(self, living: int) -> None:
        """So many processes send through this bot; nobody asks about every call."""
        self.living = living
        self._pace.share(self._part(living))

    async def turn(self) -> None:
        """Wait for a place that no answer to a tap wants."""
        await self._pace.leftover()

    async def send(self, addresses: Sequence[Address], letter: Letter) -> Answer:
        """Send a message, with its picture if it has one; a link comes as text."""
        (account,) = addresses
        address, screen = account.at, letter.screen
        link = None if screen.link is None else replace(screen.link, qr=False)
        try:
            rendered = render(replace(screen, link=link), None, words(letter.taal))
        except UnfitButtonError as error:
            log.error("screen_failed", error=type(error).__name__, what=str(error))
            return Answer(Result.DEAD, type(error).__name__)
        if wait := self._pace.held(address):
            return Answer(Result.LATER, "held", wait)
        try:
            if rendered.picture is not None:
                await self._photos.send(address, rendered, rendered.picture)
                return Answer(Result.ARRIVED, outcome=Reached(reached=(address,)))
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
            if judged.outcome is Outcome.WAIT:
                self._pace.refused(address, judged.seconds)
                # As a rule it is this one chat that has to wait.
                result = Result.WAIT if self._pace.halted else Result.LATER
                return Answer(result, type(error).__name__, max(judged.seconds, self._pace.halted))
            if judged.outcome is Outcome.STOP:
                log.error("telegram_refuses_the_token")
            gone = (address,) if judged.outcome is Outcome.CLOSED else ()
            return Answer(_RESULTS[judged.outcome], type(error).__name__, judged.seconds, outcome=Reached(gone=gone))
        return Answer(Result.ARRIVED, outcome=Reached(reached=(address,)))

    async def close(self) -> None:
        """The channel itself lets go of what it opened."""
