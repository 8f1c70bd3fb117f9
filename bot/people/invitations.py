"""Invitations and other links that work once: made, shown, and handed on to a colleague."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import RequestContext
from bot.conversation.event import Channel
from bot.conversation.routes import link
from bot.conversation.routing import MENU
from bot.conversation.screen import Block, Button, Link, Look, Screen, Style, Target, Text, t, verbatim
from bot.people.colleagues import to_account
from bot.people.links import LIFETIME, Valid, Ways, hashed, only_here, token_for, ways_in
from bot.people.routes import (
    COLLEAGUE,
    COLLEAGUES,
    CONNECT,
    CONNECTED,
    EXTEND,
    INVITE,
    INVITE_AS,
    INVITE_TEAM,
    INVITED,
    INVITED_ACCOUNT,
    SEND_INVITE,
    SEND_SIGN_IN,
    SIGN_IN_LINK,
)
from bot.people.words import ROLES
from bot.preferences.routes import SETTINGS
from bot.ui.widgets import Rows, column, hint, in_full, line, menu, short, strong, title, to
from flows.partners import take_in
from flows.people import WITHOUT_TEAM, Rol
from storage.people.people import Invite

_LASTING: dict[Valid, Text] = {
    Valid.QUARTER: t("btn.valid.quarter", "15 minuten geldig"),
    Valid.DAY: t("btn.valid.day", "1 dag geldig"),
    Valid.THREE_DAYS: t("btn.valid.three_days", "3 dagen geldig"),
}


@CONNECT.handler
async def connect(context: RequestContext) -> Target:
    """Make a one-time link to the other channel for oneself."""
    invite_id = await _keep(context, Invite(context.who.rol, functionaris=context.who.id))
    return link(CONNECTED, invite_id)


@INVITE_AS.handler
async def invite_as(context: RequestContext, rol: Rol) -> Target:
    """Who works for the whole organisation belongs to no team; everybody else does."""
    if rol not in roles(context):
        context.tell("not_allowed")
        return MENU
    if rol in WITHOUT_TEAM or not await context.unit.people.teams():
        return await send_invite(context, rol, None)
    return link(INVITE_TEAM, rol)


@SEND_INVITE.handler
async def send_invite(context: RequestContext, rol: Rol, team: str | None) -> Target:
    """Make the invitation."""
    if team is not None and team not in {team_id for team_id, _ in await context.unit.people.teams()}:
        context.tell("not_allowed")
        return MENU
    invite_id = await _keep(context, Invite(rol, team=team))
    return link(INVITED, invite_id, None)


@SEND_SIGN_IN.handler
async def send_sign_in(context: RequestContext, functionaris: str) -> Target:
    """Make a link with which a colleague signs in again."""
    known = await context.unit.people.get(functionaris, context.now)
    if known is None:
        context.tell("gone")
        return link(COLLEAGUES, 0)
    if not context.app.bare_links and known.id != context.who.id:
        context.tell("links_off")
        return link(COLLEAGUE, known.id)
    invite_id = await _keep(context, Invite(known.rol, functionaris=known.id))
    return link(SIGN_IN_LINK, invite_id, None)


@EXTEND.handler
async def extend(context: RequestContext, invite_id: str, valid: Valid) -> Target:
    """Let a link of one's own work longer, or shorter, from now on; used and expired ones stay as they are."""
    until = context.now + valid.lifetime
    found = await context.unit.people.extend(_kept_as(context, invite_id), until, context.who.id, context.now)
    if found is None:
        context.tell("link_spent")
        return MENU
    await context.note("link_verlengd", bij=found.functionaris)
    return link(INVITED if found.functionaris is None else SIGN_IN_LINK, invite_id, valid)


