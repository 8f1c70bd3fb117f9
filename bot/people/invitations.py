"""Invitations and other links that work once: asked for, shown, and handed on to a colleague."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.event import Channel
from bot.conversation.screen import Block, Button, Link, Screen, Style, Text, t, verbatim
from bot.people.links import Valid, Ways, only_here, token_for, ways_in
from bot.ui.widgets import column, hint, line, menu, to
from flows.people import Rol

ROLES: dict[Rol, Text] = {
    Rol.KLANTMANAGER: t("btn.role.klantmanager", "Klantmanager"),
    Rol.INVOERDER: t("btn.role.invoerder", "Externe invoerder"),
    Rol.CONTROLEUR: t("btn.role.controleur", "Controleur"),
    Rol.TEAMLEIDER: t("btn.role.teamleider", "Teamleider"),
    Rol.BELEID: t("btn.role.beleid", "Beleid en bestuur"),
    Rol.BEHEERDER: t("btn.role.beheerder", "Beheerder"),
}
_LASTING: dict[Valid, Text] = {
    Valid.QUARTER: t("btn.valid.quarter", "15 minuten geldig"),
    Valid.DAY: t("btn.valid.day", "1 dag geldig"),
    Valid.THREE_DAYS: t("btn.valid.three_days", "3 dagen geldig"),
}


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
    return Screen(blocks, ((to("settings"), menu()),), link=Link(label, url, qr=True))


async def invite(context: RequestContext) -> Screen:
    """Which role a new functionaris gets."""
    buttons = [Button(text, f"invite_as/{rol.value}") for rol, text in ROLES.items()]
    question = Block(Style.QUESTION, t("invite.title", "Welke rol krijgt de nieuwe collega?"))
    return Screen((question,), (*column(buttons), (menu(),)))


async def invite_team(context: RequestContext, rol: str) -> Screen:
    """In which team."""
    buttons = [
        Button(verbatim(naam[:24]), f"send_invite/{rol}/{team}") for team, naam in await context.unit.people.teams()
    ]
    question = Block(Style.QUESTION, t("invite.team", "In welk team?"))
    return Screen((question,), (*column(buttons), (to("invite"),)))


async def invited(context: RequestContext, invite_id: str, valid: str = Valid.QUARTER) -> Screen:
    """An invitation, to be handed over in person."""
    chosen = Valid(valid)
    what = t("invited.what", "De uitnodiging werkt één keer en verloopt na {time}.", time=chosen.time)
    return _handed_over(context, invite_id, chosen, what)


async def sign_in_link(context: RequestContext, invite_id: str, valid: str = Valid.QUARTER) -> Screen:
    """A link with which a colleague who is known signs in again."""
    chosen = Valid(valid)
    what = t("sign_in.what", "De inloglink werkt één keer en verloopt na {time}.", time=chosen.time)
    return _handed_over(context, invite_id, chosen, what)


def _handed_over(context: RequestContext, invite_id: str, chosen: Valid, what: Text) -> Screen:
    """The link to scan or to copy; there is nothing to press, because it is not for who looks at it."""
    ways = _ways(context, invite_id)
    blocks = [Block(Style.QUESTION, t("invited.title", "Laat uw collega deze code scannen")), line(what)]
    if ways.telegram:
        blocks += [hint(t("invited.telegram", "In Telegram:")), Block(Style.COPY, verbatim(ways.telegram))]
    if ways.web:
        blocks += [hint(t("invited.web", "In de browser:")), Block(Style.COPY, verbatim(ways.web))]
    blocks += _caution(context, ways)
    others = tuple(Button(text, f"extend/{invite_id}/{each}") for each, text in _LASTING.items() if each is not chosen)
    url = ways.telegram or ways.web
    return Screen(tuple(blocks), (others, (menu(),)), link=Link(None, url, qr=True) if url else None)


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


def _ways(context: RequestContext, invite_id: str) -> Ways:
    """On Telegram only an address that was set counts: where a server listens says nothing on a phone."""
    web = context.app.web if context.chat.channel == Channel.WEB else context.app.public_url
    return ways_in(token_for(context.app.key, "invite", invite_id), web, context.app.bot)
