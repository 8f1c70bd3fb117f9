"""A report by its name: the one way for the chat, the monthly letter and the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import t
from bot.reports import caseload, compare, forecast, movement, smaller
from bot.reports.sheet import Asked, Sheet
from bot.texts.translations import Words
from storage.unit import Unit


async def answer(
    unit: Unit, name: str, asked: Asked, flows: ConfiguredFlows, said: Words, today: date, split: str
) -> Sheet:
    """Write a report out; ``split`` is how the caseload is divided."""
    sheet = await _written(unit, name, asked, flows, said, today, split)
    first = await unit.reports.first_day()
    if first is None or not asked.van < first <= asked.tot:
        return sheet
    before = t("report.none_before", "Vóór {day} was er nog niets gemeten.", day=first)
    return replace(sheet, lines=(*sheet.lines, before))


async def side_by_side(unit: Unit, one: Asked, other: Asked, flows: ConfiguredFlows, said: Words, today: date) -> Sheet:
    """Two caseloads on the same day, or one on two days."""
    found = [(await caseload.found(unit, asked, today), asked) for asked in (one, other)]
    return compare.sheet(found[0], found[1], flows, said)


async def _written(
    unit: Unit, name: str, asked: Asked, flows: ConfiguredFlows, said: Words, today: date, split: str
) -> Sheet:
    match name:
        case "caseload":
            return caseload.sheet(await caseload.found(unit, asked, today), asked, flows, said, split)
        case "beweging":
            return movement.sheet(await movement.found(unit, asked), asked, flows, said)
        case "prognose":
            return forecast.sheet(await forecast.found(unit, asked), asked, said)
        case "partner" | "instrument":
            return await smaller.results(unit, asked, name)
        case "voorwaarden":
            return await smaller.reached(unit, asked)
        case "doelen":
            return await smaller.targets(unit, asked, flows.gemeente.doelen, said)
        case "inschaling":
            return smaller.first_placing(await caseload.found(unit, asked, today), asked, said)
    raise ValueError(f"no report is called {name}")
