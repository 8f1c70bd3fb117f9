"""The caseload in the chat: one picture with its numbers, and the way to every other report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Screen, Sheet, Target, Text, t
from bot.reports.answer import Answer, Question
from bot.reports.asking import ask, side_by_side
from bot.reports.days import Between, Period, Span, When, dates
from bot.reports.naming import alone, named
from bot.reports.routes import (
    BESIDE,
    BETWEEN,
    CASELOAD,
    COMPARE,
    LISTS,
    MORE,
    ON_DAY,
    REPORT,
    SHARE_FORECAST,
    UNITS,
    Kind,
    Split,
)
from bot.reports.sheet import sheet
from bot.reports.units import OWN, Choice, choice, first, for_others, standing_alone
from bot.reports.words import REPORTS
from bot.texts.translations import words
from bot.ui.widgets import Rows, hint, line, menu, pairs, title, to
from flows.planning import add_months

NOW = When()
_SPLITS: dict[Split, Text] = {
    Split.GROEI: t("btn.split.groei", "Groei"),
    Split.INSTRUMENT: t("btn.split.instrument", "Instrument"),
    Split.INKOMEN: t("btn.split.inkomen", "Inkomen"),
}
_OF_A_DAY = (Kind.DOELEN, Kind.INSCHALING, Kind.VLEKKEN)
_SPANS: dict[Span, Text] = {
    Span.MONTH: t("btn.period.maand", "Een maand"),
    Span.QUARTER: t("btn.period.kwartaal", "Een kwartaal"),
    Span.HALF: t("btn.period.half", "Een half jaar"),
    Span.YEAR: t("btn.period.jaar", "Een jaar"),
    Span.TWO_YEARS: t("btn.period.twee", "Twee jaar"),
}
# How long a klantmanager's shared forecast can be seen by the team lead.
SHARED_FOR = timedelta(days=30)


@CASELOAD.handler
async def caseload(
    context: RequestContext, unit: str | None = None, when: When | None = None, split: Split | None = None
) -> Screen:
    """The distribution over the treden on a day, divided one way or another."""
    chosen = await (first(context) if unit is None else choice(context, unit))
    when, split = when or NOW, split or Split.GROEI
    day = when.on(context.today)
    if chosen is None or day is None:
        return not_yours()
    question = Question(chosen.eenheid, chosen.naam, day[0], day[0], day[1], chosen.masked)
    if (early := await nothing_before(context, question.tot)) is not None:
        return early
    said = words(context.chat.taal)
    answer = await ask(context.unit, "caseload", question, context.flows, said, context.today, split.name.lower())
    ways = tuple(
        Button(label, link(CASELOAD, chosen.code, when, each), chosen=each is split) for each, label in _SPLITS.items()
    )
    rows = (ways, *await _onward(context, chosen))
    shared = _shared(chosen, lambda code: link(CASELOAD, code, replace(when, day=day[0]), split))
    return await _screen(context, "caseload", answer, question, rows, shared)


async def _onward(context: RequestContext, chosen: Choice) -> Rows:
    """From a caseload to the other reports about the same people."""
    kinds = [Kind.BEWEGING, *([Kind.PROGNOSE] if await may_forecast(context, chosen) else [])]
    further = tuple(Button(REPORTS[kind], link(REPORT, kind, chosen.code, Span.YEAR)) for kind in kinds)
    others = [
        Button(t("btn.report.more", "Meer"), link(MORE, chosen.code)),
        Button(t("btn.report.day", "Andere dag"), link(ON_DAY, chosen.code)),
    ]
    if chosen.listed:
        others.insert(0, Button(t("btn.lists", "Lijsten"), link(LISTS, chosen.code)))
    back = (Button(t("btn.units", "Andere groep"), link(UNITS, 0), Look.QUIET), menu())
    return (further, tuple(others), back)


@REPORT.handler
async def report(context: RequestContext, kind: Kind, unit: str, period: Period) -> Screen:
    """Any other report, about a period."""
    chosen, days = await choice(context, unit), dates(period, context.today)
    if chosen is None or days is None:
        return not_yours()
    if kind is Kind.PROGNOSE and not await may_forecast(context, chosen):
        return not_yours()
    van = days[1] if kind in _OF_A_DAY else days[0]
    question = Question(chosen.eenheid, chosen.naam, days[1], van, None, chosen.masked, own=chosen.code == OWN)
    if (early := await nothing_before(context, question.tot)) is not None:
        return early
    said = words(context.chat.taal)
    answer = await ask(context.unit, kind.name.lower(), question, context.flows, said, context.today, "groei")
    rows: Rows = (*_periods(kind, unit, period), (to(_back(unit)), menu()))
    if kind is Kind.PROGNOSE and chosen.code == OWN and context.who.team is not None:
        rows = ((Button(t("btn.share", "Deel met mijn teamleider"), link(SHARE_FORECAST)),), *rows)
    shared = _shared(chosen, lambda code: link(REPORT, kind, code, Between(*days)))
    return await _screen(context, kind.name.lower(), answer, question, rows, shared)


@SHARE_FORECAST.handler
async def share_forecast(context: RequestContext) -> Target:
    """Let the team lead see one's own forecast for a month."""
    await context.note("prognose_gedeeld")
    context.tell("forecast_shared")
    return link(REPORT, Kind.PROGNOSE, OWN, Span.YEAR)


