"""Gives the web chat the page of a quarter, for those who may see everybody's numbers."""

from __future__ import annotations

from bot.conversation.context import AppContext
from bot.conversation.screen import t
from bot.reports import quarter as quarters
from bot.reports.page import ADDRESS, Around, html
from bot.reports.paper import paper
from bot.runtime.fair_share import FairShare
from bot.texts.translations import words
from flows.people import Right
from flows.quarters import read_quarter
from storage.unit import Storage


class QuarterPages:
    """Makes them one at a time: others wait for their answers less than who reads a page."""

    def __init__(self, storage: Storage, app: AppContext) -> None:
        """Ask ``storage``."""
        self._storage = storage
        self._app = app
        self._share = FairShare()

    async def page(self, functionaris: str, written: str, locale: str, stylesheet: str) -> str | None:
        """The page of a quarter; the same none for one that cannot be made and one that is not for this person."""
        today, chosen = self._app.clock.today(), read_quarter(written)
        if chosen is None or not quarters.is_over(chosen, today):
            return None
        async with self._share.turn(), self._storage.look() as unit:
            who = await unit.people.get(functionaris, self._app.clock.now())
            first = await unit.reports.first_day()
            if who is None or not who.may(Right.REPORT_ALL) or first is None or chosen.last < first:
                return None
            flows = await self._app.flows_now(unit)
            findings = await quarters.found(unit, chosen, flows, today)
        links = [
            (t("quarter.back", "Terug naar Meetlat"), "/"),
            (t("btn.quarter.before", "Kwartaal eerder"), f"{ADDRESS}/{chosen.before}"),
        ]
        if quarters.is_over(chosen.after, today):
            links.append((t("btn.quarter.after", "Kwartaal later"), f"{ADDRESS}/{chosen.after}"))
        around = Around(
            t("quarter.around", "Andere kwartalen"),
            links,
            t("quarter.printing", "Afdrukken: Ctrl+P. De pagina past op één A4."),
        )
        said = words(locale)
        style = f'<link rel="stylesheet" href="{stylesheet}">'
        return html(paper(findings, self._app.naam, flows, said), said, style, around)
