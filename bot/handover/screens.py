"""Handing over a client or a whole caseload: to whom, from when, and whether that is right."""

from __future__ import annotations

from datetime import date, timedelta

from bot.absence.screens import away_then
from bot.clients.finding import unknown
from bot.clients.routes import CLIENT_CARD, CLIENTS
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Look, Screen, Style, Target, Text, t, verbatim
from bot.handover.card import clients
from bot.handover.routes import (
    ASK_HANDOVER,
    EVERYTHING,
    HAND_OVER,
    HAND_OVER_ON,
    HAND_OVER_SURE,
    HAND_OVER_SURELY,
    HAND_OVER_WHEN,
    HANDOVER,
)
from bot.reassigning.routes import NOBODY_YET, REASSIGN
from bot.ui.picking import picking, who_measure
from bot.ui.widgets import Rows, column, hint, item, line, menu, short, to
from flows.ladder import UIT_BEELD
from flows.people import Functionaris, Right
from flows.planning import add_months
from storage.clients.clients import ClientCard

_DAY = timedelta(days=1)


@HAND_OVER.handler
async def hand_over(context: RequestContext, subject: str, page: int) -> Screen:
    """To whom: colleagues of one's own team first."""
    named = await _named(context, subject)
    if named is None:
        return unknown()
    question = Block(Style.QUESTION, t("hand.who", "Wie neemt {what} over?", what=named))
    others = await who_measure(context, context.who.id)
    back = (to(_from(subject)), menu())
    if not others:
        return Screen((question, line(t("hand.nobody", "Er is geen collega die kan overnemen."))), (back,))
    rows = picking(
        others,
        page,
        lambda number: link(HAND_OVER, subject, number),
        lambda who: link(HAND_OVER_WHEN, subject, who.id),
    )
    return Screen((question, hint(t("hand.team", "Eerst de collega’s van uw team."))), (*rows, back))


@HAND_OVER_WHEN.handler
async def hand_over_when(context: RequestContext, subject: str, receiver: str) -> Screen:
    """From which day."""
    named = await _named(context, subject)
    if named is None:
        return unknown()
    days = (
        (t("btn.today", "Vandaag"), context.today),
        (t("btn.tomorrow", "Morgen"), context.today + _DAY),
        (t("btn.first", "1e van de maand"), add_months(context.today.replace(day=1), 1)),
    )
    buttons = [Button(label, link(HAND_OVER_ON, subject, receiver, day)) for label, day in days]
    blocks = (
        Block(Style.QUESTION, t("hand.when", "Vanaf welke dag draagt u {what} over?", what=named)),
        hint(t("hand.access", "Vanaf die dag ziet u wat u overdraagt niet meer.")),
    )
    entry = Entry("date", t("entry.date", "Of typ een datum"), "15-03-2027")
    return Screen(blocks, (*column(buttons), (to(link(HAND_OVER, subject, 0)), menu())), entry=entry)


@HAND_OVER_SURE.handler
async def hand_over_sure(context: RequestContext, subject: str, receiver: str, datum: date) -> Screen:
    """The first confirmation; the second one is the receiver's."""
    found = await _proposed(context, subject, receiver, datum)
    if found is None:
        return unknown()
    named, who = found
    question = t("hand.sure", "{label} vragen {what} over te nemen?", label=who.label, what=named)
    whole = subject == EVERYTHING
    go_on = Button(t("btn.go_on", "Verder"), link(HAND_OVER_SURELY, subject, receiver, datum), Look.PRIMARY)
    ask = Button(t("btn.ask_handover", "Ja, vragen"), link(ASK_HANDOVER, subject, receiver, datum), Look.PRIMARY)
    blocks = [Block(Style.QUESTION, question), line(_then(who.label, datum))]
    blocks += [*await away_then(context, [who.id], datum), *_caseload(whole=whole)]
    back = (to(link(HAND_OVER_WHEN, subject, receiver)), menu())
    return Screen(tuple(blocks), ((go_on if whole else ask,), back))


@HAND_OVER_SURELY.handler
async def hand_over_surely(context: RequestContext, subject: str, receiver: str, datum: date) -> Screen:
    """A whole caseload is asked about once more."""
    found = await _proposed(context, subject, receiver, datum)
    if found is None:
        return unknown()
    named, who = found
    blocks = (
        Block(Style.QUESTION, t("remove.sure", "Weet u het zeker?")),
        line(t("hand.all", "Het gaat om {what}, naar {label} vanaf {day}.", what=named, label=who.label, day=datum)),
    )
    ask = Button(t("btn.ask_handover", "Ja, vragen"), link(ASK_HANDOVER, subject, receiver, datum), Look.DANGER)
    no = Button(t("btn.keep_clients", "Nee, niet overdragen"), link(CLIENTS, 0))
    return Screen(blocks, ((no,), (ask,)))


