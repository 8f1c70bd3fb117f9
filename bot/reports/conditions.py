"""Conditions for lasting participation: three with their good direction, then the other kenmerken."""

from __future__ import annotations

from bot.conversation.screen import Text, t, verbatim
from bot.reports.answer import Answer, Question, shown, told
from flows.reports.conditions import GOOD, Voorwaarde, Voorwaarden, conditions, fulfilled
from flows.reports.records import named_records
from flows.reports.shape import plain as as_data
from storage.unit import Unit

_KENMERKEN: dict[str, Text] = {
    "startkwalificatie": t("report.k.startkwalificatie", "Startkwalificatie"),
    "inburgeringsplichtig": t("report.k.inburgeringsplichtig", "Inburgeringsplichtig"),
    "inburgeringsbehoeftig": t("report.k.inburgeringsbehoeftig", "Inburgeringsbehoeftig"),
    "laaggeletterd": t("report.k.laaggeletterd", "Laaggeletterd"),
    "vrijstelling_arbeidsplicht": t("report.k.vrijstelling_arbeidsplicht", "Vrijstelling arbeidsplicht"),
    "vrijstelling_inburgeringsplicht": t("report.k.vrijstelling_inburgering", "Vrijstelling inburgering"),
    "instrument_lopend": t("report.k.instrument_lopend", "Instrument loopt"),
    "instrument_inzet": t("report.k.instrument_inzet", "Instrument inzetten"),
    "aanvullende_uitkering": t("report.k.aanvullende_uitkering", "Aanvullende uitkering"),
}
_REACHED: dict[str, Text] = {
    "inburgeringsbehoeftig": t(
        "report.reached.inburgering", "Inburgering: {n} van de {whole} hebben die niet meer nodig"
    ),
    "laaggeletterd": t("report.reached.laaggeletterd", "Laaggeletterd: {n} van de {whole} zijn dat niet meer"),
    "startkwalificatie": t("report.reached.startkwalificatie", "Startkwalificatie: {n} van de {whole} hebben die nu"),
}
_DIRECTIONS: dict[str, Text] = {
    "ja": t("report.good.yes", "nee → ja"),
    "nee": t("report.good.no", "ja → nee"),
}


_AIMS: dict[str, Text] = {
    "inburgeringsbehoeftig": t("report.aim.inburgering", "Inburgering niet meer nodig"),
    "laaggeletterd": t("report.aim.laaggeletterd", "Niet meer laaggeletterd"),
    "startkwalificatie": t("report.aim.startkwalificatie", "Startkwalificatie gehaald"),
}


async def found(unit: Unit, question: Question) -> Voorwaarden:
    """The numbers, with the small ones hidden where they must be."""
    changed = await unit.reports.conditions(
        question.eenheid, question.van, question.tot, question.known_on, keyed=question.masked
    )
    return told(conditions(changed), question)


def answer(report: Voorwaarden, question: Question) -> Answer:
    """Which conditions were reached, and which were lost."""
    known = {name: each for name, each in report.per.items() if (each.nee_toen, each.ja_toen) != (0, 0)}
    header = (
        t("report.col.kenmerk", "Kenmerk"),
        t("report.col.good", "Goed is"),
        t("report.col.no_to_yes", "Nee → ja"),
        t("report.col.yes_to_no", "Ja → nee"),
        t("report.col.unchanged", "Gelijk"),
    )
    rows = tuple(
        (_KENMERKEN[name], _direction(name), shown(each.bereikt), shown(each.vervallen), shown(each.onveranderd))
        for name, each in known.items()
    )
    title = t("report.conditions", "Voorwaarden {name}", name=question.naam)
    records = named_records("kenmerk", as_data(report)["per"])
    return Answer(title, _lines(report, known), header, rows, as_data(report), records)


def goal_of(kenmerk: str) -> Text:
    """What is good of a condition."""
    return _AIMS[kenmerk]


def sentence(kenmerk: str, each: Voorwaarde) -> Text:
    """How many reached a condition, of those for whom it did not hold yet."""
    whole, reached, _, _ = fulfilled(kenmerk, each)
    said = _REACHED[kenmerk]
    return Text(said.key, said.source, {"n": shown(reached), "whole": shown(whole)})


def _direction(name: str) -> Text:
    return _DIRECTIONS[GOOD[name]] if name in GOOD else verbatim("–")


def _lines(report: Voorwaarden, known: dict[str, Voorwaarde]) -> tuple[Text, ...]:
    if not known:
        return (t("report.conditions.none", "Van niemand zijn de kenmerken op beide dagen bekend."),)
    lines = [sentence(name, each) for name, each in known.items() if name in GOOD]
    if len(known) < len(report.per):
        said = t("report.conditions.rest", "Kenmerken die van niemand op beide dagen bekend zijn, staan er niet bij.")
        lines.append(said)
    return tuple(lines)
