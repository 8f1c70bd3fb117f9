"""After recording: what is fixed now, what changed, when the next one is, and the own caseload in one line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.batch.screens import onward
from bot.clients import household
from bot.clients.finding import unknown
from bot.clients.routes import CLIENT_CARD, PICK
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Param, Screen, Style, Target, Text, t, tn
from bot.measuring.routes import NEXT_CLIENT, RECEIPT
from bot.placements.hints import fits
from bot.planning.routes import DUE
from bot.runtime.clock import local_day
from bot.ui import wording
from bot.ui.widgets import hint, item, line, menu, strong
from flows.meetmoment import Actie, Meetmoment, Status, counting
from storage.clients.clients import Tally


@RECEIPT.handler
async def receipt(context: RequestContext, meetmoment_id: str) -> Screen:
    """The receipt of one meetmoment."""
    found = await context.meetmoment(meetmoment_id)
    if found is None:
        return unknown()
    closing = t("receipt.closing", "✔ {code} vastgelegd", code=found.client)
    named = strong(wording.named(context.flows, str(found.meting.stand.positie)))
    blocks = [Block(Style.GOOD, closing), named]
    if found.status is Status.CONCEPT:
        blocks = [
            Block(Style.WARNING, t("receipt.concept", "{code} bewaard als concept", code=found.client)),
            line(
                t(
                    "receipt.other",
                    "Een collega heeft op deze dag ook gemeten. Bespreek samen welk meetmoment geldt.",
                )
            ),
        ]
    else:
        blocks += [item(text) for text in await _changes(context, found)]
        blocks += fits(context.flows.gemeente, found.meting.stand.positie)
    if found.status is Status.TE_CONTROLEREN:
        waits = t("receipt.waiting", "Een collega controleert dit nog. Tot dan telt het nog niet mee.")
        blocks.append(Block(Style.WARNING, waits))
    tally = await context.unit.clients.tally_of(context.who.id, context.today)
    blocks += caseload(context, tally)
    waiting = await context.unit.lijsten.waiting(context.who, context.today)
    rows = (
        *onward(waiting),
        *await household.offered(context, found.client),
        (
            Button(t("btn.next_client", "Volgende cliënt"), link(NEXT_CLIENT), Look.PLAIN if waiting else Look.PRIMARY),
            Button(t("btn.client", "Cliëntkaart"), link(CLIENT_CARD, found.client)),
        ),
        (menu(),),
    )
    return Screen(tuple(blocks), rows, closing=closing)


@NEXT_CLIENT.handler
async def next_client(context: RequestContext) -> Target:
    """Go on with who is to be measured now; with nobody due, choose from the list."""
    if await context.unit.duties.count(context.who, context.now, context.today):
        return link(DUE, 0)
    context.tell("nobody_due")
    return link(PICK, 0)


def caseload(context: RequestContext, tally: Tally) -> Iterator[Block]:
    """The own caseload now: how many, how many are overdue, and how many on each trede where anybody is."""
    yield hint(
        tn(
            "receipt.caseload",
            "Uw caseload nu: {n} cliënt · {verlopen} verlopen",
            "Uw caseload nu: {n} cliënten · {verlopen} verlopen",
            tally.clients,
            verlopen=tally.verlopen,
        )
    )
    for trede, count in reversed(list(enumerate(tally.treden, 1))):
        if count:
            name = wording.short(context.flows.positions[str(trede)])
            yield item(t("receipt.trede", "Trede {trede} · {name}: {count}", trede=trede, name=name, count=count))
    if tally.zonder:
        yield item(t("receipt.zonder", "Nog zonder trede: {count}", count=tally.zonder))


async def _changes(context: RequestContext, found: Meetmoment) -> list[Text]:
    meting = found.meting
    params: dict[str, Param] = {"stand": str(meting.stand), "day": meting.datum}
    same_day = local_day(found.geregistreerd) == meting.datum
    texts = [
        t("receipt.stand", "Vastgelegd als {stand} op {day}", **params)
        if same_day
        else t("receipt.situation", "Vastgelegd als {stand}, de situatie van {day}", **params)
    ]
    if found.actie is Actie.CORRECTIE:
        texts.append(t("receipt.correction", "Dit is versie {n}; de eerdere versie blijft bewaard.", n=found.versie))
    history = counting(await context.unit.meetmomenten.history(found.client))
    earlier = [each for each in history if each.meting.datum < meting.datum]
    texts.append(_change(earlier[-1], found) if earlier else t("receipt.first", "Dit is het eerste meetmoment."))
    if meting.gepland is not None:
        texts.append(t("client.next", "Volgende meting: {day}", day=meting.gepland))
    return texts


def _change(before: Meetmoment, after: Meetmoment) -> Text:
    params: dict[str, Param] = {"stand": str(before.meting.stand), "day": before.meting.datum}
    old, new = before.meting.stand, after.meting.stand
    if not (old.on_ladder and new.on_ladder):
        return t("receipt.before", "Vorige keer: {stand} op {day}", **params)
    if new.positie > old.positie:
        return t("receipt.up", "Gestegen: was {stand} op {day}", **params)
    if new.positie < old.positie:
        return t("receipt.down", "Gedaald: was {stand} op {day}", **params)
    return t("receipt.same", "Dezelfde trede als op {day} (toen {stand})", **params)
