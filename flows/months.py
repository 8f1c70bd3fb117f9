"""The months as people write them, in Dutch and in English."""

from __future__ import annotations

import re

_NAMES = (
    "januari jan january",
    "februari feb february febr",
    "maart mrt march mar",
    "april apr",
    "mei may",
    "juni jun june",
    "juli jul july",
    "augustus aug august",
    "september sep sept",
    "oktober okt october oct",
    "november nov",
    "december dec",
)
MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_ORDINAL = r"(?:e|ste|de|st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4}))?"
_WAYS = (
    re.compile(rf"(?P<day>\d{{1,2}}){_ORDINAL}\s+{_MONTH}{_YEAR}"),
    re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}}){_ORDINAL}{_YEAR}"),
)


def in_figures(text: str) -> str:
    """``31 december 2026`` and ``December 31`` as ``31-12-2026`` and ``31-12``; any other text as it is."""
    text = " ".join(text.casefold().split())
    for way in _WAYS:
        if found := way.fullmatch(text):
            day = f"{found['day']}-{MONTHS[found['month']]}"
            return day if found["year"] is None else f"{day}-{found['year']}"
    return text
