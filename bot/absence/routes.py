"""The routes of absence: who is away until when, and who stands in."""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.conversation.routes import DAY, ID, PAGE, Param, action, view
from flows.people import Right

Period = tuple[date, date]
_HANDING_OVER = frozenset({Right.HAND_OVER})
_FIRST = "1900"
_PERIOD = re.compile(r"([0-9]{8})-([0-9]{1,3})")


def _read(text: str) -> Period:
    found = _PERIOD.fullmatch(text)
    if found is None or found[1] < _FIRST:
        raise ValueError("not a period")
    van = date.fromisoformat(found[1])
    try:
        return van, van + timedelta(days=int(found[2]))
    except OverflowError as error:
        raise ValueError("beyond the calendar") from error


def _written(period: Period) -> str:
    van, tot = period
    return f"{van:%Y%m%d}-{(tot - van).days}"


# The first day of an absence, and the first day after it.
PERIOD: Param[Period] = Param("days", _read, _written)

ABSENCE = view("leave", ID, needs=_HANDING_OVER)
ABSENCE_FROM = view("leave_from", ID, needs=_HANDING_OVER)
ABSENCE_UNTIL = view("leave_until", ID, DAY, needs=_HANDING_OVER)
SUBSTITUTE = view("substitute", ID, PERIOD, PAGE, needs=_HANDING_OVER)
ABSENCE_SURE = view("leave_sure", ID, PERIOD, ID, needs=_HANDING_OVER)
FIRST_DAY = action("first_day", ID, DAY, needs=_HANDING_OVER)
LAST_DAY = action("last_day", ID, DAY, DAY, needs=_HANDING_OVER)
BE_AWAY = action("be_away", ID, PERIOD, ID, needs=_HANDING_OVER)
END_ABSENCE = action("end_leave", ID, needs=_HANDING_OVER)
