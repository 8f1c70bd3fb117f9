"""Clients who live together: linked and unlinked by whoever sees both, where the gemeente wants that."""

from __future__ import annotations

from bot.clients.codes import normalise
from bot.clients.finding import may_see, unknown
from bot.clients.routes import CLIENT_CARD, HOUSEHOLD, UNLINK
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Look, Screen, Style, Target, t
from bot.measuring.routes import START
from bot.ui.widgets import Rows, column, hint, item, line, menu, to


async def card(context: RequestContext, code: str) -> list[Block]:
    """Who lives with a client, on the client card."""
    mine, hidden = await _others(context, code)
    blocks = [item(t("household.with", "Gezin: {codes}", codes=", ".join(mine)))] if mine else []
    if hidden:
        blocks.append(item(t("household.hidden", "Gezinsleden bij een collega: {n}", n=hidden)))
    return blocks


def ways(context: RequestContext, code: str) -> Rows:
    """The way to the household, where the gemeente keeps it."""
    if not context.flows.gemeente.options.gezin:
        return ()
    return ((Button(t("btn.household", "Gezin"), link(HOUSEHOLD, code)),),)


async def offered(context: RequestContext, code: str) -> Rows:
    """After a measurement: the others of the household who were not measured today."""
    mine, _ = await _others(context, code)
    cards = [await context.unit.clients.get(each, context.who, context.today) for each in mine]
    waiting = [each.code for each in cards if each is not None and each.datum != context.today]
    return column(
        [Button(t("btn.household.measure", "Ook {code} meten", code=each), link(START, each)) for each in waiting]
    )


@HOUSEHOLD.handler
async def household(context: RequestContext, code: str) -> Screen:
    """Who lives with a client; another code is typed."""
    if await context.unit.clients.get(code, context.who, context.today) is None:
        return unknown()
    mine, _ = await _others(context, code)
    blocks = [
        Block(Style.QUESTION, t("household.title", "Wie hoort bij het gezin van {code}?", code=code)),
        *await card(context, code),
        line(
            t("household.how", "Typ de code van een gezinslid dat ook cliënt is. Na een meting noemt Meetlat de ander.")
        ),
        hint(t("household.why", "Meetlat legt alleen vast dat codes bij elkaar horen.")),
    ]
    apart = [Button(t("btn.household.unlink", "Ontkoppel {code}", code=each), link(UNLINK, each)) for each in mine]
    if mine:
        apart.append(Button(t("btn.household.unlink", "Ontkoppel {code}", code=code), link(UNLINK, code), Look.QUIET))
    entry = Entry("code", t("entry.household", "Typ een cliëntcode"), f"{context.flows.gemeente.prefix}-7Q4FNP")
    return Screen(tuple(blocks), (*column(apart), (to(link(CLIENT_CARD, code)), menu())), entry=entry)


@HOUSEHOLD.typed
async def code_typed(context: RequestContext, said: str, code: str) -> Target | None:
    """Link the client whose code was typed; none for anything but a code."""
    other = normalise(said, context.flows.gemeente.prefix)
    if other is None or not context.flows.gemeente.options.gezin:
        return None
    here = link(HOUSEHOLD, code)
    if not await may_see(context, other):
        return here
    if other == code:
        context.tell("household_self")
        return here
    for each in sorted((code, other)):
        await context.unit.clients.hold(each)
    if not await context.unit.gezinnen.link(code, other, context.app.ids.new(), context.who.id, context.now):
        context.tell("household_other")
        return here
    await context.note("gezin_gekoppeld", client=code, bij=other)
    context.tell("household_linked")
    return here


@UNLINK.handler
async def unlink(context: RequestContext, code: str) -> Target:
    """Take a client out of the household."""
    await context.unit.clients.hold(code)
    if await context.unit.gezinnen.unlink(code):
        await context.note("gezin_ontkoppeld", client=code)
        context.tell("household_unlinked")
    return link(HOUSEHOLD, code)


async def _others(context: RequestContext, code: str) -> tuple[list[str], int]:
    """The others of the household whom this person may see, and how many more there are."""
    if not context.flows.gemeente.options.gezin:
        return [], 0
    found = await context.unit.gezinnen.others(code)
    mine = [each for each in found if await context.unit.clients.get(each, context.who, context.today) is not None]
    return mine, len(found) - len(mine)
