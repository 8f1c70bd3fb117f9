"""The reports that are a table: partners and instruments, the first placing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from bot.conversation.screen import t, verbatim
from bot.pictures import Progress, progress
from bot.reports.answer import TOO_FEW, Answer, Question, caption, cell, percents, shown, told
from bot.reports.words import RESULTS
from bot.texts.translations import Words
from flows.reports.caseload import Caseload
from flows.reports.partner import effect
from flows.reports.placing import placing
from flows.reports.records import named_records
from flows.reports.shape import effect_shape
from flows.reports.shape import plain as as_data
from storage.unit import Unit

_GROSS = t("report.gross", "Dit is het bruto resultaat: er is niet vergeleken met mensen zonder instrument.")


async def results(unit: Unit, question: Question, by: Literal["partner", "instrument"]) -> Answer:
    """What placements came to, per ``partner`` or per ``instrument``."""
    found = await unit.reports.placements(
        question.eenheid, question.van, question.tot, by, question.known_on, keyed=question.masked
    )
    report = told(effect(*found), question)
    # A row of which no number is told would tell all the same that somebody is there.
    report = replace(report, per={name: each for name, each in report.per.items() if each.clienten is not None})
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
    nobody = TOO_FEW if question.masked else t("report.no_placements", "In deze periode liep geen traject.")
    lines = (_GROSS if rows else nobody,)
    shape = effect_shape(report)
    return Answer(title, lines, header, rows, shape, named_records(by, shape["per"]))


def first_placing(report: Caseload, question: Question, said: Words, until: date | None) -> Answer:
    """How far the first placing of everybody is."""
    placed = placing(report)
    title = t("report.placing", "Eerste indeling {name}", name=question.naam)
    line = t("report.placed", "{n} van {whole} geplaatst", n=shown(placed.geplaatst), whole=shown(placed.in_beeld))
    lines = (line,) if until is None else (line, t("report.placed.until", "Iedereen vóór {day}", day=until))
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
        lines,
        header,
        ((shown(placed.geplaatst), shown(placed.in_beeld)),),
        as_data(placed),
        [as_data(placed)],
        lambda palette: progress(
            (bar,), caption=caption(said, question, title, question.moment, line), palette=palette
        ),
    )
