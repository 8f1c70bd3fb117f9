"""Choosing what a report is about: which one, of whom, on which day or in which period, and beside what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Screen, Style, Target, Text, t, tn, verbatim
from bot.reports.days import Between, Span, When, dates
from bot.reports.routes import (
    BESIDE,
    BETWEEN,
    CASELOAD,
    CHOOSE_UNIT,
    COMPARE,
    KNOWN_ON,
    MORE,
    ON_DAY,
    QUARTER,
    REPORT,
    UNITS,
    Kind,
)
from bot.reports.screens import not_yours
from bot.reports.units import OWN, Choice, choice, choices, shortly
from bot.reports.words import REPORTS
from bot.texts.translations import words
from bot.ui.widgets import column, hint, in_full, line, menu, pages, short, title, to
from flows.people import Right
from flows.periods import read_period
from flows.planning import add_months
from flows.values import read_date

_PAGE = 8
# What stands beside the caseload itself.
_FIRST = (Kind.BEWEGING, Kind.PROGNOSE)
_AGO = (1, 3, 6, 12)
_FIRST_YEAR = 2000


@MORE.handler
async def more(context: RequestContext, unit: str) -> Screen:
    """The reports that are asked for less often."""
    chosen = await choice(context, unit)
    if chosen is None:
        return not_yours()
    rest = [(kind, label) for kind, label in REPORTS.items() if kind not in _FIRST]
    buttons = [Button(label, link(REPORT, kind, unit, Span.YEAR)) for kind, label in rest]
    compare = Button(t("btn.compare", "Vergelijken"), link(BESIDE, unit, 0))
    known = () if chosen.masked else (Button(t("btn.known", "Zoals toen bekend"), link(KNOWN_ON, unit)),)
    if context.who.may(Right.REPORT_ALL):
        buttons.insert(0, Button(t("btn.quarter", "Het kwartaal"), link(QUARTER, None)))
    heading = title(t("more.title", "Meer rapporten"))
    return Screen((heading, hint(chosen.naam)), (*column(buttons), (compare, *known), (to(_back(unit)), menu())))


@UNITS.handler
async def units(context: RequestContext, page: int) -> Screen:
    """Of whom: every group this person may see."""
    found = await choices(context)
    shown = found[page * _PAGE : (page + 1) * _PAGE]
    buttons, spelled = _buttons(context, shown, lambda each: link(CHOOSE_UNIT, each.code))
    question = Block(Style.QUESTION, t("units.title", "Van wie wilt u de caseload zien?"))
    turning = pages(lambda number: link(UNITS, number), page, len(found), _PAGE)
    return Screen((question, *spelled), (*column(buttons), *turning, (menu(),)))


@CHOOSE_UNIT.handler
async def choose_unit(context: RequestContext, unit: str) -> Target:
    """See the caseload of a group, now and the next time that no group is named."""
    if await choice(context, unit) is not None:
        await context.unit.people.choose_unit(context.who.id, unit)
    return _back(unit)


@BESIDE.handler
async def beside(context: RequestContext, unit: str, page: int) -> Screen:
    """With whom, or with which day, to compare."""
    found = [each for each in await choices(context) if each.code not in (unit, OWN)]
    if await choice(context, unit) is None:
        return not_yours()
    shown = found[page * _PAGE : (page + 1) * _PAGE]
    buttons, spelled = _buttons(context, shown, lambda each: link(COMPARE, unit, each.code, None))
    then = Button(t("btn.compare.then", "Met een jaar geleden"), link(COMPARE, unit, unit, None))
    question = Block(Style.QUESTION, t("beside.title", "Waarmee wilt u vergelijken?"))
    turning = pages(lambda number: link(BESIDE, unit, number), page, len(found), _PAGE)
    return Screen((question, *spelled), ((then,), *column(buttons), *turning, (to(link(MORE, unit)), menu())))


@ON_DAY.handler
async def on_day(context: RequestContext, unit: str) -> Screen:
    """On which day; another one is typed."""
    return await _which_day(context, unit, t("when.title", "Op welke dag?"), known=False)


@KNOWN_ON.handler
async def known_on(context: RequestContext, unit: str) -> Screen:
    """As was known on which day: what was registered or corrected later does not count then."""
    return await _which_day(context, unit, t("known.title", "Wat was er op welke dag bekend?"), known=True)


@BETWEEN.handler
async def between(context: RequestContext, kind: Kind, unit: str) -> Screen:
    """From which day until today; another period is typed as two days."""
    if await choice(context, unit) is None:
        return not_yours()
    question = Block(Style.QUESTION, t("between.title", "Van welke dag tot welke dag?"))
    how = line(t("between.how", "Typ twee datums, een jaar, een kwartaal of een maand."))
    this, last = _years(context.today)
    entry = Entry("date", t("entry.period", "Typ een periode"), "01-01-2026 - 30-06-2026", (this.van, this.tot))
    years = [(t("btn.period.this", "Dit jaar"), this), (t("btn.period.last", "Vorig jaar"), last)]
    ways = tuple(Button(label, link(REPORT, kind, unit, year)) for label, year in years if year.van < year.tot)
    return Screen((question, how), (ways, (to(link(REPORT, kind, unit, Span.YEAR)), menu())), entry=entry)


def _years(today: date) -> tuple[Between, Between]:
    """This year until today, and the whole of the last one."""
    first = date(today.year, 1, 1)
    return Between(first, today), Between(date(today.year - 1, 1, 1), first - timedelta(days=1))


@ON_DAY.typed
async def day_typed(context: RequestContext, said: str, unit: str) -> Target:
    """The caseload on the day that was typed."""
    day = _past(context, said)
    return link(ON_DAY, unit) if day is None else _caseload_on(unit, day, known=False)


@KNOWN_ON.typed
async def known_day_typed(context: RequestContext, said: str, unit: str) -> Target:
    """The caseload as it was known on the day that was typed."""
    day = _past(context, said)
    return link(KNOWN_ON, unit) if day is None else _caseload_on(unit, day, known=True)


@BETWEEN.typed
async def period_typed(context: RequestContext, said: str, kind: Kind, unit: str) -> Target:
    """The report about the two days that were typed."""
    found = read_period(said, context.today)
    if (
        found is not None
        and found.first.year >= _FIRST_YEAR
        and dates(period := Between(*found), context.today) is not None
    ):
        return link(REPORT, kind, unit, period)
    context.tell("not_a_period")
    return link(BETWEEN, kind, unit)


def _buttons(
    context: RequestContext, shown: Sequence[Choice], leads: Callable[[Choice], Target]
) -> tuple[list[Button], list[Block]]:
    """A button for each group, and the whole name of each that does not fit on one."""
    say = words(context.chat.taal).say
    names = [say(shortly(each)) for each in shown]
    buttons = [Button(verbatim(short(name)), leads(each)) for name, each in zip(names, shown, strict=True)]
    return buttons, in_full(names)


async def _which_day(context: RequestContext, unit: str, question: Text, *, known: bool) -> Screen:
    chosen = await choice(context, unit)
    if chosen is None:
        return not_yours()
    buttons = [
        Button(
            tn("btn.ago", "{n} maand geleden", "{n} maanden geleden", months),
            _caseload_on(unit, add_months(context.today, -months), known=known),
        )
        for months in _AGO
    ]
    entry = Entry("date", t("entry.date", "Of typ een datum"), "30-06-2026")
    blocks = (Block(Style.QUESTION, question), hint(chosen.naam))
    return Screen(blocks, (*column(buttons), (to(_back(unit)), menu())), entry=entry)


def _past(context: RequestContext, said: str) -> date | None:
    """A day that was typed, until and with today; a notice says when it is none."""
    day = read_date(said)
    if day is None or day > context.today or day.year < _FIRST_YEAR:
        context.tell("not_a_past_day")
        return None
    return day


def _caseload_on(unit: str, day: date, *, known: bool) -> Target:
    return link(CASELOAD, unit, When(day, day if known else None), None)


def _back(unit: str) -> Target:
    return link(CASELOAD, unit, None, None)
