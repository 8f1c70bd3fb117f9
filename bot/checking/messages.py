"""What the four-eyes check and two views of one client have to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.checking.routes import CHECK, VERSCHIL
from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Screen, t
from bot.history.record import SENT_BACK
from bot.history.routes import MOMENT
from bot.messages.post import Post
from bot.ui.widgets import line, title
from flows.meetmoment import Actie, Status


async def sent_back(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For the author: a meetmoment does not count yet, and why."""
    found = await post.unit.meetmomenten.get(params["meetmoment"])
    if found is None or found.status is not Status.TERUGGEGEVEN or not await _may_see(post, found.client):
        return None
    blocks = (
        title(t("sent_back.title", "{code} komt terug van de controle", code=found.client)),
        line(t("sent_back.why", "Reden: {reason}", reason=SENT_BACK[params["reden"]])),
        line(t("sent_back.do", "Het meetmoment telt nog niet mee. Pas het aan met ‘Corrigeren’, of overleg.")),
    )
    return Screen(blocks, ((Button(t("btn.view", "Bekijken"), link(MOMENT, found.id), Look.PRIMARY),),))


async def check_waits(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For the team lead: a meetmoment has waited five working days for a check."""
    found = await post.unit.controles.get(params["meetmoment"], post.who)
    if found is None or found.versie != params["versie"]:
        return None
    blocks = (
        title(t("check_waits.title", "{code} wacht op controle", code=found.client)),
        line(t("check_waits.what", "Dit meetmoment ligt er al vijf werkdagen. Tot de controle telt het niet mee.")),
    )
    return Screen(blocks, ((Button(t("btn.check", "Controleren"), link(CHECK, found.id), Look.PRIMARY),),))


async def verschil(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For both colleagues: they measured one client on one day, and see something differently."""
    found = await post.unit.meetmomenten.get(params["meetmoment"])
    if found is None or found.status is not Status.CONCEPT or found.actie is Actie.INTREKKING:
        return None
    if not await _may_see(post, found.client):
        return None
    blocks = (
        title(t("verschil.title", "Verschil van inzicht over {code}", code=found.client)),
        line(
            t(
                "verschil.what",
                "U en een collega maten deze cliënt op {day}. Eén van de twee is nu een concept.",
                day=found.meting.datum,
            )
        ),
    )
    return Screen(blocks, ((Button(t("btn.view", "Bekijken"), link(VERSCHIL, found.id), Look.PRIMARY),),))


async def view_kept(post: Post, params: Mapping[str, Any]) -> Screen | None:
    """For whose view was a concept: the colleague lets the other one hold."""
    found = await post.unit.meetmomenten.get(params["meetmoment"])
    if found is None or not await _may_see(post, found.client):
        return None
    blocks = (
        title(t("verschil.title", "Verschil van inzicht over {code}", code=found.client)),
        line(t("verschil.kept", "Uw collega laat de eigen meting staan. Uw concept is ingetrokken en telt niet mee.")),
    )
    return Screen(blocks, ((Button(t("btn.view", "Bekijken"), link(MOMENT, found.id), Look.PRIMARY),),))


async def _may_see(post: Post, code: str) -> bool:
    return await post.unit.clients.get(code, post.who, post.today) is not None