@COMPARE.handler
async def compare(context: RequestContext, unit: str, other: str, split: Split | None = None) -> Screen:
    """Two groups on one day, or one group now and a year ago: over the treden, or divided one way or another."""
    one, against = await choice(context, unit), await choice(context, other)
    if one is None or against is None:
        return not_yours()
    day, names = context.today, (standing_alone(one), standing_alone(against))
    if unit == other:
        day, names = add_months(context.today, -12), (one.naam, one.naam)
    left = Question(one.eenheid, names[0], context.today, context.today, None, one.masked)
    right = Question(against.eenheid, names[1], day, day, None, against.masked)
    said, how = words(context.chat.taal), "" if split is None else split.name.lower()
    answer = await side_by_side(context.unit, left, right, context.flows, said, context.today, how)
    ways = [(None, t("btn.split.treden", "Treden")), *_SPLITS.items()]
    chosen = [Button(label, link(COMPARE, unit, other, each), chosen=each is split) for each, label in ways]
    return await _screen(context, "vergelijking", answer, left, (*pairs(chosen), (to(link(BESIDE, unit, 0)), menu())))


def _periods(kind: Kind, unit: str, period: Period) -> Rows:
    spans = tuple(
        Button(label, link(REPORT, kind, unit, span), chosen=span is period) for span, label in _SPANS.items()
    )
    own = Button(t("btn.period.own", "Andere dagen"), link(BETWEEN, kind, unit), chosen=isinstance(period, Between))
    if kind is Kind.DOELEN:
        # A target has a period of its own; of another year it is how far it was then.
        return ((own,),)
    return () if kind in _OF_A_DAY else (spans[:3], (*spans[3:], own))


async def may_forecast(context: RequestContext, chosen: Choice) -> bool:
    """A klantmanager's own forecast is for the team lead only after the klantmanager shared it."""
    if not chosen.code.startswith("f-"):
        return True
    since = context.now - SHARED_FOR
    return await context.unit.audit.count("prognose_gedeeld", chosen.eenheid.id, since) > 0


def not_yours() -> Screen:
    """The one answer for a report that does not exist and one that is not for this person."""
    said = t("report.not_yours", "Dit rapport is er niet, of niet voor u. Kies hieronder wat u wel kunt zien.")
    return _no_report(said)


async def nothing_before(context: RequestContext, day: date) -> Screen | None:
    """A clear answer for a day before the first meetmoment."""
    found = await context.unit.reports.first_day()
    if found is not None and found <= day:
        return None
    said = t("report.nothing", "Er is nog niets gemeten. Na het eerste meetmoment staan hier de cijfers.")
    if found is not None:
        said = t(
            "report.too_early", "Op die dag was er nog niets gemeten. Het eerste meetmoment is van {day}.", day=found
        )
    return _no_report(said)


def _no_report(said: Text) -> Screen:
    caseload = Button(t("btn.caseload", "Caseload"), link(CASELOAD, None, None, None))
    return Screen((line(said),), ((caseload,), (menu(),)))


def _back(unit: str) -> Target:
    return link(CASELOAD, unit, None, None)


def _shared(chosen: Choice, at: Callable[[str], Target]) -> Target | None:
    """Where a colleague finds the same days of the same people; none where the name of a unit differs per reader."""
    code = for_others(chosen)
    return None if code is None else at(code)


async def _screen(
    context: RequestContext, name: str, answer: Answer, question: Question, rows: Rows, shared: Target | None = None
) -> Screen:
    """A report as a screen: what it says, its picture with a table, and the way on."""
    when = () if answer.drawing is not None and not question.looks_back else (hint(question.moment),)
    blocks = (title(answer.title), *when, *(line(text) for text in answer.lines))
    numbers = await _sheet(context, name, answer, question) if context.has_room else None
    return Screen(blocks, rows, picture=answer.picture(), sheet=numbers, shared=shared, paper=True)


async def _sheet(context: RequestContext, name: str, answer: Answer, question: Question) -> Sheet:
    """The numbers for a spreadsheet, where a unit is called by its name: who reads it may not be who asked."""
    naam = None if question.eenheid.within else await named(context.unit, context.flows, question.eenheid)
    of_whom = words(context.chat.taal).say(alone(question.eenheid, naam or question.naam))
    return sheet(name, answer, question, of_whom, context.today)