@CONNECTED.handler
async def connected(context: RequestContext, invite_id: str) -> Screen:
    """The link to the other channel, for this functionaris only."""
    ways = _ways(context, invite_id)
    on_web = context.chat.channel == Channel.WEB
    url = ways.telegram if on_web else ways.web
    label = t("link.telegram", "Open Telegram") if on_web else t("link.web", "Open de webchat")
    blocks = (
        Block(Style.QUESTION, t("connect.title", "Verder op een ander apparaat")),
        line(t("connect.what", "De link werkt één keer, alleen voor u, {time} lang.", time=Valid.QUARTER.time)),
    )
    return Screen(blocks, ((to(link(SETTINGS)), menu()),), link=Link(label, url, qr=True))


@INVITE.handler
async def invite(context: RequestContext) -> Screen:
    """Which role a new functionaris gets."""
    buttons = [Button(ROLES[rol], link(INVITE_AS, rol)) for rol in roles(context)]
    question = Block(Style.QUESTION, t("invite.title", "Welke rol krijgt de nieuwe collega?"))
    return Screen((question,), (*column(buttons), (menu(),)))


def roles(context: RequestContext) -> tuple[Rol, ...]:
    """The roles somebody can get; externe invoerders only where a partner may have them, if partners are described."""
    external = take_in(context.flows.gemeente.partijen)
    return tuple(rol for rol in ROLES if external or rol is not Rol.INVOERDER)


@INVITE_TEAM.handler
async def invite_team(context: RequestContext, rol: Rol) -> Screen:
    """In which team."""
    teams = await context.unit.people.teams()
    buttons = [Button(verbatim(short(naam)), link(SEND_INVITE, rol, team)) for team, naam in teams]
    question = Block(Style.QUESTION, t("invite.team", "In welk team?"))
    blocks = [question, *in_full(naam for _, naam in teams)]
    theirs = [each.naam for each in context.flows.gemeente.partijen if each.meet]
    if rol is Rol.INVOERDER and theirs:
        blocks.append(hint(t("invite.partners", "Een externe invoerder is van: {names}.", names=", ".join(theirs))))
    return Screen(tuple(blocks), (*column(buttons), (to(link(INVITE)),)))


@INVITED.handler
async def invited(context: RequestContext, invite_id: str, valid: Valid | None) -> Screen:
    """An invitation, to be handed over in person."""
    chosen = valid or Valid.QUARTER
    what = t("invited.what", "De uitnodiging werkt één keer en verloopt na {time}.", time=chosen.time)
    return await _handed_over(context, invite_id, chosen, what, newcomer=True)


@SIGN_IN_LINK.handler
async def sign_in_link(context: RequestContext, invite_id: str, valid: Valid | None) -> Screen:
    """A link with which a colleague who is known signs in again."""
    chosen = valid or Valid.QUARTER
    what = t("sign_in.what", "De aanmeldlink werkt één keer en verloopt na {time}.", time=chosen.time)
    return await _handed_over(context, invite_id, chosen, what)


async def _handed_over(
    context: RequestContext, invite_id: str, chosen: Valid, what: Text, *, newcomer: bool = False
) -> Screen:
    """The link to scan or to copy; there is nothing to press, because it is not for who looks at it."""
    if await context.unit.people.open_invitation(_kept_as(context, invite_id), context.now) is None:
        return await _spent(context, invite_id)
    ways = _ways(context, invite_id)
    if not context.app.bare_links:
        # Such a link works together with an account only, and Telegram knows of none.
        ways = replace(ways, telegram="")
    blocks = [Block(Style.QUESTION, t("invited.title", "Geef dit aan uw collega"))]
    blocks += [*await _for_whom(context, invite_id), line(what)]
    if ways.telegram:
        blocks += [hint(t("invited.telegram", "In Telegram:")), Block(Style.COPY, verbatim(ways.telegram))]
    if ways.web:
        blocks += [hint(t("invited.web", "In de browser:")), Block(Style.COPY, verbatim(ways.web))]
    blocks += _caution(context, ways)
    account = Button(t("btn.account", "Gemeenteaccount"), link(INVITED_ACCOUNT, invite_id))
    others = tuple(Button(text, link(EXTEND, invite_id, each)) for each, text in _LASTING.items() if each is not chosen)
    url = ways.telegram or ways.web
    rows: Rows = (others, *(((account,),) if context.app.openid and newcomer else ()), (menu(),))
    return Screen(tuple(blocks), rows, link=Link(None, url, qr=True) if url else None)


