"""The reports that are a table: partners and instruments, conditions, the first placing."""

from __future__ import annotations

from typing import Literal

from bot.conversation.screen import Text, t, verbatim
from bot.pictures import Progress, progress
from bot.reports.answer import Answer, Question, about_hidden, caption, cell, percents, shown, told
from bot.reports.words import RESULTS
from bot.texts.translations import Words
from flows.reports.caseload import Caseload
from flows.reports.conditions import conditions
from flows.reports.partner import effect
from flows.reports.placing import placing
from flows.reports.records import named_records
from flows.reports.shape import plain as as_data
from storage.unit import Unit

_GROSS = t("report.gross", "Dit is het bruto resultaat: er is niet vergeleken met mensen zonder instrument.")
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


async def results(unit: Unit, question: Question, by: Literal["partner", "instrument"]) -> Answer:
    """What placements came to, per ``partner`` or per ``instrument``."""
    report = effect(*await unit.reports.placements(question.eenheid, question.van, question.tot, by, question.known_on))
    report = await told(report, question)
    title = (
        t("report.partner", "Resultaat per contractpartner, {name}", name=question.naam)
        if by == "partner"
        else t("report.instrument", "Resultaat per instrument, {name}", name=question.naam)
    )
    header = (
        t("report.col.partner", "Contractpartner") if by == "partner" else t("report.col.instrument", "Instrument"),
        t("report.col.n", "Cliënten"),
        *RESULTS.values(),
    )
    rows = tuple(
        (verbatim(name), shown(each.clienten), *(shown(each.resultaat[result]) for result in RESULTS))
        for name, each in report.per.items()
    )
    lines = (_GROSS,) if rows else (t("report.no_placements", "In deze periode liep geen traject."),)
    return Answer(title, lines, header, rows, as_data(report), named_records(by, as_data(report)["per"]))


async def reached(unit: Unit, question: Question) -> Answer:
    """Which conditions for lasting participation were reached, and which were lost."""
    report = conditions(await unit.reports.conditions(question.eenheid, question.van, question.tot, question.known_on))
    report = await told(report, question)
    header = (
        t("report.col.kenmerk", "Kenmerk"),
        t("report.col.no_to_yes", "Nee → ja"),
        t("report.col.yes_to_no", "Ja → nee"),
        t("report.col.unchanged", "Gelijk"),
    )
    known = {name: each for name, each in report.per.items() if (each.nee_toen, each.ja_toen) != (0, 0)}
    rows = tuple(
        (_KENMERKEN[name], shown(each.bereikt), shown(each.vervallen), shown(each.onveranderd))
        for name, each in known.items()
    )
    lines = about_hidden(question)
    if not known:
        lines = (t("report.conditions.none", "Van niemand zijn de kenmerken op beide dagen bekend."),)
    elif len(known) < len(report.per):
        lines = (
            *lines,
            t("report.conditions.rest", "Kenmerken die van niemand op beide dagen bekend zijn, staan er niet bij."),
        )
    title = t("report.conditions", "Voorwaarden {name}", name=question.naam)
    return Answer(title, lines, header, rows, as_data(report), named_records("kenmerk", as_data(report)["per"]))


def first_placing(report: Caseload, question: Question, said: Words) -> Answer:
    """How far the first placing of everybody is."""
    placed = placing(report)
    title = t("report.placing", "Eerste indeling {name}", name=question.naam)
    line = t("report.placed", "{n} van {whole} geplaatst", n=shown(placed.geplaatst), whole=shown(placed.in_beeld))
    bar = Progress(
        cell(placed.geplaatst),
        cell(placed.in_beeld),
        said.say(line),
        said.say(question.moment),
        share=percents(placed.geplaatst, placed.in_beeld),
    )
    header = (t("report.col.placed", "Geplaatst"), t("report.col.in_view", "In beeld"))
    return Answer(
        title,
        (line,),
        header,
        ((shown(placed.geplaatst), shown(placed.in_beeld)),),
        as_data(placed),
        [as_data(placed)],
        lambda palette: progress((bar,), caption=caption(said, title, question.moment, line), palette=palette),
    )
