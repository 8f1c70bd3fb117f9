"""Language, links to the other channel, and invitations."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import RequestContext
from bot.people.links import LIFETIME, Valid, hashed, token_for
from bot.texts.translations import LOCALES
from flows.people import WITHOUT_TEAM, Functionaris, Right, Rol
from storage.people import Invite


async def speak(context: RequestContext, taal: str) -> str:
    """Choose a language, here and on the other channel."""
    if taal in LOCALES:
        await context.unit.people.speak(context.who.id, taal)
        context.who = replace(context.who, taal=taal)
        context.chat = replace(context.chat, taal=taal)
    return "settings"


async def connect(context: RequestContext) -> str:
    """Make a one-time link to the other channel for oneself."""
    invite_id = await _keep(context, Invite(context.who.rol, functionaris=context.who.id))
    return f"connected/{invite_id}"


async def invite_as(context: RequestContext, rol: str) -> str:
    """Who works for the whole organisation belongs to no team; everybody else does."""
    if not context.who.may(Right.INVITE) or rol not in list(Rol):
        context.tell("not_allowed")
        return "home"
    if rol in WITHOUT_TEAM or not await context.unit.people.teams():
        return await send_invite(context, rol)
    return f"invite_team/{rol}"


async def send_invite(context: RequestContext, rol: str, team: str | None = None) -> str:
    """Make the invitation."""
    known = {team_id for team_id, _ in await context.unit.people.teams()}
    if not context.who.may(Right.INVITE) or rol not in list(Rol) or (team is not None and team not in known):
        context.tell("not_allowed")
        return "home"
    invite_id = await _keep(context, Invite(Rol(rol), team=team))
    return f"invited/{invite_id}"


async def send_sign_in(context: RequestContext, functionaris: str) -> str:
    """Make a link with which a colleague signs in again."""
    known = await context.unit.people.get(functionaris, context.now)
    if known is None:
        context.tell("gone")
        return "colleagues/0"
    invite_id = await _keep(context, Invite(known.rol, functionaris=known.id))
    return f"sign_in_link/{invite_id}"


async def extend(context: RequestContext, invite_id: str, valid: str) -> str:
    """Let a link of one's own work longer, or shorter, from now on; used and expired ones stay as they are."""
    token = hashed(token_for(context.app.key, "invite", invite_id))
    until = context.now + Valid(valid).lifetime if valid in list(Valid) else None
    found = None if until is None else await context.unit.people.extend(token, until, context.who.id, context.now)
    if found is None:
        context.tell("link_spent")
        return "home"
    return f"{'invited' if found.functionaris is None else 'sign_in_link'}/{invite_id}/{valid}"


async def _keep(context: RequestContext, invite: Invite) -> str:
    invite_id = context.app.ids.new()
    token = token_for(context.app.key, "invite", invite_id)
    await context.unit.people.invite(hashed(token), invite, context.now + LIFETIME, context.who.id)
    await context.note("uitgenodigd", bij=invite.functionaris)
    return invite_id


def newcomer(invite: Invite, new_id: str, known: int) -> Functionaris:
    """The functionaris an invitation makes; the label is a role with a number, never a name."""
    label = invite.label or f"{invite.rol.value.capitalize()} {known + 1}"
    return Functionaris(new_id, label, invite.rol, invite.team)
