"""Language, links to the other channel, and invitations."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Turn
from bot.people.links import LIFETIME, Valid, hashed, token_for
from bot.texts.translations import LOCALES
from flows.people import WITHOUT_TEAM, Functionaris, Right, Rol
from storage.people import Invite


async def speak(turn: Turn, taal: str) -> str:
    """Choose a language, here and on the other channel."""
    if taal in LOCALES:
        await turn.unit.people.speak(turn.who.id, taal)
        turn.who = replace(turn.who, taal=taal)
        turn.chat = replace(turn.chat, taal=taal)
    return "settings"


async def connect(turn: Turn) -> str:
    """Make a one-time link to the other channel for oneself."""
    invite_id = await _keep(turn, Invite(turn.who.rol, functionaris=turn.who.id))
    return f"connected/{invite_id}"


async def invite_as(turn: Turn, rol: str) -> str:
    """Who works for the whole organisation belongs to no team; everybody else does."""
    if not turn.who.may(Right.INVITE) or rol not in list(Rol):
        turn.tell("not_allowed")
        return "home"
    if rol in WITHOUT_TEAM or not await turn.unit.people.teams():
        return await send_invite(turn, rol)
    return f"invite_team/{rol}"


async def send_invite(turn: Turn, rol: str, team: str | None = None) -> str:
    """Make the invitation."""
    known = {team_id for team_id, _ in await turn.unit.people.teams()}
    if not turn.who.may(Right.INVITE) or rol not in list(Rol) or (team is not None and team not in known):
        turn.tell("not_allowed")
        return "home"
    invite_id = await _keep(turn, Invite(Rol(rol), team=team))
    return f"invited/{invite_id}"


async def send_sign_in(turn: Turn, functionaris: str) -> str:
    """Make a link with which a colleague signs in again."""
    known = await turn.unit.people.get(functionaris, turn.now)
    if known is None:
        turn.tell("gone")
        return "colleagues/0"
    invite_id = await _keep(turn, Invite(known.rol, functionaris=known.id))
    return f"sign_in_link/{invite_id}"


async def extend(turn: Turn, invite_id: str, valid: str) -> str:
    """Let a link of one's own work longer, or shorter, from now on; used and expired ones stay as they are."""
    token = hashed(token_for(turn.house.key, "invite", invite_id))
    until = turn.now + Valid(valid).lifetime if valid in list(Valid) else None
    found = None if until is None else await turn.unit.people.extend(token, until, turn.who.id, turn.now)
    if found is None:
        turn.tell("link_spent")
        return "home"
    return f"{'invited' if found.functionaris is None else 'sign_in_link'}/{invite_id}/{valid}"


async def _keep(turn: Turn, invite: Invite) -> str:
    invite_id = turn.house.world.new_id()
    token = token_for(turn.house.key, "invite", invite_id)
    await turn.unit.people.invite(hashed(token), invite, turn.now + LIFETIME, turn.who.id)
    await turn.note("uitgenodigd", bij=invite.functionaris)
    return invite_id


def newcomer(invite: Invite, new_id: str, known: int) -> Functionaris:
    """The functionaris an invitation makes; the label is a role with a number, never a name."""
    label = invite.label or f"{invite.rol.value.capitalize()} {known + 1}"
    return Functionaris(new_id, label, invite.rol, invite.team)
