"""How soon a measurement is due, in words that are true on the day they are read."""

from __future__ import annotations

from datetime import date, timedelta

from bot.conversation.screen import Text, t
from flows.planning import Termijn
from flows.reminders import last_day, near_ultimate

_DAY = timedelta(days=1)


def deadline(termijn: Termijn, day: date) -> Text:
    """``vandaag gepland``, ``gepland 5 december 2026``, ``uiterste datum …`` or ``verlopen sinds …``."""
    gepland, uiterste = termijn.gepland, termijn.uiterste
    if last_day(termijn) < day:
        return t("deadline.late", "verlopen sinds {day}", day=last_day(termijn) + _DAY)
    near = gepland <= uiterste and near_ultimate(termijn, day)
    if near and uiterste == day:
        return t("deadline.last_day", "vandaag is de uiterste datum")
    if near and (gepland < day or gepland == uiterste):
        return t("deadline.ultimate", "uiterste datum {last}", last=uiterste)
    if gepland < day:
        return t("deadline.was", "was gepland op {day}", day=gepland)
    when = (
        t("deadline.today", "vandaag gepland")
        if gepland == day
        else t("deadline.planned", "gepland {day}", day=gepland)
    )
    return t("deadline.near", "{when}, uiterste datum {last}", when=when, last=uiterste) if near else when


def line_of(code: str, termijn: Termijn, day: date) -> Text:
    """``K-7Q4FNP: vandaag gepland``, and until when it dozes."""
    when, until = deadline(termijn, day), termijn.sluimert_tot
    if until is not None and day < until:
        return t("deadline.dozing", "{code}: {when} (herinnering vanaf {day})", code=code, when=when, day=until)
    return t("deadline.line", "{code}: {when}", code=code, when=when)
