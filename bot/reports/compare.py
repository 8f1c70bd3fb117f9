"""Two units side by side: counts beside percentages, to start a conversation."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t
from bot.pictures import Comparison, Half, Pair, comparison
from bot.reports.answer import Answer, Question, caption, cell, percents, with_share
from bot.reports.caseload import SPLITS, split_of
from bot.reports.words import FROM_TOP, numbered, trede
from bot.texts.translations import Words
from flows.reports.caseload import Caseload
from flows.reports.counts import Count
from flows.reports.records import caseload_records
from flows.reports.shape import caseload_shape


@dataclass(frozen=True, slots=True)
class Line:
    """A row that both sides have: a part of each, and what it is a part of."""

    name: Text
    number: str
    left: tuple[Count, Count]
    right: tuple[Count, Count]


def answer(
    left: tuple[Caseload, Question],
    right: tuple[Caseload, Question],
    flows: ConfiguredFlows,
    said: Words,
    split: str = "",
) -> Answer:
    """Two caseloads on one day, or one on two days: over the treden, or divided by growth, instrument or income."""
    (one, question), (other, against) = left, right
    title, names, below, talk = _said(question, against)
    drawn = _classes(one, other, split) if split else _treden(one, other, flows)
    each_trede = _within_treden(one, other, flows, split) if split else []
    first = t("report.col.class", "Klasse") if split else t("report.col.trede", "Trede")
    rows = tuple((each.name, with_share(*each.left), with_share(*each.right)) for each in (*drawn, *each_trede))
    pairs = tuple(
        Pair(each.number, said.say(each.name), *(Half(cell(n), percents(n, of)) for n, of in (each.left, each.right)))
        for each in (drawn if split else _named(drawn, flows))
    )
    chart = Comparison(pairs, said.say(names[0]), cell(one.op_ladder), said.say(names[1]), cell(other.op_ladder))
    shape = {
        "links": caseload_shape(one, question.tot, str(question.eenheid)),
        "rechts": caseload_shape(other, against.tot, str(against.eenheid)),
    }
    records = [
        {"eenheid": each["eenheid"], "naam": said.say(name), "peildatum": each["peildatum"], **record}
        for each, name in zip(shape.values(), (question.naam, against.naam), strict=True)
        for record in caseload_records(each)
    ]
    return Answer(
        title,
        (talk,),
        (first, *names),
        rows,
        shape,
        records,
        lambda palette: comparison(
            chart,
            caption=caption(said, question if question.masked else against, title, below, talk),
            palette=palette,
        ),
    )


def _treden(one: Caseload, other: Caseload, flows: ConfiguredFlows) -> list[Line]:
    """Where both stand on the ladder, from the top."""
    return [
        Line(
            numbered(flows, number),
            str(number),
            (one.treden[number], one.op_ladder),
            (other.treden[number], other.op_ladder),
        )
        for number in FROM_TOP
    ]


def _named(lines: list[Line], flows: ConfiguredFlows) -> list[Line]:
    """For the picture, which writes the number apart."""
    return [replace(each, name=trede(flows, int(each.number))) for each in lines]


def _classes(one: Caseload, other: Caseload, split: str) -> list[Line]:
    """The classes of everybody on the ladder."""
    left, right = split_of(one, split), split_of(other, split)
    return [
        Line(name, "", (left.samen[each], one.op_ladder), (right.samen[each], other.op_ladder))
        for each, (name, _) in SPLITS[split].items()
        if each != "ONBEKEND" or (left.samen[each], right.samen[each]) != (0, 0)
    ]


def _within_treden(one: Caseload, other: Caseload, flows: ConfiguredFlows, split: str) -> list[Line]:
    """The same classes on each trede, of those who stand there; what neither has is left out."""
    left, right = split_of(one, split), split_of(other, split)
    lines = []
    for number in FROM_TOP:
        for each, (name, _) in SPLITS[split].items():
            parts = left.per_trede[number][each], right.per_trede[number][each]
            if any(parts):
                said = t("report.compare.within", "{trede}, {name}", trede=numbered(flows, number), name=name)
                lines.append(Line(said, "", (parts[0], one.treden[number]), (parts[1], other.treden[number])))
    return lines


def _said(question: Question, against: Question) -> tuple[Text, tuple[Text, Text], Text, Text]:
    """The title, what both sides are called, when it was, and a question to talk about."""
    if question.eenheid == against.eenheid:
        return (
            t("report.caseload", "Caseload {name}", name=question.naam),
            (t("report.on_day", "op {day}", day=question.moment), t("report.on_day", "op {day}", day=against.moment)),
            t("report.compare.days", "Nu en toen vergeleken"),
            t("report.compare.talk_then", "De caseload verandert: wie kwam erbij, wie ging weg, en wie steeg?"),
        )
    return (
        t("report.compare", "Vergeleken: {one} en {other}", one=question.naam, other=against.naam),
        (question.naam, against.naam),
        question.moment,
        t("report.compare.talk", "Caseloads verschillen. Waar zit het verschil in, en wat kunt u van elkaar leren?"),
    )
