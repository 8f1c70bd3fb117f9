"""``report``: a report outside the chat, as text, CSV, picture or JSON."""

from __future__ import annotations

import csv
import json
import sys
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from io import StringIO
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import book_or_stop, database, founded, read_settings_or_stop, run
from bot.cli.saying import FAULTS, USAGE, speaker, stop
from bot.screen import t, verbatim

if TYPE_CHECKING:
    from bot.reports.sheet import Asked, Sheet
    from storage.reports import Eenheid
    from storage.unit import Unit


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
    VERGELIJKING = "vergelijking"


class Form(StrEnum):
    """What a report is written as."""

    TEXT = "text"
    CSV = "csv"
    SVG = "svg"
    JSON = "json"


class Split(StrEnum):
    """How a caseload is divided."""

    GROEI = "groei"
    INSTRUMENT = "instrument"
    INKOMEN = "inkomen"


def report(
    name: Annotated[Name, typer.Argument(help="Which report.")],
    unit: Annotated[str, typer.Option(help="gemeente:CODE, afdeling:ID, team:ID, functionaris:ID or alles.")] = "alles",
    day: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="The (last) day; today.")] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day; a year before.")
    ] = None,
    known_on: Annotated[
        datetime | None, typer.Option("--known-on", formats=["%Y-%m-%d"], help="As was known at the end of this day.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to write it.")] = Form.TEXT,
    split: Annotated[Split, typer.Option(help="How to divide the caseload.")] = Split.GROEI,
    against: Annotated[str, typer.Option("--with", help="The other unit, for vergelijking.")] = "",
    masked: Annotated[
        bool, typer.Option("--masked", help="Hide numbers below five, for a report that leaves the team.")
    ] = False,
) -> None:
    """Print a report. The JSON has fixed keys, for other programs."""
    days = tuple(None if each is None else each.date() for each in (first, day, known_on))
    run(_report(name, (unit, against), days, form, split, masked=masked))


async def _report(
    name: Name, units: tuple[str, str], days: tuple[date | None, ...], form: Form, split: Split, *, masked: bool
) -> None:
    from bot.reports.answering import answer, side_by_side
    from bot.world import World

    settings, today = read_settings_or_stop(), World().today()
    book, said = book_or_stop(settings), speaker()
    van, tot, known = _period(days, today, of_a_day=name in (Name.CASELOAD, Name.INSCHALING, Name.VERGELIJKING))
    async with database(settings) as storage, storage.look() as unit:
        await founded(unit)
        book = book.with_choices(await unit.instellingen.chosen())
        wanted = [await _unit(unit, text) for text in (units if name is Name.VERGELIJKING else units[:1])]
        asked = [_asked(each, van, tot, known, masked=masked) for each in wanted]
        if name is Name.VERGELIJKING:
            sheet = await side_by_side(unit, asked[0], asked[1], book, said, today)
        else:
            sheet = await answer(unit, name, asked[0], book, said, today, split)
        await _nothing_before(unit, tot)
    _print(sheet, form)


def _period(days: tuple[date | None, ...], today: date, *, of_a_day: bool) -> tuple[date, date, datetime | None]:
    from bot.world import AMSTERDAM
    from flows.planning import add_months

    first, day, known = days
    tot = day or today
    van = first or add_months(tot, -12)
    if van >= tot and not of_a_day:
        stop(
            USAGE,
            t("report.backwards", "De eerste dag ({first}) moet voor de laatste ({last}) liggen.", first=van, last=tot),
        )
    if known is None:
        return van, tot, None
    end = datetime.combine(known + timedelta(days=1), datetime.min.time(), AMSTERDAM)
    return van, tot, end.astimezone(UTC) - timedelta(microseconds=1)


async def _unit(unit: Unit, text: str) -> Eenheid:
    from storage.reports import read_unit

    found = read_unit(text)
    if found is None or not await unit.reports.exists(found):
        wanted = "gemeente:0344, afdeling:ID, team:ID, functionaris:ID, alles"
        stop(
            USAGE,
            t("report.no_unit", "Er is geen eenheid {unit}. Zo kan het: {wanted}.", unit=text or "–", wanted=wanted),
        )
    return found


def _asked(eenheid: Eenheid, van: date, tot: date, known: datetime | None, *, masked: bool) -> Asked:
    from bot.reports.sheet import Asked

    return Asked(eenheid, verbatim(str(eenheid)), tot, van, known, masked)


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


def _print(sheet: Sheet, form: Form) -> None:
    from bot.pictures import LIGHT

    say = speaker().say
    if form is Form.JSON:
        typer.echo(json.dumps(sheet.shape, ensure_ascii=False, indent=2))
    elif form is Form.SVG:
        if sheet.drawing is None:
            stop(USAGE, t("report.no_picture", "Van dit rapport is er geen plaatje. Kies text, csv of json."))
        typer.echo(sheet.drawing(LIGHT))
    else:
        header, rows = [say(each) for each in sheet.header], [[say(cell) for cell in row] for row in sheet.rows]
        if form is Form.CSV:
            written = StringIO()
            csv.writer(written, delimiter=";", lineterminator="\n").writerows([header, *rows])
            sys.stdout.write(written.getvalue())
        else:
            _as_text(say(sheet.title), [say(line) for line in sheet.lines], header, rows)


def _as_text(title: str, lines: list[str], header: list[str], rows: list[list[str]]) -> None:
    from bot.cli.tables import show

    typer.echo(title)
    for line in lines:
        typer.echo(line)
    if rows:
        typer.echo()
        show(header, rows)
