"""Everybody with access, and what a beheerder can do about it."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.event import Channel
from bot.conversation.routes import link
from bot.conversation.screen import Button, Link, Look, Screen, Text, t, verbatim
from bot.people.routes import ASK_REMOVE, COLLEAGUE, COLLEAGUES, INVITE, LABEL, SEND_SIGN_IN, SIGN_OUT_COLLEAGUE
from bot.people.words import ROLES
from bot.runtime.clock import local_day
from bot.ui.widgets import Rows, column, hint, item, line, menu, pages, short, title, to
from storage.people.people import Colleague

_PAGE = 8


@COLLEAGUES.handler
async def colleagues(context: RequestContext, page: int) -> Screen:
    """Eight at a time."""
    everyone = await context.unit.people.roster(context.now)
    last = (len(everyone) - 1) // _PAGE
    number = min(page, last)
    shown = everyone[number * _PAGE : (number + 1) * _PAGE]
    where = t(
        "colleagues.page",
        "Met toegang: {total} · bladzijde {number} van {last}",
        total=len(everyone),
        number=number + 1,
        last=last + 1,
    )
    blocks = [title(t("colleagues.title", "Collega’s")), hint(where)]
    buttons = [Button(_row(each), link(COLLEAGUE, each.who.id)) for each in shown]
    rows = (
        *column(buttons),
        *pages(lambda number: link(COLLEAGUES, number), number, len(everyone), _PAGE),
        (to_invite(), menu()),
    )
    return Screen(tuple(blocks), rows)


@COLLEAGUE.handler
async def colleague(context: RequestContext, functionaris: str) -> Screen:
    """One of them: since when, and what can be done."""
    found = await find(context, functionaris)
    if found is None:
        return gone()
    signed_in = await context.unit.sessions.of(functionaris, context.now)
    facts = [
        t("colleague.role", "Rol: {rol}", rol=ROLES[found.who.rol]),
        *([t("colleague.team", "Team: {team}", team=found.team)] if found.team else []),
        t("colleague.since", "Toegang sinds: {day}", day=local_day(found.sinds)),
        t("colleague.sessions", "Aangemelde browsers: {number}", number=len(signed_in)),
    ]
    to_link = Button(t("btn.sign_in_link", "Nieuwe aanmeldlink"), link(SEND_SIGN_IN, functionaris))
    rows: Rows = ((to_link,),) if context.app.bare_links or functionaris == context.who.id else ()
    sign_out = Button(t("btn.sign_out", "Overal afmelden"), link(SIGN_OUT_COLLEAGUE, functionaris))
    rows += ((sign_out,), (Button(t("btn.label", "Andere aanduiding"), link(LABEL, functionaris)),))
    if functionaris != context.who.id:
        rows += ((Button(t("btn.end_access", "Toegang beëindigen"), link(ASK_REMOVE, functionaris), Look.DANGER),),)
    blocks = (title(verbatim(found.who.label)), *(item(each) for each in facts))
    return Screen(
        blocks, (*rows, (to(link(COLLEAGUES, 0)), menu())), link=to_account(context, f"collega/{functionaris}")
    )


def to_account(context: RequestContext, whose: str) -> Link | None:
    """The page where the account of somebody is filled in; a page, because an account may be called by a name."""
    here = "" if context.chat.channel == Channel.WEB else context.app.public_url
    shown = context.app.openid and (here or context.chat.channel == Channel.WEB)
    return Link(t("link.account", "Gemeenteaccount"), f"{here}/openid/{whose}") if shown else None


def _row(found: Colleague) -> Text:
    label = short(found.who.label)
    return t("colleagues.row", "{label} · {team}", label=label, team=found.team) if found.team else verbatim(label)


def to_invite() -> Button:
    """The way to let somebody in."""
    return Button(t("btn.invite", "Iemand uitnodigen"), link(INVITE))


def gone() -> Screen:
    """The one answer for a colleague without access."""
    return Screen(
        (line(t("notice.gone", "Deze collega heeft geen toegang meer.")),), ((to(link(COLLEAGUES, 0)), menu()),)
    )


async def find(context: RequestContext, functionaris: str) -> Colleague | None:
    """Somebody with access, as a beheerder sees them."""
    return next((each for each in await context.unit.people.roster(context.now) if each.who.id == functionaris), None)
