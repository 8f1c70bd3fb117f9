"""The page of the quarter in the chat, and the way to the page that can be printed."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.event import Channel
from bot.conversation.routes import link
from bot.conversation.screen import Button, Link, Screen, t
from bot.reports import quarter as quarters
from bot.reports.page import ADDRESS
from bot.reports.paper import paper
from bot.reports.routes import CASELOAD, QUARTER
from bot.reports.screens import not_yours, nothing_before
from bot.texts.translations import words
from bot.ui.widgets import hint, line, menu, title, to
from flows.quarters import Quarter, last_quarter


@QUARTER.handler
async def quarter(context: RequestContext, chosen: Quarter | None = None) -> Screen:
    """A quarter in five sentences and one picture; the last one that has ended when none is named."""
    chosen = chosen or last_quarter(context.today)
    if not quarters.is_over(chosen, context.today):
        return not_yours()
    if (early := await nothing_before(context, chosen.last)) is not None:
        return early
    findings = await quarters.found(context.unit, chosen, context.flows, context.today)
    page = paper(findings, context.app.naam, context.flows, words(context.chat.taal))
    on_web = context.chat.channel == Channel.WEB
    where = t("quarter.on_web", "De hele pagina, om af te drukken, staat in de webchat.")
    blocks = (title(page.answer.title), *map(line, page.answer.lines), *([] if on_web else [hint(where)]))
    label = t("btn.quarter.page", "Pagina om te printen")
    way = Link(label, f"{ADDRESS}/{chosen}") if on_web else None
    around = [Button(t("btn.quarter.before", "Kwartaal eerder"), link(QUARTER, chosen.before))]
    if quarters.is_over(chosen.after, context.today):
        around.append(Button(t("btn.quarter.after", "Kwartaal later"), link(QUARTER, chosen.after)))
    rows = (tuple(around), (to(link(CASELOAD, None, None, None)), menu()))
    return Screen(blocks, rows, picture=page.answer.picture(), link=way)
