"""``report kwartaal``: the page of a quarter, in the terminal or as a file."""

from __future__ import annotations

from datetime import date

from bot.cli import printing as sheets
from bot.cli.opening import database, flows_or_stop, founded, read_settings_or_stop
from bot.cli.saying import FAULTS, USAGE, speaker, stop
from bot.conversation.screen import t
from bot.reports import quarter as quarters
from bot.reports.paper import paper
from bot.runtime.clock import Clock
from flows.quarters import Quarter, last_quarter, read_quarter


async def print_quarter(written: str, form: str) -> None:
    """Print the page of a quarter; of the last one that has ended when none is named."""
    settings, today = read_settings_or_stop(), Clock().today()
    flows, chosen = flows_or_stop(settings), _quarter(written, today)
    async with database(settings) as storage, storage.look() as unit:
        organisation = await founded(unit)
        flows = flows.with_choices(await unit.instellingen.chosen())
        first = await unit.reports.first_day()
        if first is None or chosen.last < first:
            stop(FAULTS, t("quarter.too_early", "In dat kwartaal was er nog niets gemeten. Kies een later kwartaal."))
        findings = await quarters.found(unit, chosen, flows, today)
    page = paper(findings, organisation, flows, speaker())
    match form:
        case "html":
            sheets.as_html(page)
        case "text":
            sheets.as_pages(page)
        case "json":
            sheets.as_json(page.answer)
        case "svg":
            sheets.as_svg(page.answer)
        case _:
            sheets.as_csv(page.answer, findings.question, today)


def _quarter(written: str, today: date) -> Quarter:
    if not written:
        return last_quarter(today)
    found = read_quarter(written)
    if found is None:
        stop(USAGE, t("quarter.unknown", "{text} is geen kwartaal. Schrijf het als 2026-3.", text=written))
    if not quarters.is_over(found, today):
        stop(
            USAGE,
            t(
                "quarter.running",
                "Dat kwartaal is nog niet voorbij. Het laatste is {last}.",
                last=str(last_quarter(today)),
            ),
        )
    return found
