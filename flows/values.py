"""One parser for every kind of answer; a wrong answer is a result, not an exception."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from flows.conditions import Answers
from flows.engine import offered
from flows.model import ONBEKEND, Kind, Step
from flows.months import in_figures
from flows.planning import add_months

BIGGEST_NUMBER = 1_000_000


@dataclass(frozen=True, slots=True)
class Accepted:
    """A value as the dialogue stores it."""

    value: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why a value cannot be the answer; ``code`` names the sentence to say."""

    code: str
    params: Mapping[str, str | date] = field(default_factory=dict)


Verdict = Accepted | Rejected


def accept(step: Step, value: str, answers: Answers, today: date) -> Verdict:
    """Check a value as a button carries it: a choice's id, an ISO date or a whole number."""
    unsure = step.unsure and value == ONBEKEND
    if unsure or any(choice.id == value for choice in offered(step, answers)):
        return Accepted(value)
    return _FREE[step.kind](step, value, answers, today)


def read_typed(step: Step, text: str, answers: Answers, today: date) -> Verdict:
    """Check what a person typed: the number of a choice, its label, what may be typed for it, a date."""
    typed = text.strip().casefold()
    choices = offered(step, answers)
    for choice in choices:
        if typed in {choice.label.casefold(), choice.id.casefold(), *choice.typed}:
            return Accepted(choice.id)
    numbered = step.kind is Kind.CHOICE and not any(choice.id.isdecimal() for choice in step.choices)
    for number, choice in enumerate(choices, 1):
        if numbered and typed == str(number):
            return Accepted(choice.id)
    return _FREE[step.kind](step, typed, answers, today)


def read_date(text: str) -> date | None:
    """A day written as 31-12-2026, 31/12/26, 31 december 2026 or 2026-12-31; two figures are a year of this century."""
    figures = in_figures(text)
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", figures):
        return _date(int(match[3]) + (2000 if len(match[3]) == 2 else 0), match[2], match[1])
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", figures):
        return _date(int(match[1]), match[2], match[3])
    return None


def read_day(text: str, today: date, first: date, last: date) -> date | None:
    """A day as :func:`read_date` reads it, or without its year: the one around today that can be, else this year's."""
    match = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})", in_figures(text))
    if match is None:
        return read_date(text)
    years = (today.year, today.year + 1, today.year - 1)
    days = [day for year in years if (day := _date(year, match[2], match[1])) is not None]
    return next((day for day in days if first <= day <= last), days[0] if days else None)


def _date(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def observed(answers: Answers, today: date) -> date:
    """The day of the situation: today, unless another day was given."""
    return date.fromisoformat(answers["datum"]) if "datum" in answers else today


def planned(answers: Answers, today: date) -> date | None:
    """The day that was chosen for the next measurement; the ultimate day still goes before it."""
    value = answers.get("gepland")
    if value is None:
        return None
    return add_months(observed(answers, today), int(value)) if value.isdigit() else date.fromisoformat(value)


def _not_offered(step: Step, value: str, answers: Answers, today: date) -> Verdict:
    return Rejected("not_offered")


def _outcome(step: Step, value: str, answers: Answers, today: date) -> Verdict:
    return Accepted(value) if re.fullmatch(r"[0-9]", value) else Rejected("not_offered")


def _number(step: Step, value: str, answers: Answers, today: date) -> Verdict:
    if not re.fullmatch(r"\d{1,7}", value) or int(value) > BIGGEST_NUMBER:
        return Rejected("not_a_number")
    return Accepted(str(int(value)))


def bounds(step: Step, answers: Answers, today: date) -> tuple[date, date]:
    """The first and the last day that may be the answer."""
    if step.kind is Kind.PLAN:
        return today + timedelta(days=1), add_months(observed(answers, today), step.months)
    first, last = step.bounds or (-36_525, 36_525)
    return today + timedelta(days=first), today + timedelta(days=last)


def _day(step: Step, value: str, answers: Answers, today: date) -> Verdict:
    first, last = bounds(step, answers, today)
    day = read_day(value, today, first, last)
    if day is None:
        return Rejected("not_a_date")
    if day < first:
        return Rejected("too_early", {"first": first})
    if day > last:
        return Rejected("too_late", {"last": last})
    return Accepted(day.isoformat())


_FREE: Mapping[Kind, Callable[[Step, str, Answers, date], Verdict]] = {
    Kind.CHOICE: _not_offered,
    Kind.OUTCOME: _outcome,
    Kind.NUMBER: _number,
    Kind.DATE: _day,
    Kind.PLAN: _day,
}
