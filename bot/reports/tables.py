"""The reports that are a table: partners and instruments, conditions, targets, the first placing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from bot.conversation.screen import Text, t, verbatim
from bot.pictures import Progress, progress
from bot.reports.answer import Answer, Question, caption, cell, percents, shown, told
from bot.reports.words import RESULTS
from bot.texts.translations import Words
from flows.doelen import Doel
from flows.ladder import Groei
from flows.reports.caseload import Caseload
from flows.reports.conditions import conditions
from flows.reports.partner import effect
from flows.reports.placing import placing
from flows.reports.records import named_records
from flows.reports.shape import effect_shape
from flows.reports.shape import plain as as_data
from flows.reports.targets import Oordeel, judge, realise
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
_JUDGED: dict[Oordeel, Text] = {
    Oordeel.GEHAALD: t("report.target.met", "gehaald"),
    Oordeel.NIET_GEHAALD: t("report.target.missed", "niet gehaald"),
    Oordeel.OPEN: t("report.target.open", "nog niet te zeggen"),
}


async def results(unit: Unit, question: Question, by: Literal["partner", "instrument"]) -> Answer:
    """What placements came to, per ``partner`` or per ``instrument``."""
    found = await unit.reports.placements(
        question.eenheid, question.van, question.tot, by, question.known_on, keyed=question.masked
    )
    report = told(effect(*found), question)
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
    shape = effect_shape(report)
    return Answer(title, lines, header, rows, shape, named_records(by, shape["per"]))


async def reached(unit: Unit, question: Question) -> Answer:
    """Which conditions for lasting participation were reached, and which were lost."""
    changed = await unit.reports.conditions(
        question.eenheid, question.van, question.tot, question.known_on, keyed=question.masked
    )
    report = told(conditions(changed), question)
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
    lines: tuple[Text, ...] = ()
    if not known:
        lines = (t("report.conditions.none", "Van niemand zijn de kenmerken op beide dagen bekend."),)
    elif len(known) < len(report.per):
        lines = (
            t("report.conditions.rest", "Kenmerken die van niemand op beide dagen bekend zijn, staan er niet bij."),
        )
    title = t("report.conditions", "Voorwaarden {name}", name=question.naam)
    return Answer(title, lines, header, rows, as_data(report), named_records("kenmerk", as_data(report)["per"]))


async def targets(unit: Unit, question: Question, doelen: Sequence[Doel], said: Words) -> Answer:
    """Targets in ladder terms with their realisation."""
    fared = await unit.reports.forecast(
        question.eenheid, question.van, question.tot, question.known_on, keyed=question.masked
    )
    found = [(doel, told(realise(doel, fared), question)) for doel in doelen]
    header = (
        t("report.col.target", "Doel"),
        t("report.col.rose", "Gestegen binnen een jaar"),
        t("report.col.judged", "Beoordeeld"),
        t("report.col.running", "Jaar loopt nog"),
        t("report.col.verdict", "Oordeel"),
    )
    rows, bars, shape, records = [], [], [], []
    for doel, realised in found:
        name, verdict = _target(doel), judge(doel, realised)
        judged = _verdict(verdict, question)
        counts = (realised.gestegen, realised.beoordeeld, realised.open)
        rows.append((name, *(shown(count) for count in counts), judged))
        shape.append({"trede": doel.trede, "groei": doel.groei.value, "procent": doel.procent, **as_data(realised)})
        records.append({**shape[-1], "oordeel": "" if verdict is None else verdict.value})
        bars.append(
            Progress(
                cell(realised.gestegen),
                cell(realised.beoordeeld),
                said.say(t("report.of", "{n} van {whole}", n=shown(counts[0]), whole=shown(counts[1]))),
                said.say(judged),
                said.say(name),
                percents(realised.gestegen, realised.beoordeeld),
                doel.procent / 100,
                said.say(t("report.target.at", "doel {n}\u00a0%", n=doel.procent)),
            )
        )
    title = t("report.targets", "Doelen {name}", name=question.naam)
    none = t("report.targets.none", "Er zijn geen doelen ingesteld. Ze staan in het instellingenbestand.")
    heading = caption(said, question, title, question.moment, title)
    drawing = (lambda palette: progress(tuple(bars), caption=heading, palette=palette)) if bars else None
    return Answer(title, () if rows else (none,), header, tuple(rows), {"doelen": shape}, records, drawing)


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


def _verdict(oordeel: Oordeel | None, question: Question) -> Text:
    if oordeel is not None:
        return _JUDGED[oordeel]
    return t("report.target.few", "te weinig cliënten") if question.masked else t("report.target.none", "niemand")


def _target(doel: Doel) -> Text:
    if doel.groei is Groei.PLUS:
        return t("report.target.plus", "Trede {trede} met +: {n}\u00a0% stijgt", trede=doel.trede, n=doel.procent)
    return t("report.target.nul", "Trede {trede} zonder +: {n}\u00a0% stijgt", trede=doel.trede, n=doel.procent)
