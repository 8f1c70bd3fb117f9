"""The movement between two dates: herkomst huidige trede, bestemming vertrekkers."""

from __future__ import annotations

from bot.book import Book
from bot.pictures import Moved, Movement, MovementWords, movement
from bot.reports.names import FROM_TOP, numbered
from bot.reports.sheet import Asked, Sheet, about_hidden, caption, cell, shown, told
from bot.screen import Text, t, verbatim
from bot.translations import Words
from flows.ladder import TREDEN
from flows.reports.movement import Bestemming, Beweging, Herkomst
from flows.reports.movement import movement as added_up
from flows.reports.shape import movement_shape
from storage.unit import Unit


async def found(unit: Unit, asked: Asked) -> Beweging:
    """The numbers, with the small ones hidden where they must be."""
    report = added_up(await unit.reports.movement(asked.eenheid, asked.van, asked.tot, asked.known_on))
    return await told(report, asked)


def sheet(report: Beweging, asked: Asked, book: Book, said: Words) -> Sheet:
    """The movement written out."""
    heading = t("report.movement", "Beweging {name}", name=asked.naam)
    header = (
        t("report.col.trede", "Trede"),
        t("report.col.herkomst", "Herkomst huidige trede"),
        t("report.col.bestemming", "Bestemming vertrekkers"),
    )
    rows = tuple(
        (numbered(book, number), _origin(number, report.herkomst[number]), _goal(report.bestemming[number]))
        for number in FROM_TOP
    )
    notes = (*_notes(report), *about_hidden(asked))
    return Sheet(
        heading,
        (_summary(report), _in_and_out(report), *notes),
        header,
        rows,
        movement_shape(report, asked.van, asked.tot),
        lambda palette: movement(
            _chart(report),
            words=_words(report, said),
            caption=caption(said, _finding(report), asked.below(asked.period), _summary(report), *notes),
            palette=palette,
        ),
    )


def _finding(report: Beweging) -> Text:
    """What the picture shows, in a few words."""
    up, down = report.gestegen, report.gedaald
    if up is None or down is None:
        return t("report.movement.plain", "Wie steeg, wie bleef, wie daalde")
    if up == down:
        return t("report.movement.even", "Evenveel gestegen als gedaald")
    if up > down:
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
        "Op de ladder: eerst {then}, nu {now}. IN {came}, UIT {left}, waarvan laatst op trede 6: {top}",
        then=shown(report.op_ladder_toen),
        now=shown(report.op_ladder_nu),
        came=shown(report.instroom),
        left=shown(report.uitstroom),
        top=shown(report.uit_laatst_op_6),
    )


def _notes(report: Beweging) -> list[Text]:
    """What the bars cannot show."""
    notes = []
    if report.tussentijds != 0:
        notes.append(t("report.between", "Kwam en ging in de tussentijd: {n}", n=shown(report.tussentijds)))
    if report.overgekomen != 0 or report.overgedragen != 0:
        notes.append(
            t(
                "report.handed",
                "Overgedragen: {came} erbij, {left} eraf",
                came=shown(report.overgekomen),
                left=shown(report.overgedragen),
            )
        )
    return notes


def _origin(number: int, bar: Herkomst) -> Text:
    parts = [("IN", bar.instroom), ("=", bar.gebleven), *((str(van), n) for van, n in bar.van.items() if van != number)]
    return _listed(parts)


def _goal(bar: Bestemming) -> Text:
    return _listed([("UIT", bar.uitstroom), *((str(naar), n) for naar, n in bar.naar.items())])


def _listed(parts: list[tuple[str, int | None]]) -> Text:
    return verbatim(" · ".join(f"{name}: {cell(n)}" for name, n in parts if n != 0) or "–")


def _chart(report: Beweging) -> Movement:
    return Movement(
        tuple(_bars(report, number) for number in FROM_TOP),
        cell(report.gestegen),
        cell(report.gelijk),
        cell(report.gedaald),
        cell(report.instroom),
        cell(report.uitstroom),
    )


def _bars(report: Beweging, number: int) -> Moved:
    origin, goal = report.herkomst[number], report.bestemming[number]
    came = {"IN": cell(origin.instroom)}
    came |= {str(van): cell(origin.gebleven if van == number else origin.van[van]) for van in TREDEN}
    went = {"UIT": cell(goal.uitstroom)} | {str(naar): cell(n) for naar, n in goal.naar.items()}
    return Moved(number, came, went, cell(origin.samen), cell(goal.samen))


def _words(report: Beweging, said: Words) -> MovementWords:
    left = t("report.uit_waarvan", "UIT, waarvan {n} laatst op trede 6", n=shown(report.uit_laatst_op_6))
    return MovementWords(
        gestegen=said.say(t("report.gestegen", "gestegen")),
        gelijk=said.say(t("report.gelijk", "gelijk")),
        gedaald=said.say(t("report.gedaald", "gedaald")),
        instroom=said.say(t("report.in", "IN")),
        uitstroom=said.say(left if report.uit_laatst_op_6 != 0 else t("report.out", "UIT")),
        herkomst=said.say(t("report.col.herkomst", "Herkomst huidige trede")),
        bestemming=said.say(t("report.col.bestemming", "Bestemming vertrekkers")),
        gebleven=said.say(t("report.stayed", "gebleven")),
        instroom_kort=said.say(t("report.in", "IN")),
        uitstroom_kort=said.say(t("report.out", "UIT")),
    )
