"""A client who was added by mistake and never measured is taken out of the caseload again."""

from __future__ import annotations

from bot.clients.routes import ASK_LET_GO, CLIENT_CARD, CLIENTS, LET_GO
from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Look, Screen, Style, Target, t
from bot.ui.widgets import Rows, line, to


async def ways(context: RequestContext, code: str) -> Rows:
    """The way out of the caseload, where there is one."""
    if not await context.unit.clients.may_let_go(code, context.who, context.today):
        return ()
    return ((Button(t("btn.let_go", "Uit mijn lijst halen"), link(ASK_LET_GO, code)),),)


@ASK_LET_GO.handler
async def ask_let_go(context: RequestContext, code: str) -> Screen:
    """Taking a client off the list is asked once; a client who was measured meanwhile stays."""
    if not await context.unit.clients.may_let_go(code, context.who, context.today):
        stays = t("notice.measured_now", "Deze cliënt is al gemeten of wordt nu gemeten, en blijft in de lijst.")
        return Screen((line(stays),), ((to(link(CLIENTS, 0)),),))
    blocks = (
        Block(Style.QUESTION, t("let_go.ask", "{code} uit uw lijst halen?", code=code)),
        line(t("let_go.what", "Deze cliënt is nooit gemeten. De code vervalt en komt niet terug.")),
    )
    yes = Button(t("btn.let_go.yes", "Ja, uit mijn lijst"), link(LET_GO, code), Look.DANGER)
    return Screen(blocks, ((to(link(CLIENT_CARD, code)),), (yes,)))


@LET_GO.handler
async def let_go(context: RequestContext, code: str) -> Target:
    """Take a client who was never measured off the list; the code is never used again."""
    await context.unit.clients.hold(code)
    if not await context.unit.clients.let_go(code, context.who, context.today):
        context.tell("measured_now")
        return link(CLIENT_CARD, code)
    await context.note("uit_lijst", client=code)
    context.tell("let_go")
    return link(CLIENTS, 0)
