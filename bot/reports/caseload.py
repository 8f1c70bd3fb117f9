"""The caseload on one day: the distribution over the treden, split by growth, instrument or income."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t, tn
from bot.pictures import Distribution, Row, Series, Tone, distribution
from bot.reports.answer import Answer, Question, caption, cell, percents, shown, told, with_share
from bot.reports.words import FROM_TOP, GROWTH, INCOME, INSTRUMENT, numbered, trede
from bot.texts.translations import Words
from flows.reports.caseload import Caseload, Split, caseload
from flows.reports.records import caseload_records
from flows.reports.shape import caseload_shape
from storage.unit import Unit

SPLITS: dict[str, Mapping[str, tuple[Text, Tone]]] = {"groei": GROWTH, "instrument": INSTRUMENT, "inkomen": INCOME}


async def found(unit: Unit, question: Question, today: date) -> Caseload:
    """The numbers as the reader may see them."""
    groups = await unit.reports.caseload(
        question.eenheid, question.tot, today, question.known_on, keyed=question.masked
    )
    return told(caseload(groups), question)


def answer(report: Caseload, question: Question, flows: ConfiguredFlows, said: Words, split: str = "groei") -> Answer:
    """The caseload written out."""
    heading = t("report.caseload", "Caseload {name}", name=question.naam)
    shape = caseload_shape(report, question.tot, str(question.eenheid))
    return Answer(
        heading,
        _lines(report),
        (t("report.col.trede", "Trede"), t("report.col.n", "Cliënten"), *(text for text, _ in SPLITS[split].values())),
        tuple(_rows(report, flows, split)),
        shape,
        caseload_records(shape),
        lambda palette: distribution(
            chart_of(report, flows, said, split, rounded=question.masked),
            caption=caption(said, question, finding(report), question.below, _lines(report)[0]),
            palette=palette,
        ),
    )


def finding(report: Caseload) -> Text:
    """What the picture shows, in a few words."""
    if report.op_ladder is None:
        return t("report.few_on_ladder", "Heel weinig cliënten op de ladder")
    return tn("report.many_on_ladder", "{n} cliënt op de ladder", "{n} cliënten op de ladder", report.op_ladder)


def _lines(report: Caseload) -> tuple[Text, ...]:
    lines = [
        t(
            "report.on_ladder",
            "{n} cliënten op de ladder; van {current} is het laatste meetmoment op tijd ({share})",
            n=shown(report.op_ladder),
            current=shown(report.actueel),
            share=percents(report.actueel, report.op_ladder) or "–",
        ),
        t("report.overdue", "Verlopen: {n}", n=shown(report.verlopen)),
    ]
    if report.niet_ingedeeld != 0:
        lines.append(t("report.not_placed", "Nog niet ingedeeld (code 0): {n}", n=shown(report.niet_ingedeeld)))
    if report.nooit_gemeten != 0:
        lines.append(t("report.never", "Nog nooit gemeten: {n}", n=shown(report.nooit_gemeten)))
    return tuple(lines)


def _rows(report: Caseload, flows: ConfiguredFlows, split: str) -> list[tuple[Text, ...]]:
    found = split_of(report, split)
    classes = SPLITS[split]
    rows = [
        (
            numbered(flows, number),
            with_share(report.treden[number], report.op_ladder),
            *(shown(found.per_trede[number][name]) for name in classes),
        )
        for number in FROM_TOP
    ]
    total = t("report.total", "Totaal")
    return [*rows, (total, shown(report.op_ladder), *(shown(found.samen[name]) for name in classes))]


def chart_of(report: Caseload, flows: ConfiguredFlows, said: Words, split: str, *, rounded: bool) -> Distribution:
    """The distribution as it is drawn."""
    found, classes = split_of(report, split), SPLITS[split]
    used = {name: each for name, each in classes.items() if name != "ONBEKEND" or found.samen[name]}
    rows = tuple(
        Row(
            str(number),
            said.say(trede(flows, number)),
            cell(report.treden[number]),
            tuple(cell(found.per_trede[number][name]) for name in used),
            percents(report.treden[number], report.op_ladder),
        )
        for number in FROM_TOP
    )
    apart = None
    if report.niet_ingedeeld:
        apart = Row("", said.say(t("report.apart", "Nog niet ingedeeld")), cell(report.niet_ingedeeld))
    current = t("report.current", "op tijd gemeten ({share})", share=percents(report.actueel, report.op_ladder) or "–")
    coverage = (
        Series(said.say(current), Tone.PLAIN, cell(report.actueel)),
        Series(said.say(t("report.late", "verlopen")), Tone.WARM, cell(report.verlopen)),
    )
    series = tuple(Series(said.say(text), tone, cell(found.samen[name])) for name, (text, tone) in used.items())
    return Distribution(rows, series, apart, coverage if report.op_ladder != 0 else (), rounded=rounded)


def split_of(report: Caseload, split: str) -> Split:
    """One of the three ways in which a caseload is divided."""
    chosen: Split = getattr(report, split)
    return chosen