async def _spent(context: RequestContext, invite_id: str) -> Screen:
    """Nothing to hand over any more."""
    what = t("invited.spent.what", "Is uw collega nog niet binnen? Maak dan een nieuwe.")
    heading = Block(Style.QUESTION, t("invited.spent", "Deze link is gebruikt of verlopen"))
    colleagues = Button(t("btn.colleagues", "Collega’s"), link(COLLEAGUES, 0), Look.PRIMARY)
    return Screen((heading, *await _for_whom(context, invite_id), line(what)), ((colleagues,), (menu(),)))


@INVITED_ACCOUNT.handler
async def invited_account(context: RequestContext, invite_id: str) -> Screen:
    """The way to fill in with which account an invitation works, and who signs in with it needs no link."""
    what = t(
        "invited.account",
        "Vul op de pagina het account van uw collega in. Wie zich daarmee aanmeldt zolang de uitnodiging geldig is, "
        "heeft de link niet nodig.",
    )
    blocks = (title(t("invited.account.title", "Uitnodigen met een account")), line(what))
    page = to_account(context, f"uitnodiging/{invite_id}")
    return Screen(blocks, ((to(link(INVITED, invite_id, None)), menu()),), link=page)


async def _for_whom(context: RequestContext, invite_id: str) -> list[Block]:
    """Whom a link is for, so that it is not handed to somebody else."""
    invite = await context.unit.people.invitation(_kept_as(context, invite_id))
    if invite is None:
        return []
    if invite.functionaris is not None:
        labels = await context.unit.people.labels({invite.functionaris})
        return [strong(t("invited.for", "Voor: {who}", who=labels.get(invite.functionaris, invite.functionaris)))]
    teams = dict(await context.unit.people.teams())
    if invite.team not in teams:
        return [strong(t("invited.for", "Voor: {who}", who=ROLES[invite.rol]))]
    return [strong(t("invited.for_team", "Voor: {rol}, {team}", rol=ROLES[invite.rol], team=teams[invite.team]))]


def _caution(context: RequestContext, ways: Ways) -> list[Block]:
    """What a beheerder has to know of an installation without an address that others can reach."""
    if not ways.web:
        missing = t(
            "invited.no_web",
            "De webchat heeft nog geen adres voor anderen (MEETLAT_PUBLIC_URL). Tot die tijd werkt de link alleen in "
            "Telegram.",
        )
        return [line(missing)]
    if only_here(ways.web):
        only = t(
            "invited.only_here",
            "Het webadres werkt alleen op deze computer. Zet het adres voor anderen in MEETLAT_PUBLIC_URL.",
        )
        return [Block(Style.WARNING, only)]
    return []


def _kept_as(context: RequestContext, invite_id: str) -> str:
    return hashed(token_for(context.app.key, "invite", invite_id))


def _ways(context: RequestContext, invite_id: str) -> Ways:
    """On Telegram only an address that was set counts: where a server listens says nothing on a phone."""
    web = context.app.web if context.chat.channel == Channel.WEB else context.app.public_url
    return ways_in(token_for(context.app.key, "invite", invite_id), web, context.app.bot)


async def _keep(context: RequestContext, invite: Invite) -> str:
    invite_id = context.app.ids.new()
    token = token_for(context.app.key, "invite", invite_id)
    await context.unit.people.invite(hashed(token), invite, context.now + LIFETIME, context.who.id)
    await context.note("uitgenodigd", bij=invite.functionaris)
    return invite_id
