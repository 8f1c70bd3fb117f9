"""The queue of checks: what waits for a second pair of eyes, one at a time."""

from __future__ import annotations

from bot.checking.routes import APPROVE, CHECK, CHECKS, SEND_BACK, WHY_BACK
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Param, Screen, Style, Text, t
from bot.history.record import SENT_BACK, content
from bot.runtime.clock import local_day
from bot.ui.widgets import column, hint, line, menu, pages, title, to
from flows.meetmoment import Actie, Meetmoment
from storage.measuring.controles import PAGE


@CHECKS.handler
async def checks(context: RequestContext, page: int) -> Screen:
    """What waits for this person, the longest waiting first."""
    total = await context.unit.controles.count(context.who)
    found = await context.unit.controles.page(context.who, page)
    heading = title(t("checks.title", "Te controleren"))
    if not found:
        return Screen((heading, line(t("checks.none", "Er wacht nu niets op uw controle."))), ((menu(),),))
    buttons = [Button(_row(each), link(CHECK, each.id)) for each in found]
    return Screen(
        (heading,), (*column(buttons), *pages(lambda other: link(CHECKS, other), page, total, PAGE), (menu(),))
    )


@CHECK.handler
async def check(context: RequestContext, meetmoment_id: str) -> Screen:
    """One meetmoment to judge; it counts only after agreement."""
    found = await context.unit.controles.get(meetmoment_id, context.who)
    if found is None:
        return await checks(context, 0)
    labels = await context.unit.people.labels({found.door})
    blocks = [
        Block(Style.QUESTION, t("check.title", "Gaat u akkoord met {code}?", code=found.client)),
        hint(_registered(found, labels.get(found.door, found.door))),
        *content(found, context),
    ]
    rows = (
        (
            Button(t("btn.approve", "Akkoord"), link(APPROVE, found.id, found.versie), Look.PRIMARY),
            Button(t("btn.send_back", "Terugsturen"), link(WHY_BACK, found.id)),
        ),
        (to(link(CHECKS, 0)), menu()),
    )
    return Screen(tuple(blocks), rows)


@WHY_BACK.handler
async def why_back(context: RequestContext, meetmoment_id: str) -> Screen:
    """Why it goes back; the author reads this."""
    found = await context.unit.controles.get(meetmoment_id, context.who)
    if found is None:
        return await checks(context, 0)
    question = Block(Style.QUESTION, t("check.why", "Waarom gaat dit terug?"))
    buttons = [Button(text, link(SEND_BACK, found.id, found.versie, code)) for code, text in SENT_BACK.items()]
    return Screen((question,), (*column(buttons), (to(link(CHECK, found.id)),)))


def _row(found: Meetmoment) -> Text:
    params: dict[str, Param] = {"code": found.client, "stand": str(found.meting.stand), "day": found.meting.datum}
    if found.actie is Actie.INTREKKING:
        return t("checks.withdrawal", "{code} · {stand} · intrekking", **params)
    if found.actie is Actie.CORRECTIE:
        return t("checks.correction", "{code} · {stand} · correctie", **params)
    return t("checks.row", "{code} · {stand} · {day}", **params)


def _registered(found: Meetmoment, who: str) -> Text:
    day = local_day(found.geregistreerd)
    if found.actie is Actie.INTREKKING:
        return t("check.withdrawal", "Intrekking door {who} op {day}", who=who, day=day)
    if found.actie is Actie.CORRECTIE:
        return t("check.correction", "Correctie door {who} op {day}", who=who, day=day)
    return t("check.new", "Gemeten door {who}, vastgelegd op {day}", who=who, day=day)
