"""A period as people type it: two days, a year, a half, a quarter or a month, in Dutch or in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from flows.months import MONTHS, in_figures
from flows.planning import add_months
from flows.values import read_date

_LONGEST = 80
_DAY = timedelta(days=1)
_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})"
_NUMBERED = (
    r"(?P<n>[1-4]|eerste|tweede|derde|vierde|laatste|first|second|third|fourth|last)(?:e|ste|de|st|nd|rd|th)?\s+"
)
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_OF = r"(?:\s+(?:van|in|of))?(?:\s+(?:het\s+jaar|the\s+year))?"
_ORDINALS = {
    "eerste": 1,
    "tweede": 2,
    "derde": 3,
    "vierde": 4,
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
}
_HALF, _QUARTER = r"helft|halfjaar|half|half\s+year", r"kwartaal|quarter"
# How many months each kind has, and the ways to write one; without its year it is completed from the other end.
_WAYS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (12, (rf"(?:heel\s+|all\s+of\s+|het\s+jaar\s+|the\s+year\s+|jaar\s+|year\s+)?{_YEAR}",)),
    (6, (rf"{_NUMBERED}(?:{_HALF}){_OF}\s+{_YEAR}", rf"h(?P<n>[12])[\s-]+{_YEAR}", rf"{_YEAR}[\s-]+h(?P<n>[12])")),
    (
        3,
        (
            rf"{_NUMBERED}(?:{_QUARTER}){_OF}\s+{_YEAR}",
            rf"(?:{_QUARTER})\s+(?P<n>[1-4]){_OF}\s+{_YEAR}",
            rf"[qk](?P<n>[1-4])[\s-]+{_YEAR}",
            rf"{_YEAR}[\s-]+[qk](?P<n>[1-4])",
        ),
    ),
    (1, (rf"{_MONTH}{_OF}\s+{_YEAR}", rf"(?P<n>0?[1-9]|1[0-2])[-/.]{_YEAR}", rf"{_YEAR}[-/.](?P<n>0[1-9]|1[0-2])")),
)
_PATTERNS = tuple((months, re.compile(way)) for months, ways in _WAYS for way in ways)
_BETWEEN = re.compile(
    r"\s*(?:[–—]|\b(?:tot\s+en\s+met|t/m|tm|tot|to|until|till|through|thru|and|en)\b)\s*|\s+-\s+|-|\s*\.{2,3}\s*"
)
_LEADING = re.compile(r"(?:van(?:af)?|from|tussen|between|periode|period)\s+")
_OWN_YEAR = re.compile(r"\b(?:19|20|21)[0-9]{2}\b")


class Period(NamedTuple):
    """From the first day until the last, both included."""

    first: date
    last: date


def read_period(text: str, today: date) -> Period | None:
    """The period that was typed; none for anything else. One that is named and still goes on ends today."""
    said = _LEADING.sub("", " ".join(text.casefold().split()), count=1)
    if len(said) > _LONGEST or _is_day(said):
        return None
    whole = _named(said)
    if whole is not None:
        return _until(whole, today)
    return next((found for begin, end in _splits(said) if (found := _between(begin, end, today))), None)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    for found in _BETWEEN.finditer(text):
        yield text[: found.start()].strip(), text[found.end() :].strip()


def _between(begin: str, end: str, today: date) -> Period | None:
    last = _part(end)
    if last is None:
        return None
    first = _part(begin)
    if first is None and not _OWN_YEAR.search(begin):
        # "1 maart - 30 april 2026": the year is said once; that of "november - februari 2026" begins earlier.
        years = (last.last.year, last.last.year - 1)
        found = [part for year in years if (part := _part(_with_year(begin, year))) is not None]
        first = next((part for part in found if part.first <= last.last), None)
    if first is None or first.first > last.last:
        return None
    whole = Period(first.first, last.last)
    return whole if _is_day(end) else _until(whole, today)


def _with_year(text: str, year: int) -> str:
    figures = in_figures(text)
    return f"{figures}-{year}" if re.fullmatch(r"[0-9]{1,2}[-/.][0-9]{1,2}", figures) else f"{text} {year}"


def _part(text: str) -> Period | None:
    day = read_date(text)
    return _named(text) if day is None else Period(day, day)


def _is_day(text: str) -> bool:
    return read_date(text) is not None


def _named(text: str) -> Period | None:
    """A year, a half, a quarter or a month."""
    for months, pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            number = _number(found.groupdict(), 12 // months)
            if number is None:
                return None
            first = add_months(date(int(found["year"]), 1, 1), (number - 1) * months)
            return Period(first, add_months(first, months) - _DAY)
    return None


def _number(found: dict[str, str | None], most: int) -> int | None:
    """Which of the halves, quarters or months of its year it is."""
    if month := found.get("month"):
        return MONTHS[month]
    written = found.get("n") or "1"
    number = most if written in ("laatste", "last") else _ORDINALS.get(written) or int(written)
    return number if number <= most else None


def _until(whole: Period, today: date) -> Period | None:
    """What has been of it; none when it is still to come."""
    return None if whole.first > today else Period(whole.first, min(whole.last, today))
