"""The movement between two dates: herkomst huidige trede, bestemming vertrekkers."""

from __future__ import annotations

from functools import reduce

from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import Text, t
from bot.pictures import Moved, Movement, MovementWords, movement
from bot.reports.answer import Answer, Question, caption, cell, shown, told
from bot.reports.words import FROM_TOP, numbered
from bot.texts.translations import Words
from flows.ladder import TREDEN
from flows.reports.counts import Count
from flows.reports.movement import Bestemming, Beweging, Herkomst
from flows.reports.movement import movement as added_up
from flows.reports.records import movement_records
from flows.reports.shape import movement_shape
from storage.unit import Unit

# Rounded numbers that differ by more than this are not equal, but for one in thousands.
_DOUBT = 10


async def found(unit: Unit, question: Question) -> Beweging:
    """The numbers as the reader may see them."""
    ways = await unit.reports.movement(
        question.eenheid, question.van, question.tot, question.known_on, keyed=question.masked
    )
    return told(added_up(ways), question)


def answer(report: Beweging, question: Question, flows: ConfiguredFlows, said: Words) -> Answer:
    """The movement written out."""
    heading = t("report.movement", "Beweging {name}", name=question.naam)
    header = (
        t("report.col.trede", "Trede"),
        t("report.col.herkomst", "Herkomst huidige trede"),
        t("report.col.bestemming", "Bestemming vertrekkers"),
    )
    rows = tuple(
        (
            numbered(flows, number),
            _origin(number, report.herkomst[number], rounded=question.masked),
            _goal(report.bestemming[number], rounded=question.masked),
        )
        for number in FROM_TOP
    )
    shape = movement_shape(report, question.van, question.tot)
    return Answer(
        heading,
        (_summary(report), *_handed(report), _in_and_out(report), *_unseen(report, question)),
        header,
        rows,
        shape,
        movement_records(shape),
        lambda palette: movement(
            _chart(report, rounded=question.masked),
            words=_words(report, said),
            caption=caption(said, question, _finding(report, question), question.below, _summary(report)),
            palette=palette,
        ),
    )


def _finding(report: Beweging, question: Question) -> Text:
    """What the picture shows, in a few words; of rounded numbers only what rounding cannot have made."""
    if question.masked:
        return _rounded_finding(report.gestegen or 0, report.gedaald or 0)
    up, down = report.gestegen, report.gedaald
    if up == down == report.gelijk == 0:
        return t("report.movement.nobody", "Niemand van nu stond toen al op de ladder")
    if up == down == 0:
        return t("report.movement.stayed", "Niemand steeg of daalde")
    if up == down:
        return t("report.movement.even", "Evenveel gestegen als gedaald")
    return _more(rose=(up or 0) > (down or 0))


def _rounded_finding(up: int, down: int) -> Text:
    if abs(up - down) > _DOUBT:
        return _more(rose=up > down)
    return t("report.movement.plain", "Wie steeg, wie bleef, wie daalde")


def _more(*, rose: bool) -> Text:
    if rose:
        return t("report.movement.up", "Meer gestegen dan gedaald")
    return t("report.movement.down", "Meer gedaald dan gestegen")


def _summary(report: Beweging) -> Text:
    return t(
        "report.moved",
        "Gestegen {up}, gelijk {same}, gedaald {down}",
        up=shown(report.gestegen),
        same=shown(report.gelijk),
        down=shown(report.gedaald),
    )


def _in_and_out(report: Beweging) -> Text:
    return t(
        "report.in_out",
        "Op de ladder: eerst {then}, nu {now}. {came} nieuw, {left} weg ({top} laatst op trede 6)",
        then=shown(report.op_ladder_toen),
        now=shown(report.op_ladder_nu),
        came=shown(report.instroom),
        left=shown(report.uitstroom),
        top=shown(report.uit_laatst_op_6),
    )


def _handed(report: Beweging) -> list[Text]:
    """Who changed unit; the sentence about who rose and fell knows only those of now."""
    notes = []
    if report.overgedragen:
        left = shown(report.overgedragen)
        notes.append(
            t("report.handed", "Overgedragen aan anderen: {n}; wie steeg of daalde, staat bij de vertrekkers", n=left)
        )
    if report.overgekomen:
        came = shown(report.overgekomen)
        notes.append(t("report.taken", "Overgekomen van anderen: {n}; zij tellen hier mee", n=came))
    return notes


