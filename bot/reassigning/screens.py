"""A team lead gives clients of somebody else to one or more colleagues, and is asked twice."""

from __future__ import annotations

from bot.absence.screens import away_then, not_yours
from bot.caseload.routes import MEMBER, UNKEPT
from bot.clients.routes import CLIENT_CARD
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Target, Text, t, verbatim
from bot.handover.card import clients
from bot.reassigning.routes import NOBODY_YET, REASSIGN, REASSIGN_NOW, REASSIGN_SURE, REASSIGN_SURELY
from bot.reassigning.subject import Choice, Subject, cards, choice_of, division, subject_of, tallies
from bot.reassigning.treden import by_stand, has
from bot.ui.picking import picking
from bot.ui.widgets import Rows, hint, item, line, menu, short, to
from flows.people import Functionaris
from storage.clients.clients import PAGE

_MARK = "✓ "


@REASSIGN.handler
async def reassign(context: RequestContext, route: str, chosen: str, page: int) -> Screen:
    """To whom: a tap chooses a colleague, or not."""
    subject = await subject_of(context, route)
    if subject is None:
        return not_yours()
    choice = await choice_of(context, subject, chosen) or await choice_of(context, subject, NOBODY_YET)
    count = await _count(context, subject)
    question = Block(Style.QUESTION, t("reassign.who", "Wie krijgt {what}?", what=_what(subject, count)))
    back = (to(_from(subject)), menu())
    if choice is None or not choice.people:
        return Screen((question, line(t("hand.nobody", "Er is geen collega die kan overnemen."))), (back,))
    blocks = [question, *by_stand(await cards(context, subject))]
    here = min(page, (len(choice.people) - 1) // PAGE) * PAGE
    receivers = choice.people[here : here + PAGE]
    have = await tallies(context, receivers)
    blocks += [
        item(t("handover.trede", "{name}: {count}", name=who.label, count=has(have[who.id]))) for who in receivers
    ]
    if subject.client is None:
        blocks.append(hint(t("reassign.several", "Kiest u er meer, dan krijgt wie er weinig heeft er meer bij.")))
    return Screen(tuple(blocks), (*_choosing(subject, choice, page), back))


@REASSIGN_SURE.handler
async def reassign_sure(context: RequestContext, route: str, chosen: str) -> Screen:
    """Who gets how many, before the second question."""
    found = await _chosen(context, route, chosen)
    if found is None:
        return await reassign(context, route, NOBODY_YET, 0)
    subject, choice = found
    question = t("reassign.sure", "{what} overdragen?", what=_what(subject, await _count(context, subject)))
    blocks = [Block(Style.QUESTION, question), *await _shares(context, subject, choice)]
    blocks += await away_then(context, [who.id for who in choice.chosen], context.today)
    blocks.append(line(t("reassign.now", "Dat geldt vanaf vandaag. Wie de cliënten nu heeft, ziet ze niet meer.")))
    go_on = Button(t("btn.go_on", "Verder"), link(REASSIGN_SURELY, route, choice.route), Look.PRIMARY)
    return Screen(tuple(blocks), ((go_on,), (to(link(REASSIGN, route, choice.route, 0)), menu())))


@REASSIGN_SURELY.handler
async def reassign_surely(context: RequestContext, route: str, chosen: str) -> Screen:
    """Asked once more, in the place of the giver."""
    found = await _chosen(context, route, chosen)
    if found is None:
        return await reassign(context, route, NOBODY_YET, 0)
    subject, choice = found
    what = _what(subject, await _count(context, subject))
    blocks = (
        Block(Style.QUESTION, t("remove.sure", "Weet u het zeker?")),
        line(t("reassign.for", "U beslist dit in plaats van de klantmanager: {what}.", what=what)),
    )
    yes = Button(t("btn.reassign_now", "Ja, nu overdragen"), link(REASSIGN_NOW, route, choice.route), Look.DANGER)
    no = Button(t("btn.keep_clients", "Nee, niet overdragen"), _from(subject))
    return Screen(blocks, ((no,), (yes,)))


def _choosing(subject: Subject, choice: Choice, page: int) -> Rows:
    def leads_to(who: Functionaris) -> Target:
        if subject.client is not None:
            return link(REASSIGN_SURE, subject.route, Choice(choice.people).flip(who).route)
        return link(REASSIGN, subject.route, choice.flip(who).route, page)

    marked = {who.id: short(f"{_MARK}{who.label}") for who in choice.chosen}
    rows = picking(
        choice.people,
        page,
        lambda number: link(REASSIGN, subject.route, choice.route, number),
        leads_to,
        marked,
    )
    if subject.client is not None:
        return rows
    last = []
    if (everybody := choice.everybody()).bits:
        everyone = link(REASSIGN, subject.route, everybody.route, page)
        last.append(Button(t("btn.everybody", "Alle klantmanagers"), everyone))
    if choice.chosen:
        label = t("btn.go_on_with", "Verder ({n})", n=len(choice.chosen))
        last.append(Button(label, link(REASSIGN_SURE, subject.route, choice.route), Look.PRIMARY))
    return (*rows, tuple(last)) if last else rows


async def _chosen(context: RequestContext, route: str, chosen: str) -> tuple[Subject, Choice] | None:
    subject = await subject_of(context, route)
    choice = None if subject is None else await choice_of(context, subject, chosen)
    return None if subject is None or choice is None or not choice.chosen else (subject, choice)


async def _shares(context: RequestContext, subject: Subject, choice: Choice) -> list[Block]:
    """How many and whom each gets, beside what they have on each trede."""
    given = {card.code: card for card in await cards(context, subject)}
    receivers, have = await division(context, given, choice), await tallies(context, choice.chosen)
    blocks = []
    for who in choice.chosen:
        theirs = [given[code] for code, receiver in receivers.items() if receiver == who.id]
        share = t(
            "reassign.share",
            "{label}: {what}, heeft er nu {now}",
            label=who.label,
            what=clients(len(theirs)),
            now=has(have[who.id]),
        )
        blocks += [item(share), *by_stand(theirs)]
    return blocks


async def _count(context: RequestContext, subject: Subject) -> int:
    if subject.client is not None:
        return 1
    return (await context.unit.clients.page_of(subject.keepers, context.today, 0))[1]


def _what(subject: Subject, count: int) -> Text:
    if subject.client is not None:
        return verbatim(subject.client)
    if subject.label:
        return t("reassign.of", "{what} van {label}", what=clients(count), label=subject.label)
    return t("reassign.unkept", "{what} zonder klantmanager", what=clients(count))


def _from(subject: Subject) -> Target:
    if subject.client is not None:
        return link(CLIENT_CARD, subject.client)
    return link(MEMBER, subject.route, 0) if subject.label else link(UNKEPT, 0)
