"""A client who was added by mistake and never measured leaves the caseload again."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.screen import Block, Button, Look, Screen, Style, t
from bot.ui.widgets import Rows, line, to


async def ways(context: RequestContext, code: str) -> Rows:
    """The way out of the caseload, where there is one."""
    if not await context.unit.clients.may_let_go(code, context.who, context.today):
        return ()
    return ((Button(t("btn.let_go", "Uit mijn lijst halen"), f"ask_let_go/{code}"),),)


async def ask_let_go(context: RequestContext, code: str) -> Screen:
    """Taking a client off the list is asked once; who was measured meanwhile stays."""
    if not await context.unit.clients.may_let_go(code, context.who, context.today):
        stays = t("notice.measured_now", "Deze cliënt is al gemeten of wordt nu gemeten, en blijft in de lijst.")
        return Screen((line(stays),), ((to("clients/0"),),))
    blocks = (
        Block(Style.QUESTION, t("let_go.ask", "{code} uit uw lijst halen?", code=code)),
        line(t("let_go.what", "Deze cliënt is nooit gemeten. De code vervalt en komt niet terug.")),
    )
    yes = Button(t("btn.let_go.yes", "Ja, uit mijn lijst"), f"let_go/{code}", Look.DANGER)
    return Screen(blocks, ((to(f"client/{code}"),), (yes,)))
