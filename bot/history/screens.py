"""Every meetmoment of a client with its versions, and the way to correct or withdraw one."""

from __future__ import annotations

from bot.clients.finding import unknown
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Param, Screen, Style, Text, t
from bot.history.record import REASONS, content, people_in, version_line
from bot.history.routes import ASK_WITHDRAW, CORRECT, MOMENT, MOMENTS, REASON, VERSION, WITHDRAW, Change
from bot.ui import wording
from bot.ui.widgets import column, hint, item, line, pages, pairs, title, to
from flows.meetmoment import Actie, Meetmoment, Status, latest_of
from storage.clients.clients import PAGE


@MOMENTS.handler
async def moments(context: RequestContext, code: str, page: int) -> Screen:
    """Every meetmoment of a client, newest first, with what happened to it."""
    card = await context.unit.clients.get(code, context.who, context.today)
    if card is None:
        return unknown()
    latest = latest_of(await context.unit.meetmomenten.history(code))
    newest_first = list(reversed(latest))[page * PAGE : (page + 1) * PAGE]
    buttons = [Button(_moment(each), link(MOMENT, each.id)) for each in newest_first]
    turning = pages(lambda other: link(MOMENTS, code, other), page, len(latest), PAGE)
    rows = (*column(buttons), *turning, (to(link(CLIENT_CARD, code)),))
    return Screen((title(t("moments.title", "Meetmomenten van {code}", code=code)),), rows)


@MOMENT.handler
async def moment(context: RequestContext, meetmoment_id: str) -> Screen:
    """One meetmoment: what was measured, by whom, why it was changed."""
    found = await context.meetmoment(meetmoment_id)
    if found is None:
        return unknown()
    history = await context.unit.meetmomenten.history(found.client)
    blocks = [title(_moment(found)), hint(t("heading.client", "Cliënt {code}", code=found.client))]
    versions = [each for each in history if each.id == meetmoment_id]
    labels = await context.unit.people.labels(people_in(*versions))
    blocks += [*content(found, context), *(item(version_line(each, labels)) for each in versions)]
    rows = [*pairs([_opens(each) for each in versions[:-1]])]
    if not found.withdrawn:
        correct = Button(t("btn.correction", "Corrigeren"), link(REASON, Change.CORRECT, found.id))
        withdraw = Button(t("btn.withdraw", "Intrekken"), link(REASON, Change.WITHDRAW, found.id), Look.DANGER)
        rows.append((correct, withdraw))
    rows.append((to(link(MOMENTS, found.client, 0)),))
    return Screen(tuple(blocks), tuple(rows))


@REASON.handler
async def reason(context: RequestContext, what: Change, meetmoment_id: str) -> Screen:
    """Why a meetmoment is corrected or withdrawn; a reason is always given."""
    question = (
        t("reason.withdraw", "Waarom trekt u dit meetmoment in?")
        if what is Change.WITHDRAW
        else t("reason.correct", "Waarom corrigeert u dit meetmoment?")
    )
    blocks = (
        Block(Style.QUESTION, question),
        hint(t("reason.kept", "De eerdere versie blijft zichtbaar, met uw reden erbij.")),
    )
    buttons = [
        Button(
            text,
            link(ASK_WITHDRAW, meetmoment_id, code) if what is Change.WITHDRAW else link(CORRECT, meetmoment_id, code),
        )
        for code, text in REASONS.items()
    ]
    return Screen(blocks, (*column(buttons), (to(link(MOMENT, meetmoment_id)),)))


@ASK_WITHDRAW.handler
async def ask_withdraw(context: RequestContext, meetmoment_id: str, code: str) -> Screen:
    """Withdrawing is asked once, with what will be withdrawn and that it is for good."""
    found = await context.meetmoment(meetmoment_id)
    if found is None:
        return unknown()
    stand = found.meting.stand
    label = wording.position_label(context.flows.positions[str(stand.positie)])
    blocks = (
        Block(Style.QUESTION, t("withdraw.ask", "Dit meetmoment van {code} intrekken?", code=found.client)),
        item(t("withdraw.day", "Datum van de meting: {day}", day=found.meting.datum)),
        item(t("withdraw.position", "Positie: {stand} · {label}", stand=str(stand), label=label)),
        item(t("withdraw.reason", "Reden: {reason}", reason=REASONS[code])),
        line(t("withdraw.what", "Het telt dan nergens meer mee. Het blijft zichtbaar in de geschiedenis.")),
        line(t("withdraw.final", "Ongedaan maken kan niet. Opnieuw meten kan wel.")),
    )
    rows = (
        (to(link(MOMENT, meetmoment_id)),),
        (Button(t("btn.withdraw.yes", "Ja, intrekken"), link(WITHDRAW, meetmoment_id, code), Look.DANGER),),
    )
    return Screen(blocks, rows)


@VERSION.handler
async def version(context: RequestContext, meetmoment_id: str, number: int) -> Screen:
    """One version as it was registered, however old."""
    found = await context.meetmoment(meetmoment_id)
    if found is None:
        return unknown()
    history = await context.unit.meetmomenten.history(found.client)
    chosen = next((each for each in history if each.id == found.id and each.versie == number), None)
    if chosen is None:
        return await moment(context, meetmoment_id)
    labels = await context.unit.people.labels(people_in(chosen))
    heading = t("version.title", "Versie {n} van {last} · {day}", n=number, last=found.versie, day=chosen.meting.datum)
    blocks = (
        title(heading),
        hint(t("heading.client", "Cliënt {code}", code=found.client)),
        *content(chosen, context),
        item(version_line(chosen, labels)),
    )
    return Screen(blocks, ((to(link(MOMENT, found.id)),),))


def _opens(each: Meetmoment) -> Button:
    label = t("btn.version", "Versie {n}: {stand}", n=each.versie, stand=str(each.meting.stand))
    return Button(label, link(VERSION, each.id, each.versie))


def _moment(each: Meetmoment) -> Text:
    params: dict[str, Param] = {"day": each.meting.datum, "stand": str(each.meting.stand)}
    if each.withdrawn and each.status is not Status.TE_CONTROLEREN:
        return t("moments.withdrawn", "{day} · {stand} · ingetrokken", **params)
    if each.status is Status.TE_CONTROLEREN:
        return t("moments.waiting", "{day} · {stand} · in controle", **params)
    if each.status is Status.TERUGGEGEVEN:
        return t("moments.returned", "{day} · {stand} · teruggegeven", **params)
    if each.status is Status.CONCEPT:
        return t("moments.concept", "{day} · {stand} · concept", **params)
    if each.actie is Actie.CORRECTIE:
        return t("moments.corrected", "{day} · {stand} · gecorrigeerd", **params)
    return t("moments.row", "{day} · {stand}", **params)
