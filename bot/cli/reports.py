"""``report``: a report outside the chat, as text, CSV, picture or JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, NamedTuple, TypeVar

import typer

from bot.cli import printing as sheets
from bot.cli.opening import database, flows_or_stop, founded, read_settings_or_stop, run
from bot.cli.quarter import print_quarter
from bot.cli.saying import DAY, FAULTS, USAGE, a_day, speak, speaker, stop, warn
from bot.config.flows import ConfiguredFlows
from bot.conversation.screen import t
from bot.reports.answer import Answer, Question
from bot.reports.asking import ask, side_by_side
from bot.reports.days import end_of
from bot.reports.naming import alone, named
from bot.runtime.clock import Clock
from bot.texts.translations import LOCALES
from flows.planning import add_months
from storage.reports import Soort, read_unit
from storage.unit import Unit

E = TypeVar("E", bound=StrEnum)


UNITS = (
    "gemeente:CODE, gemeente_nu:CODE (who lives there now), afdeling:ID, team:ID, functionaris:ID, partner:NAME, "
    "veld:ID=VALUE or alles."
)
_KINDS = "gemeente:CODE, gemeente_nu:CODE, afdeling:ID, team:ID, functionaris:ID, partner:NAAM, veld:ID=WAARDE, alles"


class Name(StrEnum):
    """The reports; ``vergelijking`` needs a second unit."""

    CASELOAD = "caseload"
    BEWEGING = "beweging"
    PROGNOSE = "prognose"
    PARTNER = "partner"
    INSTRUMENT = "instrument"
    VOORWAARDEN = "voorwaarden"
    DOELEN = "doelen"
    INSCHALING = "inschaling"
    VLEKKEN = "vlekken"
    VERGELIJKING = "vergelijking"
    KWARTAAL = "kwartaal"


class Form(StrEnum):
    """What a report is written as."""

    TEXT = "text"
    CSV = "csv"
    SVG = "svg"
    JSON = "json"
    HTML = "html"


class Split(StrEnum):
    """How a caseload is divided."""

    GROEI = "groei"
    INSTRUMENT = "instrument"
    INKOMEN = "inkomen"


_OF_A_DAY = (Name.CASELOAD, Name.DOELEN, Name.INSCHALING, Name.VLEKKEN, Name.VERGELIJKING)


class Days(NamedTuple):
    """The period, a day when both are the same, and when it was known."""

    van: date
    tot: date
    known_on: datetime | None


def report(
    name: Annotated[str, typer.Argument(help="Which report.", metavar="|".join(Name))] = "",
    unit: Annotated[str, typer.Option(help=UNITS)] = "alles",
    day: Annotated[
        date | None, typer.Option("--date", parser=a_day, metavar=DAY, help="The (last) day; today.")
    ] = None,
    first: Annotated[
        date | None, typer.Option("--from", parser=a_day, metavar=DAY, help="The first day; a year before.")
    ] = None,
    known_on: Annotated[
        date | None, typer.Option("--known-on", parser=a_day, metavar=DAY, help="As was known at the end of this day.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="|".join(Form), help="How to write it.")] = Form.TEXT,
    split: Annotated[str, typer.Option(metavar="|".join(Split), help="How to divide the caseload, or both.")] = "",
    against: Annotated[str, typer.Option("--with", help="The other unit, for vergelijking.")] = "",
    masked: Annotated[
        bool, typer.Option("--masked", help="Round numbers, of ends of months, for a report that leaves the team.")
    ] = False,
    quarter: Annotated[str, typer.Option(metavar="YYYY-Q", help="The quarter, for kwartaal; the last one.")] = "",
    lang: Annotated[str, typer.Option(metavar="|".join(LOCALES), help="In which language.")] = "",
) -> None:
    """Print a report. The JSON has fixed keys, for other programs."""
    if lang:
        speak(lang)
    wanted, days = _one_of(Name, name), (first, day, known_on)
    if wanted is Name.KWARTAAL:
        _whole_page(unit, *days, against)
        run(print_quarter(quarter, _one_of(Form, form)))
        return
    if quarter or form == Form.HTML:
        stop(USAGE, t("report.only_quarter", "--quarter en --format html zijn er alleen voor kwartaal."))
    units = _units(wanted, unit, against)
    run(_report(wanted, units, days, _one_of(Form, form), _one_of(Split, split) if split else None, masked=masked))


def _whole_page(unit: str, *others: object) -> None:
    """The page of the quarter is always of everybody, and of a whole quarter."""
    if unit != str(Soort.ALLES) or any(others):
        stop(
            USAGE,
            t(
                "report.whole_page",
                "Het kwartaal gaat over de hele organisatie en een heel kwartaal. Kies alleen --quarter.",
            ),
        )


async def _report(
    name: Name, units: list[str], days: tuple[date | None, ...], form: Form, split: Split | None, *, masked: bool
) -> None:
    settings, today = read_settings_or_stop(), Clock().today()
    flows, said = flows_or_stop(settings), speaker()
    when = _when(days, today, of_a_day=name in _OF_A_DAY)
    async with database(settings) as storage, storage.look() as unit:
        await founded(unit)
        flows = flows.with_choices(await unit.instellingen.chosen())
        asked = [await _asked(unit, flows, text, when, masked=masked) for text in units]
        if name is Name.VERGELIJKING:
            asked = [replace(each, naam=alone(each.eenheid, each.naam)) for each in asked]
            answer = await side_by_side(unit, asked[0], asked[1], flows, said, today, split or "")
        else:
            answer = await ask(unit, name, asked[0], flows, said, today, split or Split.GROEI)
        await _nothing_before(unit, asked[0].tot)
    _say_what_moved(when, asked[0])
    _print(answer, asked[0], form, today)


def _one_of(kinds: type[E], word: str) -> E:
    if word not in list(kinds):
        known = ", ".join(kinds)
        stop(USAGE, t("report.one_of", "{word} kan hier niet. Kies uit: {known}.", word=word or "–", known=known))
    return kinds(word)


def _units(name: Name, unit: str, against: str) -> list[str]:
    if name is not Name.VERGELIJKING:
        return [unit]
    if not against:
        stop(USAGE, t("report.with", "Zeg met --with welke andere eenheid ernaast moet staan."))
    if against == unit:
        stop(USAGE, t("report.with_itself", "Dat is twee keer {unit}. Kies met --with een andere eenheid.", unit=unit))
    return [unit, against]


def _when(days: tuple[date | None, ...], today: date, *, of_a_day: bool) -> Days:
    first, day, known = days
    tot = day or known or today
    for each in (tot, known):
        if each is not None and each > today:
            stop(USAGE, t("report.to_come", "{day} moet nog komen. Kies een dag tot en met vandaag.", day=each))
    if known is not None and known < tot:
        stop(
            USAGE,
            t(
                "report.known_before",
                "Op {known} was over {day} nog niets bekend. Laat --date weg, of kies een dag tot en met {known}.",
                known=known,
                day=tot,
            ),
        )
    van = tot if of_a_day else first or add_months(tot, -12)
    if van >= tot and not of_a_day:
        stop(
            USAGE,
            t("report.backwards", "De eerste dag ({first}) moet voor de laatste ({last}) liggen.", first=van, last=tot),
        )
    return Days(van, tot, None if known is None else end_of(known).astimezone(UTC))


async def _asked(unit: Unit, flows: ConfiguredFlows, text: str, when: Days, *, masked: bool) -> Question:
    found = read_unit(text)
    name = None if found is None else await named(unit, flows, found)
    if found is None or name is None:
        stop(
            USAGE,
            t("report.no_unit", "Er is geen eenheid {unit}. Schrijf een van: {kinds}.", unit=text or "–", kinds=_KINDS),
        )
    return Question(found, name, when.tot, when.van, when.known_on, masked)


def _say_what_moved(when: Days, asked: Question) -> None:
    """Which days became the end of a month, because the report leaves the team."""
    for day, end in dict.fromkeys(((when.van, asked.van), (when.tot, asked.tot))):
        if day != end:
            warn(
                t(
                    "report.month_end",
                    "Wat het team verlaat, is van het einde van een maand: {day} werd {end}.",
                    day=day,
                    end=end,
                )
            )


async def _nothing_before(unit: Unit, tot: date) -> None:
    first = await unit.reports.first_day()
    if first is None:
        stop(FAULTS, t("report.empty", "Er is nog geen enkel meetmoment."))
    if tot < first:
        stop(
            FAULTS,
            t(
                "report.too_early",
                "Op die dag was er nog niets gemeten. Het eerste meetmoment is van {day}.",
                day=first,
            ),
        )


def _print(answer: Answer, asked: Question, form: Form, today: date) -> None:
    match form:
        case Form.JSON:
            sheets.as_json(answer)
        case Form.SVG:
            sheets.as_svg(answer)
        case Form.CSV:
            sheets.as_csv(answer, asked, today)
        case Form.TEXT:
            sheets.as_text(answer, asked)
