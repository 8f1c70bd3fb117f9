"""Two units side by side: counts beside percentages, to start a conversation."""

from __future__ import annotations

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t
from bot.pictures import Comparison, Half, Pair, comparison
from bot.reports.answer import Answer, Question, caption, cell, percents, with_share
from bot.reports.words import FROM_TOP, numbered, trede
from bot.texts.translations import Words
from flows.reports.caseload import Caseload
from flows.reports.records import caseload_records
from flows.reports.shape import caseload_shape


def answer(
    left: tuple[Caseload, Question], right: tuple[Caseload, Question], flows: ConfiguredFlows, said: Words
) -> Answer:
    """Two caseloads on the same day, or one on two days."""
    (one, question), (other, against) = left, right
    title, names, below, talk = _said(question, against)
    header = (t("report.col.trede", "Trede"), *names)
    rows = tuple(
        (
            numbered(flows, number),
            with_share(one.treden[number], one.op_ladder),
            with_share(other.treden[number], other.op_ladder),
        )
        for number in FROM_TOP
    )
    pairs = tuple(
        Pair(
            str(number),
            said.say(trede(flows, number)),
            *(Half(cell(each.treden[number]), percents(each.treden[number], each.op_ladder)) for each in (one, other)),
        )
        for number in FROM_TOP
    )
    chart = Comparison(pairs, said.say(names[0]), cell(one.op_ladder), said.say(names[1]), cell(other.op_ladder))
    shape = {
        "links": caseload_shape(one, question.tot, str(question.eenheid)),
        "rechts": caseload_shape(other, against.tot, str(against.eenheid)),
    }
    records = [
        {"eenheid": each["eenheid"], "peildatum": each["peildatum"], **record}
        for each in shape.values()
        for record in caseload_records(each)
    ]
    return Answer(
        title,
        (talk,),
        header,
        rows,
        shape,
        records,
        lambda palette: comparison(
            chart,
            caption=caption(said, question if question.masked else against, title, below, talk),
            palette=palette,
        ),
    )


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
