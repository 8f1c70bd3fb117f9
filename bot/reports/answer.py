"""One report, whatever it is shown on: what is question, and the answer in sentences, a table and a picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.conversation.screen import Picture, Text, t, verbatim
from bot.pictures import LIGHT, Caption, Cell, Palette
from bot.reports.days import end_of
from bot.runtime.clock import local_day
from bot.texts.translations import Words
from flows.reports.counts import Count, percent
from flows.reports.publishing import R, last_month_end, published
from flows.reports.records import Record
from storage.reports import Eenheid

# Fewer clients than are told of, or none at all.
HIDDEN = "<5"
TOO_FEW = t(
    "report.too_few_clients", "Het gaat hier steeds om heel weinig cliënten. Daarvan geeft Meetlat geen cijfers."
)
Drawing = Callable[[Palette], str]
Row = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """About whom and when: a day (``van`` is ``tot``) or a period; ``known_on`` asks what was registered by then.

    ``masked`` is for whoever is not of the team: numbers as they are published, of ends of months, as known then.
    ``own`` says that the reader is the unit.
    """

    eenheid: Eenheid
    naam: Text
    tot: date
    van: date
    known_on: datetime | None = None
    masked: bool = False
    own: bool = False

    def __post_init__(self) -> None:
        """Go back to ends of months and what was known then: what changes from day to day would tell of one client."""
        if not self.masked:
            return
        tot, of_a_day = last_month_end(self.tot), self.van == self.tot
        van = tot if of_a_day else last_month_end(min(self.van, tot - timedelta(days=1)))
        for name, value in (("tot", tot), ("van", van), ("known_on", end_of(tot))):
            object.__setattr__(self, name, value)

    @property
    def looks_back(self) -> bool:
        """Whether somebody wants to see what was known on a day; of who reads masked numbers nobody asks."""
        return self.known_on is not None and not self.masked

    @property
    def moment(self) -> Text:
        """The day or the period as a heading says it, and the day it was known on when that was asked for."""
        moment = t("report.period", "{first} tot en met {last}", first=self.van, last=self.tot)
        if self.van == self.tot:
            moment = t("value.day", "{day}", day=self.tot)
        if self.known_on is None or not self.looks_back:
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


def told(report: R, question: Question) -> R:
    """The report as this reader may see it; the one door through which every report goes."""
    return published(report) if question.masked else report


def about_rounding(question: Question) -> tuple[Text, ...]:
    """What the numbers are that leave the team."""
    if not question.masked:
        return ()
    return (
        t(
            "report.rounded",
            "Dit zijn cijfers van het einde van een maand, zoals toen bekend, afgerond op vijf. <5 is minder dan vijf "
            "of net iets meer, en kan ook nul zijn. Zo is niemand te herkennen. Optellen klopt daardoor niet precies.",
        ),
    )


def or_too_few(answer: Answer, question: Question) -> Answer:
    """One sentence instead of a table in which no number is told."""
    cells = [cell for row in answer.rows for cell in row[1:]]
    if not question.masked or not cells or any(cell != shown(None) for cell in cells):
        return answer
    return replace(answer, lines=(TOO_FEW,), header=(), rows=(), drawing=None)


def cell(count: Count) -> Cell:
    """A number for a picture; what may not be told is a text."""
    return HIDDEN if count is None else count


def shown(count: Count) -> Text:
    """A number for a table."""
    return verbatim(str(cell(count)))


def percents(part: Count, whole: Count) -> str:
    """``42 %``; nothing where a number is not told or there is nobody."""
    found = percent(part, whole)
    return "" if found is None else f"{found}\u00a0%"


def with_share(count: Count, whole: Count) -> Text:
    """``12 (30 %)``."""
    part = percents(count, whole)
    return verbatim(f"{cell(count)} ({part})" if part else str(cell(count)))


def caption(said: Words, asked: Question, heading: Text, below: Text, description: Text, *notes: Text) -> Caption:
    """What is written around a picture; under it also what the numbers are, where they are rounded."""
    return Caption(
        said.say(heading),
        said.say(description),
        said.say(heading),
        said.say(below),
        tuple(said.say(note) for note in (*notes, *about_rounding(asked))),
        said.number,
    )
