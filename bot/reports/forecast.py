"""The forecast check: did those of whom growth was expected rise, and did those of whom it was not."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.screen import Text, t, verbatim
from bot.pictures import Forecast, forecast
from bot.reports.answer import Answer, Question, Row, caption, cell, shown, told
from bot.reports.words import OUTCOMES
from bot.texts.translations import Words
from flows.ladder import Groei
from flows.reports.counts import FEW, Count, share
from flows.reports.forecast import Prognose, Prognoseklasse, Uitkomst
from flows.reports.forecast import forecast as added_up
from flows.reports.shape import forecast_shape
from storage.reports import Soort
from storage.unit import Unit

_PLUS = t("report.plus", "Groei verwacht (+)")
_NUL = t("report.nul", "Geen groei verwacht")
# What the picture says of each outcome: whether the estimate came true. Who rose after the year did not within it.
_CAME_TRUE = {
    Groei.PLUS: {Prognoseklasse.UITGEKOMEN: "ALS_VERWACHT", Prognoseklasse.NIET: "ANDERS"},
    Groei.NUL: {Prognoseklasse.NIET: "ALS_VERWACHT", Prognoseklasse.UITGEKOMEN: "ANDERS"},
}
_TRUTHS: dict[str, Text] = {
    "ALS_VERWACHT": t("report.as_expected", "zoals verwacht"),
    "LATER": OUTCOMES[Prognoseklasse.TE_LAAT],
    "ANDERS": t("report.otherwise", "anders dan verwacht"),
    **{name: OUTCOMES[name] for name in (Prognoseklasse.UIT, Prognoseklasse.OPEN, Prognoseklasse.NIET_GEMETEN)},
}
_NOT_TOLD = verbatim("–")


async def found(unit: Unit, question: Question) -> Prognose:
    """The numbers as the reader may see them."""
    fared = await unit.reports.forecast(
        question.eenheid, question.van, question.tot, question.known_on, keyed=question.masked
    )
    return told(added_up(fared), question)


def answer(report: Prognose, question: Question, said: Words) -> Answer:
    """The forecast check written out."""
    heading = t("report.forecast", "Prognose {name}", name=question.naam)
    lines: tuple[Text, ...] = (
        came_true(report.plus, question),
        *_named_reached(report.plus, question),
        t("report.nul_share", "Steeg zonder dat het verwacht werd: {share}", share=share_of(report.nul, question)),
        t("report.estimate", "Schattingen van mensen verschillen. Gebruik dit om samen te leren, niet als norm."),
    )
    header = (t("report.col.outcome", "Een jaar later"), _PLUS, _NUL)
    sides = {Groei.PLUS: _told(report.plus, question), Groei.NUL: _told(report.nul, question)}
    if None in sides.values():
        lines = (*lines, t("report.forecast.few", "Aantallen staan hier pas vanaf {n} beoordeelde cliënten.", n=FEW))
    rows: tuple[Row, ...] = tuple(
        (text, *(_NOT_TOLD if side is None else shown(side[name]) for side in sides.values()))
        for name, text in OUTCOMES.items()
    )
    if not any(sides.values()):
        rows = ((OUTCOMES[Prognoseklasse.UITGEKOMEN], share_of(report.plus, question), share_of(report.nul, question)),)
    return Answer(
        heading,
        lines,
        header,
        rows,
        forecast_shape(report),
        [{"groei": groei, **(side or dict.fromkeys(Prognoseklasse, ""))} for groei, side in sides.items()],
        lambda palette: forecast(
            (_bar(Groei.PLUS, report.plus, question, said), _bar(Groei.NUL, report.nul, question, said)),
            words={name: said.say(text) for name, text in _TRUTHS.items()},
            caption=caption(said, question, heading, question.moment, lines[0]),
            palette=palette,
        ),
    )


def came_true(result: Uitkomst, question: Question) -> Text:
    """How many of the rises that were expected came."""
    rose, judged = result.klassen[Prognoseklasse.UITGEKOMEN], result.beoordeeld
    if judged and rose is not None and _few(result) and _told(result, question) is not None:
        return t(
            "report.came_true",
            "{n} van de {whole} verwachte stijgingen kwamen uit",
            n=shown(rose),
            whole=shown(judged),
        )
    return t("report.plus_share", "Van de verwachte stijgingen kwam uit: {share}", share=share_of(result, question))


def _named_reached(result: Uitkomst, question: Question) -> list[Text]:
    """How many of those for whom a trede was named stood there in time, or higher; nothing where none was."""
    if not result.met_verwachting or _told(result, question) is None:
        return []
    whole, n = shown(result.met_verwachting), shown(result.verwachting_gehaald)
    return [
        t("report.named_reached", "Bij {whole} was een trede genoemd; {n} kwamen zo ver of verder", whole=whole, n=n)
    ]


def share_of(result: Uitkomst, question: Question) -> Text:
    """As exact as the number of people allows; of so few that a share says little the numbers, where they are told."""
    rose, judged = result.klassen[Prognoseklasse.UITGEKOMEN], result.beoordeeld
    if judged and rose is not None and _few(result) and _told(result, question) is not None:
        return t("report.of", "{n} van {whole}", n=shown(rose), whole=shown(judged))
    part = share(rose, judged)
    if part is None:
        return t("report.too_few", "te weinig voor een percentage")
    if part.low == part.high:
        return verbatim(f"{part.low}\u00a0%")
    return t("report.range", "tussen {low} en {high}\u00a0%", low=part.low, high=part.high)


def _told(result: Uitkomst, question: Question) -> Mapping[str, Count] | None:
    """The counts; of somebody else's forecasts none where the share is no exact one."""
    somebody = question.eenheid.soort is Soort.FUNCTIONARIS and not question.own
    return None if somebody and _few(result) else result.klassen


def _few(result: Uitkomst) -> bool:
    return result.beoordeeld is None or result.beoordeeld < FEW


def _bar(groei: Groei, result: Uitkomst, question: Question, said: Words) -> Forecast:
    told = _told(result, question)
    whole = t("report.fewer", "minder dan {n}", n=FEW) if told is None else shown(result.beoordeeld)
    rose = t("report.judged.rose", "steeg binnen een jaar, van {whole} beoordeeld", whole=whole)
    if groei is Groei.NUL:
        rose = t("report.judged.rose_yet", "steeg toch binnen een jaar, van {whole} beoordeeld", whole=whole)
    names = {Prognoseklasse.TE_LAAT: "LATER", **_CAME_TRUE[groei]}
    counts = {names.get(Prognoseklasse(name), name): cell(n) for name, n in (told or {}).items()}
    label = _PLUS if groei is Groei.PLUS else _NUL
    return Forecast(said.say(label), said.say(share_of(result, question)), said.say(rose), counts)
