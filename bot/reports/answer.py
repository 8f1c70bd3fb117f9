"""One report, whatever it is shown on: what is question, and the answer in sentences, a table and a picture."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.conversation.screen import Picture, Text, t, verbatim
from bot.pictures import LIGHT, Caption, Cell, Palette
from bot.runtime.clock import local_day
from bot.texts.translations import Words
from flows.reports.counts import Count, percent
from flows.reports.equations import R
from flows.reports.masking import masked
from flows.reports.records import Record
from storage.reports import Eenheid

# A number that is hidden: because it is small, or because a small one would follow from it.
HIDDEN = "*"
Drawing = Callable[[Palette], str]
Row = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """About whom and when: a day (``van`` is ``tot``) or a period; ``known_on`` asks what was registered by then.

    ``masked`` hides small numbers: for whoever is not of the team. ``own`` says that the reader is the unit.
    """

    eenheid: Eenheid
    naam: Text
    tot: date
    van: date
    known_on: datetime | None = None
    masked: bool = False
    own: bool = False

    @property
    def moment(self) -> Text:
        """The day or the period as a heading says it, and the day it was known on when that was asked for."""
        moment = t("report.period", "{first} tot en met {last}", first=self.van, last=self.tot)
        if self.van == self.tot:
            moment = t("value.day", "{day}", day=self.tot)
        if self.known_on is None:
            return moment
        return t("report.known", "{moment}, zoals bekend op {day}", moment=moment, day=self._known_day(self.known_on))

    @property
    def below(self) -> Text:
        """About whom and when, under the heading of a picture."""
        return t("report.below", "{name} · {moment}", name=self.naam, moment=self.moment)

    def about(self, today: date) -> Record:
        """The same for a spreadsheet; what is known now is known ``today``."""
        known = today if self.known_on is None else self._known_day(self.known_on)
        when = {"peildatum": self.tot} if self.van == self.tot else {"van": self.van, "tot": self.tot}
        days = {**when, "bekend_op": known}
        return {"eenheid": str(self.eenheid)} | {name: day.isoformat() for name, day in days.items()}

    @staticmethod
    def _known_day(moment: datetime) -> date:
        return local_day(moment)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer; ``shape`` is what other programs read, ``records`` what a spreadsheet does."""

    title: Text
    lines: tuple[Text, ...]
    header: Row
    rows: tuple[Row, ...]
    shape: Mapping[str, Any]
    records: Sequence[Record]
    drawing: Drawing | None = None

    def picture(self) -> Picture | None:
        """The picture with its table; for some reports the table alone."""
        if self.drawing is None and not self.rows:
            return None
        svg = "" if self.drawing is None else self.drawing(LIGHT)
        return Picture(svg, self.title, self.header, self.rows, headed=True)


async def told(report: R, question: Question) -> R:
    """The report, with the small numbers hidden where they must be; looking for them takes long, so in a thread."""
    return await asyncio.to_thread(masked, report) if question.masked else report


def about_hidden(question: Question) -> tuple[Text, ...]:
    """What the stars are, where there may be any."""
    if not question.masked:
        return ()
    return (t("report.hidden", "* is een aantal onder de vijf, of verborgen omdat het zo’n aantal zou verraden"),)


def cell(count: Count) -> Cell:
    """A number for a picture; a hidden one is a star."""
    return HIDDEN if count is None else count


def shown(count: Count) -> Text:
    """A number for a table."""
    return verbatim(str(cell(count)))


def percents(part: Count, whole: Count) -> str:
    """``42 %``; nothing where it is hidden or there is nobody."""
    found = percent(part, whole)
    return "" if found is None else f"{found}\u00a0%"


def with_share(count: Count, whole: Count) -> Text:
    """``12 (30 %)``."""
    part = percents(count, whole)
    return verbatim(f"{cell(count)} ({part})" if part else str(cell(count)))


def caption(said: Words, heading: Text, below: Text, description: Text, *notes: Text) -> Caption:
    """What is written around a picture."""
    return Caption(
        said.say(heading),
        said.say(description),
        said.say(heading),
        said.say(below),
        tuple(said.say(note) for note in notes),
        said.number,
    )