async def gave_away(context: RequestContext) -> Text | None:
    """For who has no clients left: when the last ones went to a colleague; none for who never had any."""
    day = await context.unit.overdrachten.last_given(context.who.id, context.today)
    if day is None:
        return None
    return t("clients.gave_away", "U heeft geen cliënten meer. De laatste gingen op {day} naar een collega.", day=day)


async def whole(context: RequestContext) -> Rows:
    """The way to hand everything over, for who keeps anything."""
    if (
        not context.who.may(Right.HAND_OVER)
        or not (await context.unit.clients.tally_of(context.who.id, context.today)).clients
    ):
        return ()
    return ((Button(t("btn.hand_over_all", "Caseload overdragen"), link(HAND_OVER, EVERYTHING, 0), Look.QUIET),),)


async def standing_in(context: RequestContext) -> list[Block]:
    """For whom this person stands in today."""
    absences = await context.unit.absences.substituting(context.who.id, context.today)
    labels = await context.unit.people.labels({each.functionaris for each in absences}) if absences else {}
    return [hint(_standing_in(labels[each.functionaris], each.last)) for each in absences]


async def ways(context: RequestContext, card: ClientCard) -> tuple[list[Block], Rows]:
    """Who keeps a client when it is somebody else, where it goes, and what this person can do about it."""
    keepers = await context.unit.clients.keepers(card.code, context.today)
    asked = await context.unit.overdrachten.waiting(context.who.id, context.today)
    labels = await context.unit.people.labels({*(who for who, _ in keepers), *(each.aan for each in asked)})
    keeper = keepers[0][0] if keepers and keepers[0][1] <= context.today else ""
    blocks = []
    if keeper and keeper != context.who.id:
        blocks.append(item(t("client.keeper", "Klantmanager: {label}", label=labels.get(keeper, keeper))))
    for to_whom, since in keepers:
        if since > context.today:
            goes = t("client.goes", "Gaat op {day} over naar {label}", day=since, label=labels.get(to_whom, to_whom))
            blocks.append(item(goes))
    waits = next((each for each in asked if each.client == card.code and each.van == context.who.id), None)
    if waits is not None:
        label = labels.get(waits.aan, waits.aan)
        under_way = t("btn.under_way", "Gevraagd: {label}", label=short(label, 14))
        return blocks, ((Button(under_way, link(HANDOVER, waits.id)),),)
    if card.stand is not None and card.stand.positie == UIT_BEELD:
        return blocks, ()
    if keeper == context.who.id and len(keepers) == 1 and context.who.may(Right.HAND_OVER):
        return blocks, ((Button(t("btn.hand_over", "Overdragen"), link(HAND_OVER, card.code, 0)),),)
    if keeper and context.who.may(Right.ASSIGN) and await _leads(context, keeper):
        return blocks, (
            (Button(t("btn.reassign_one", "Andere klantmanager"), link(REASSIGN, card.code, NOBODY_YET, 0)),),
        )
    return blocks, ()


def _standing_in(label: str, last: date) -> Text:
    return t(
        "clients.standing_in", "U vervangt {label} tot en met {last}. Die cliënten staan erbij.", label=label, last=last
    )


async def _named(context: RequestContext, subject: str, day: date | None = None) -> Text | None:
    """What is handed over, as people say it; none for what is not this person's to give."""
    if subject == EVERYTHING:
        return clients((await context.unit.clients.tally_of(context.who.id, day or context.today)).clients)
    keepers = await context.unit.clients.keepers(subject, context.today)
    if not keepers or keepers[0][0] != context.who.id or keepers[0][1] > context.today:
        return None
    return verbatim(subject)


async def _proposed(
    context: RequestContext, subject: str, receiver: str, datum: date
) -> tuple[Text, Functionaris] | None:
    """What goes to whom; none for what cannot be asked."""
    who, named = await context.unit.people.get(receiver, context.now), await _named(context, subject, datum)
    return None if who is None or named is None else (named, who)


async def _leads(context: RequestContext, keeper: str) -> bool:
    who = await context.unit.people.known(keeper)
    return who is not None and who.team is not None and who.team == context.who.team


def _caseload(*, whole: bool) -> list[Block]:
    if not whole:
        return []
    return [hint(t("handover.new", "Cliënten die u er daarna bij krijgt, blijven van u."))]


def _then(label: str, day: date) -> Text:
    return t("hand.then", "Neemt {label} aan, dan gaat het over op {day}. Eerder niet.", label=label, day=day)


def _from(subject: str) -> Target:
    return link(CLIENTS, 0) if subject == EVERYTHING else link(CLIENT_CARD, subject)