def _unseen(report: Beweging, question: Question) -> list[Text]:
    """What the bars do not show."""
    notes = []
    if report.tussentijds:
        notes.append(t("report.between", "Kwam en ging in de tussentijd: {n}", n=shown(report.tussentijds)))
    if question.masked:
        notes.append(t("report.small_parts", "Wie met minder dan vijf dezelfde weg ging, staat hier niet apart."))
    return notes


def _origin(number: int, bar: Herkomst, *, rounded: bool) -> Text:
    parts = [t("report.n_in", "{n} nieuw", n=shown(bar.instroom))] if bar.instroom else []
    if bar.gebleven:
        parts.append(t("report.n_stayed", "{n} gebleven", n=shown(bar.gebleven)))
    came = ((van, n) for van, n in bar.van.items() if n and van != number)
    parts += [t("report.n_from", "{n} van trede {trede}", n=shown(n), trede=van) for van, n in came]
    return _sum(bar.samen, parts, rounded=rounded)


def _goal(bar: Bestemming, *, rounded: bool) -> Text:
    parts = [t("report.n_out", "{n} weg", n=shown(bar.uitstroom))] if bar.uitstroom else []
    went = ((naar, n) for naar, n in bar.naar.items() if n)
    parts += [t("report.n_to", "{n} naar trede {trede}", n=shown(n), trede=naar) for naar, n in went]
    return _sum(bar.samen, parts, rounded=rounded)


def _sum(whole: Count, parts: list[Text], *, rounded: bool) -> Text:
    """``3 = 1 nieuw + 2 gebleven``, or ``1 nieuw``; rounded, they make no sum: ``40 (25 gebleven)``."""
    if not parts or (len(parts) < 2 and not rounded):
        return parts[0] if parts else shown(whole)
    added = reduce(lambda first, second: t("report.plus_more", "{first} + {second}", first=first, second=second), parts)
    if rounded:
        return t("report.parts", "{whole} ({parts})", whole=shown(whole), parts=added)
    return t("report.sum", "{whole} = {parts}", whole=shown(whole), parts=added)


def _chart(report: Beweging, *, rounded: bool) -> Movement:
    return Movement(
        tuple(_bars(report, number) for number in FROM_TOP),
        cell(report.gestegen),
        cell(report.gelijk),
        cell(report.gedaald),
        cell(report.instroom),
        cell(report.uitstroom),
        rounded=rounded,
    )


def _bars(report: Beweging, number: int) -> Moved:
    origin, goal = report.herkomst[number], report.bestemming[number]
    came = {"IN": cell(origin.instroom)}
    came |= {str(van): cell(origin.gebleven if van == number else origin.van[van]) for van in TREDEN}
    went = {"UIT": cell(goal.uitstroom)} | {str(naar): cell(n) for naar, n in goal.naar.items()}
    return Moved(number, came, went, cell(origin.samen), cell(goal.samen))


def _words(report: Beweging, said: Words) -> MovementWords:
    left = t("report.uit_waarvan", "weg, waarvan {n} laatst op trede 6", n=shown(report.uit_laatst_op_6))
    return MovementWords(
        gestegen=said.say(t("report.gestegen", "gestegen")),
        gelijk=said.say(t("report.gelijk", "gelijk")),
        gedaald=said.say(t("report.gedaald", "gedaald")),
        instroom=said.say(t("report.in", "nieuw")),
        uitstroom=said.say(left if report.uit_laatst_op_6 else t("report.out", "weg")),
        herkomst=said.say(t("report.col.herkomst", "Herkomst huidige trede")),
        bestemming=said.say(t("report.col.bestemming", "Bestemming vertrekkers")),
        gebleven=said.say(t("report.stayed", "gebleven")),
        instroom_kort=said.say(t("report.in", "nieuw")),
        uitstroom_kort=said.say(t("report.out", "weg")),
    )
