"""Every meetmoment of a client with its versions, and the way to correct or withdraw one."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.screen import Block, Button, Look, Param, Screen, Style, Text, t
from bot.history.record import REASONS, content, version_line
from bot.ui import wording
from bot.ui.widgets import column, hint, item, line, page_number, pages, pairs, title, to
from flows.meetmoment import Actie, Meetmoment, Status
from storage.clients import PAGE


def counting(history: tuple[Meetmoment, ...]) -> list[Meetmoment]:
    """The version of each meetmoment that counts, in order of the day observed."""
    final = latest_of(tuple(each for each in history if each.status is Status.DEFINITIEF))
    return [each for each in final if each.actie is not Actie.INTREKKING]


def latest_of(history: tuple[Meetmoment, ...]) -> list[Meetmoment]:
    """The last version of each meetmoment, in order of the day observed."""
    last: dict[str, Meetmoment] = {}
    for each in history:
        if each.id not in last or each.versie > last[each.id].versie:
            last[each.id] = each
    return sorted(last.values(), key=lambda each: (each.meting.datum, each.geregistreerd))


async def moments(context: RequestContext, code: str, page: str) -> Screen:
    """Every meetmoment of a client, newest first, with what happened to it."""
    card = await context.unit.clients.get(code, context.who, context.today)
    if card is None:
        return unknown()
    latest = latest_of(await context.unit.meetmomenten.history(code))
    number = page_number(page)
    newest_first = list(reversed(latest))[number * PAGE : (number + 1) * PAGE]
    buttons = [Button(_moment(each), f"moment/{each.id}") for each in newest_first]
    rows = (*column(buttons), *pages(f"moments/{code}", number, len(latest), PAGE), (to(f"client/{code}"),))
    return Screen((title(t("moments.title", "Meetmomenten van {code}", code=code)),), rows)


async def moment(context: RequestContext, meetmoment_id: str) -> Screen:
    """One meetmoment: what was measured, by whom, why it was changed."""
    found = await context.meetmoment(meetmoment_id)
    if found is None:
        return unknown()
    history = await context.unit.meetmomenten.history(found.client)
    labels = await context.unit.people.labels()
    blocks = [title(_moment(found)), hint(t("heading.client", "Cliënt {code}", code=found.client))]
    versions = [each for each in history if each.id == meetmoment_id]
    blocks += [*content(found, context), *(item(version_line(each, labels)) for each in versions)]
    rows = [*pairs([_opens(each) for each in versions[:-1]])]
    if found.actie is not Actie.INTREKKING:
        correct = Button(t("btn.correction", "Corrigeren"), f"reason/correct/{found.id}")
        withdraw = Button(t("btn.withdraw", "Intrekken"), f"reason/withdraw/{found.id}", Look.DANGER)
        rows.append((correct, withdraw))
    rows.append((to(f"moments/{found.client}/0"),))
    return Screen(tuple(blocks), tuple(rows))


async def reason(context: RequestContext, what: str, meetmoment_id: str) -> Screen:
    """Why a meetmoment is corrected or withdrawn; a reason is always given."""
    question = (
        t("reason.withdraw", "Waarom trekt u dit meetmoment in?")
        if what == "withdraw"
        else t("reason.correct", "Waarom corrigeert u dit meetmoment?")
    )
    blocks = (
        Block(Style.QUESTION, question),
        hint(t("reason.kept", "De eerdere versie blijft zichtbaar, met uw reden erbij.")),
    )
    route = "ask_withdraw" if what == "withdraw" else "correct"
    buttons = [Button(text, f"{route}/{meetmoment_id}/{code}") for code, text in REASONS.items()]
    return Screen(blocks, (*column(buttons), (to(f"moment/{meetmoment_id}"),)))


async def ask_withdraw(context: RequestContext, meetmoment_id: str, code: str) -> Screen:
    """Withdrawing is asked once, with what will be withdrawn and that it is for good."""
    found = await context.meetmoment(meetmoment_id)
    if found is None:
        return unknown()
    stand = found.meting.stand
    label = wording.position_label(context.flows.positions[str(stand.positie)])
    why = REASONS.get(code, REASONS["anders"])
    blocks = (
        Block(Style.QUESTION, t("withdraw.ask", "Dit meetmoment van {code} intrekken?", code=found.client)),
        item(t("withdraw.day", "Datum van de meting: {day}", day=found.meting.datum)),
        item(t("withdraw.position", "Positie: {stand} · {label}", stand=str(stand), label=label)),
        item(t("withdraw.reason", "Reden: {reason}", reason=why)),
        line(t("withdraw.what", "Het telt dan nergens meer mee. Het blijft zichtbaar in de geschiedenis.")),
        line(t("withdraw.final", "Ongedaan maken kan niet. Opnieuw meten kan wel.")),
    )
    rows = (
        (to(f"moment/{meetmoment_id}"),),
        (Button(t("btn.withdraw.yes", "Ja, intrekken"), f"withdraw/{meetmoment_id}/{code}", Look.DANGER),),
    )
    return Screen(blocks, rows)


async def version(context: RequestContext, meetmoment_id: str, number: str) -> Screen:
    """One version as it was registered, however old."""
    found = await context.meetmoment(meetmoment_id)
    if found is None:
        return unknown()
    history = await context.unit.meetmomenten.history(found.client)
    chosen = next((each for each in history if each.id == found.id and str(each.versie) == number), None)
    if chosen is None:
        return await moment(context, meetmoment_id)
    labels = await context.unit.people.labels()
    heading = t("version.title", "Versie {n} van {last} · {day}", n=number, last=found.versie, day=chosen.meting.datum)
    blocks = (
        title(heading),
        hint(t("heading.client", "Cliënt {code}", code=found.client)),
        *content(chosen, context),
        item(version_line(chosen, labels)),
    )
    return Screen(blocks, ((to(f"moment/{found.id}"),),))


def unknown() -> Screen:
    """The one answer for a client that does not exist and one that is not yours."""
    return Screen(
        (line(t("client.unknown", "Deze code staat niet in uw caseload. Ga terug en kies uit uw lijst.")),),
        ((to("clients/0"),),),
    )


def _opens(each: Meetmoment) -> Button:
    label = t("btn.version", "Versie {n}: {stand}", n=each.versie, stand=str(each.meting.stand))
    return Button(label, f"version/{each.id}/{each.versie}")


def _moment(each: Meetmoment) -> Text:
    params: dict[str, Param] = {"day": each.meting.datum, "stand": str(each.meting.stand)}
    if each.actie is Actie.INTREKKING and each.status is not Status.TE_CONTROLEREN:
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
