"""The quarter in ladder terms, for management and council: one page with numbers that anybody may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t
from bot.reports import conditions, forecast, goals, movement
from bot.reports.answer import Question, told
from bot.reports.naming import fields
from bot.ui import wording
from flows.planning import add_months
from flows.quarters import Quarter, last_quarter
from flows.reports.caseload import Caseload
from flows.reports.caseload import caseload as caseload_of
from flows.reports.conditions import Voorwaarden
from flows.reports.forecast import Prognose
from flows.reports.groups import Groepsregel, group_line
from flows.reports.movement import Beweging
from flows.reports.movement import movement as movement_of
from flows.reports.shape import caseload_shape, forecast_shape, movement_shape
from flows.reports.shape import plain as as_data
from storage.reports import Eenheid, Soort
from storage.unit import Unit

_EVERYBODY = Eenheid(Soort.ALLES)


@dataclass(frozen=True, slots=True)
class Group:
    """One of the groups that are compared in the table of the page."""

    naam: Text
    eenheid: Eenheid
    regel: Groepsregel


@dataclass(frozen=True, slots=True)
class Findings:
    """What is told of a quarter: on its last day, and over the year that ends then."""

    quarter: Quarter
    question: Question
    caseload: Caseload
    year: Beweging
    within: Beweging
    prognose: Prognose
    voorwaarden: Voorwaarden
    doelen: list[goals.Goal]
    groups: list[Group]

    @property
    def of_a_day(self) -> Question:
        """The last day alone."""
        return replace(self.question, van=self.question.tot)

    @property
    def whole(self) -> Groepsregel:
        """The line of everybody."""
        return self.groups[0].regel

    def shape(self) -> Mapping[str, Any]:
        """``meetlat report kwartaal`` for other programs."""
        question = self.question
        return {
            "kwartaal": str(self.quarter),
            "caseload": caseload_shape(self.caseload, question.tot, str(question.eenheid)),
            "beweging_jaar": movement_shape(self.year, question.van, question.tot),
            "beweging_kwartaal": movement_shape(self.within, last_day_before(self.quarter), question.tot),
            "prognose": forecast_shape(self.prognose),
            "voorwaarden": as_data(self.voorwaarden)["per"],
            "doelen": [goals.as_shape(each) for each in self.doelen],
            "groepen": {str(each.eenheid): as_data(each.regel) for each in self.groups},
        }


def last_day_before(quarter: Quarter) -> date:
    """The day on which the quarter before it ended."""
    return quarter.before.last


def is_over(quarter: Quarter, today: date) -> bool:
    """Whether a page can be made of it: its last day has been."""
    return quarter <= last_quarter(today)


async def found(unit: Unit, quarter: Quarter, flows: ConfiguredFlows, today: date) -> Findings:
    """Everything on the page; each number is told as it may leave the organisation."""
    naam, tot = t("quarter.everybody", "Hele organisatie"), quarter.last
    day = Question(_EVERYBODY, naam, tot, tot, masked=True)
    year = Question(_EVERYBODY, naam, tot, add_months(tot, -12), masked=True)
    within = Question(_EVERYBODY, naam, tot, last_day_before(quarter), masked=True)
    standing, ways = await _added_up(unit, _EVERYBODY, year, today)
    everybody = Group(naam, _EVERYBODY, told(group_line(standing, ways), year))
    return Findings(
        quarter=quarter,
        question=year,
        caseload=told(standing, day),
        year=told(ways, year),
        within=await movement.found(unit, within),
        prognose=await forecast.found(unit, year),
        voorwaarden=await conditions.found(unit, year),
        doelen=await goals.found(unit, day, flows.gemeente.doelen, today),
        groups=[everybody, *[await _group(unit, each, year, today) for each in await _parts(unit, flows)]],
    )


async def _parts(unit: Unit, flows: ConfiguredFlows) -> list[tuple[Text, Eenheid]]:
    """The gemeenten of an ISD, the afdelingen, and every value of a local field: wijken, doelgroepen."""
    codes = flows.gemeente.codes if len(flows.gemeente.codes) > 1 else ()
    gemeenten = [(wording.gemeente(flows, code), Eenheid(Soort.GEMEENTE, code)) for code in codes]
    names = dict.fromkeys(each.afdeling for each in await unit.teams.all())
    afdelingen = [
        (t("quarter.afdeling", "Afdeling: {name}", name=name), Eenheid(Soort.AFDELING, name)) for name in names
    ]
    return [*gemeenten, *afdelingen, *fields(flows)]


async def _group(unit: Unit, part: tuple[Text, Eenheid], asked: Question, today: date) -> Group:
    naam, eenheid = part
    standing, ways = await _added_up(unit, eenheid, asked, today)
    return Group(naam, eenheid, told(group_line(standing, ways), asked))


async def _added_up(unit: Unit, eenheid: Eenheid, asked: Question, today: date) -> tuple[Caseload, Beweging]:
    """A group on the last day and over the period, before it is told to anybody."""
    standing = await unit.reports.caseload(eenheid, asked.tot, today, asked.known_on, keyed=True)
    ways = await unit.reports.movement(eenheid, asked.van, asked.tot, asked.known_on, keyed=True)
    return caseload_of(standing), movement_of(ways)
