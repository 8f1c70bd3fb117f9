"""Ending sign-ins: one that was not one's own, all of one's own, and those of a colleague."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.routes import link
from bot.conversation.routing import MENU
from bot.conversation.screen import Block, Button, Look, Screen, Style, Target, t
from bot.people.admission import ACCOUNT
from bot.people.routes import (
    ASK_SIGN_OUT,
    COLLEAGUE,
    END_SIGN_IN,
    NOT_ME,
    SESSIONS,
    SIGN_OUT,
    SIGN_OUT_COLLEAGUE,
)
from bot.ui.widgets import line, menu, to
from flows.ways import Way


@NOT_ME.handler
async def not_me(context: RequestContext, sign_in: str) -> Screen:
    """Whether a sign-in with a colleague's link has to end."""
    blocks = (
        Block(Style.QUESTION, t("not_me.title", "Was u dit echt niet?")),
        line(t("not_me.what", "Dan eindigt die aanmelding meteen, en uw teamleider of een beheerder hoort ervan.")),
    )
    yes = Button(t("btn.end_sign_in", "Beëindig die aanmelding"), link(END_SIGN_IN, sign_in), Look.DANGER)
    return Screen(blocks, ((Button(t("btn.was_me", "Toch wel"), MENU),), (yes,)))


@END_SIGN_IN.handler
async def end_sign_in(context: RequestContext, sign_in: str) -> Target:
    """End a sign-in that was somebody else's doing; others hear of it."""
    unit, who = context.unit, context.who.id
    makers = [await each.maker_of(who, sign_in) for each in (unit.people, unit.passkeys, unit.ways)]
    maker = next((each for each in makers if each is not None), None)
    ended = maker is not None and [
        await unit.people.deny(who, sign_in),
        await unit.passkeys.deny(who, maker),
        await unit.openid.deny(who, maker),
        await unit.ways.deny(who, maker),
    ]
    if maker is None or not ended or not any(ended):
        context.tell("sign_in_over")
        return MENU
    context.wake(who)
    if sign_in == ACCOUNT:
        context.touched += await context.unit.chats.part(context.who.id, "account_denied")
    await context.note("aanmelding_ontkend", bij=maker)
    params = {"functionaris": context.who.id, "door": maker}
    for lead in await context.unit.reach.leads_of(context.who, context.now):
        key = f"sign_in_denied:{lead.id}:{context.who.id}:{sign_in}:{context.now.isoformat()}"
        await context.unit.berichten.post(key, lead.id, "sign_in_denied", params, at=context.now)
    context.tell("sign_in_ended")
    return MENU


@ASK_SIGN_OUT.handler
async def ask_sign_out(context: RequestContext) -> Screen:
    """Asked once: every browser has to sign in again."""
    telegram = line(t("sign_out.telegram", "Telegram blijft gekoppeld."))
    blocks = (
        Block(Style.QUESTION, t("sign_out.title", "Overal afmelden?")),
        line(t("sign_out.what", "Overal waar u bent aangemeld, ook hier, meldt u zich dan opnieuw aan.")),
        *((telegram,) if Way.TELEGRAM in context.app.set_up else ()),
    )
    yes = Button(t("btn.sign_out_now", "Ja, overal afmelden"), link(SIGN_OUT), Look.DANGER)
    return Screen(blocks, ((yes,), (to(link(SESSIONS, 0)), menu())))


@SIGN_OUT.handler
async def sign_out(context: RequestContext) -> Target:
    """End every web session of one's own."""
    await context.unit.sessions.end_all(context.who.id)
    await context.note("overal_afgemeld", bij=context.who.id)
    context.tell("signed_out")
    return MENU


@SIGN_OUT_COLLEAGUE.handler
async def sign_out_colleague(context: RequestContext, functionaris: str) -> Target:
    """End every web session of a colleague."""
    await context.unit.sessions.end_all(functionaris)
    context.wake(functionaris)
    await context.note("overal_afgemeld", bij=functionaris)
    context.tell("colleague_signed_out")
    return link(COLLEAGUE, functionaris)
