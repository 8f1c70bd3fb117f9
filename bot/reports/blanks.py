"""The witte vlekken: per group the instruments that run, and for how many with + there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t, verbatim
from bot.reports.answer import Answer, Question, shown, told, with_share
from bot.reports.words import INCOME
from flows.gemeente import FieldKind
from flows.names import slug
from flows.reports.blanks import Vlekken, blanks
from flows.reports.caseload import Inkomen
from flows.reports.records import Record
from flows.reports.shape import plain as as_data
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Division:
    """A way to divide everybody into groups: by income (without ``veld``), or by a local field."""

    veld: str
    groups: dict[str, Text]


def divisions(flows: ConfiguredFlows) -> Iterator[Division]:
    """Every one that this municipality has; incomes come first."""
    known = [each for each in Inkomen if each is not Inkomen.ONBEKEND]
    yield Division("", {each: t("report.income", "Inkomen: {sort}", sort=INCOME[each][0]) for each in known})
    for veld in flows.gemeente.velden:
        if veld.kind is FieldKind.KEUZE:
            names = {
                slug(value): t("unit.veld", "{label}: {value}", label=veld.label, value=value) for value in veld.values
            }
            yield Division(veld.id, names)


async def found(unit: Unit, question: Question, flows: ConfiguredFlows) -> list[tuple[Division, Vlekken]]:
    """The numbers of every division, as the reader may see them."""
    reports = []
    for each in divisions(flows):
        delen, ingezet = await unit.reports.blanks(
            question.eenheid, each.veld, question.tot, question.known_on, keyed=question.masked
        )
        reports.append((each, _without_hidden(told(blanks(delen, ingezet, each.groups), question))))
    return reports


def _without_hidden(report: Vlekken) -> Vlekken:
    """The report without instruments of which no number is told: a column for them would tell that one runs."""
    return Vlekken(
        {
            value: replace(group, instrumenten={name: n for name, n in group.instrumenten.items() if n is not None})
            for value, group in report.per.items()
        }
    )


def answer(reports: list[tuple[Division, Vlekken]], question: Question) -> Answer:
    """The groups written out, one a row."""
    names = sorted({name for _, report in reports for each in report.per.values() for name in each.instrumenten})
    header = (
        t("report.col.group", "Groep"),
        t("report.col.n", "Cliënten"),
        t("report.col.plus", "Met +"),
        t("report.col.blank", "Waarvan zonder instrument"),
        *map(verbatim, names),
    )
    rows, shape, records = [], {}, list[Record]()
    for division, report in reports:
        for value, group in report.per.items():
            counts = (group.instrumenten.get(name, None if question.masked else 0) for name in names)
            blank = with_share(group.witte_vlek, group.met_groei)
            label = division.groups[value]
            rows.append((label, shown(group.op_ladder), shown(group.met_groei), blank, *map(shown, counts)))
            name = f"{division.veld or 'inkomen'}={value}"
            shape[name] = as_data(group)
            numbers = {key: n for key, n in shape[name].items() if key != "instrumenten"}
            records.append({"groep": name, **numbers, **shape[name]["instrumenten"]})
    lines = (
        t("report.blanks.what", "Witte vlekken: er wordt groei verwacht, maar er loopt of komt geen instrument."),
        t("report.blanks.twice", "Wie twee instrumenten heeft, telt bij allebei."),
    )
    title = t("report.blanks", "Witte vlekken {name}", name=question.naam)
    return Answer(title, lines, header, tuple(rows), {"groepen": shape}, records)
