"""A report by its name: the one way for the chat, the monthly letter and the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import t
from bot.reports import blanks, caseload, compare, conditions, forecast, goals, movement, tables
from bot.reports.answer import Answer, Question, about_rounding, or_too_few
from bot.texts.translations import Words
from storage.unit import Unit


async def ask(
    unit: Unit, name: str, question: Question, flows: ConfiguredFlows, said: Words, today: date, split: str
) -> Answer:
    """Write a report out; ``split`` is how the caseload is divided."""
    answer = await _written(unit, name, question, flows, said, today, split)
    answer = or_too_few(replace(answer, lines=(*answer.lines, *about_rounding(question))), question)
    first = await unit.reports.first_day()
    if first is None or not question.van < first <= question.tot:
        return answer
    before = t("report.none_before", "Vóór {day} was er nog niets gemeten.", day=first)
    return replace(answer, lines=(*answer.lines, before))


async def side_by_side(
    unit: Unit, one: Question, other: Question, flows: ConfiguredFlows, said: Words, today: date, split: str = ""
) -> Answer:
    """Two caseloads on the same day, or one on two days, over the treden or divided by ``split``."""
    found = [(await caseload.found(unit, question, today), question) for question in (one, other)]
    answer, rounded = compare.answer(found[0], found[1], flows, said, split), one if one.masked else other
    return or_too_few(replace(answer, lines=(*answer.lines, *about_rounding(rounded))), rounded)


async def _written(
    unit: Unit, name: str, question: Question, flows: ConfiguredFlows, said: Words, today: date, split: str
) -> Answer:
    match name:
        case "caseload":
            return caseload.answer(await caseload.found(unit, question, today), question, flows, said, split)
        case "beweging":
            return movement.answer(await movement.found(unit, question), question, flows, said)
        case "prognose":
            return forecast.answer(await forecast.found(unit, question), question, said)
        case "partner" | "instrument":
            return await tables.results(unit, question, name)
        case "voorwaarden":
            return conditions.answer(await conditions.found(unit, question), question)
        case "doelen":
            found = await goals.found(unit, question, flows.gemeente.doelen, today)
            return goals.answer(found, question, flows, said)
        case "vlekken":
            return blanks.answer(await blanks.found(unit, question, flows), question)
        case "inschaling":
            report = await caseload.found(unit, question, today)
            return tables.first_placing(report, question, said, flows.gemeente.inschaling_voor)
    raise ValueError(f"no report is called {name}")
