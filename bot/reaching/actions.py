"""Choosing ways: which comes first, an address with the code that proves it, and trying out."""

from __future__ import annotations

import hmac
from datetime import timedelta

from bot.conversation.context import RequestContext
from bot.conversation.event import Channel
from bot.conversation.routes import link
from bot.conversation.screen import Target
from bot.reaching.addresses import CODE_LASTS, MOST_WRONG, address_in, code_for, code_in
from bot.reaching.routes import BROWSER_OFF, MAIL_ADDRESS, MAIL_AGAIN, MAIL_OFF, TRY_OUT, WAY_FIRST, WAYS
from flows.ways import Way, first
from storage.people.ways import Mail

# Nobody needs more codes or tests; each of them is a message to somewhere else.
MOST_A_DAY = 8
_DAY = timedelta(days=1)
_CODE, _TEST = "mailcode_gevraagd", "proefbericht"


@WAY_FIRST.handler
async def way_first(context: RequestContext, way: Way) -> Target:
    """Try one way before the others."""
    await context.unit.ways.prefer(context.who.id, first(way, await context.unit.ways.order(context.who.id)))
    await context.note("meldingen_ingesteld")
    context.tell("wishes_kept")
    return link(WAYS)


@MAIL_ADDRESS.typed
async def typed(context: RequestContext, said: str) -> Target:
    """An address, or the code that was sent to it; in Telegram neither is kept."""
    if context.chat.channel != Channel.WEB:
        context.tell("mail_in_web_only")
        return link(WAYS)
    mail, code = await context.unit.ways.mail(context.who.id), code_in(said)
    if mail is not None and code is not None:
        return await _prove(context, mail, code)
    adres = address_in(said)
    if adres is None:
        context.tell("not_an_address")
        return link(MAIL_ADDRESS)
    if not await _once_more(context, _CODE):
        return link(MAIL_ADDRESS)
    await context.unit.ways.give_mail(context.who.id, adres, context.now, context.maker)
    return await _send_code(context)


@MAIL_AGAIN.handler
async def mail_again(context: RequestContext) -> Target:
    """Send another code to the same address."""
    mail = await context.unit.ways.mail(context.who.id)
    if mail is None or not await _once_more(context, _CODE):
        return link(MAIL_ADDRESS)
    await context.unit.ways.give_mail(context.who.id, mail.adres, context.now, context.maker)
    return await _send_code(context)


@MAIL_OFF.handler
async def mail_off(context: RequestContext) -> Target:
    """No mail any more; the address is forgotten."""
    if await context.unit.ways.forget_mail(context.who.id):
        await context.note("mailadres_vergeten")
    context.tell("mail_is_off")
    return link(WAYS)


@BROWSER_OFF.handler
async def browser_off(context: RequestContext, browser: int) -> Target:
    """One browser shows nothing any more."""
    if await context.unit.ways.drop(context.who.id, browser):
        await context.note("push_uit")
    context.tell("browser_is_off")
    return link(WAYS)


@TRY_OUT.handler
async def try_out(context: RequestContext) -> Target:
    """Send a message along the first way that works."""
    if await _once_more(context, _TEST):
        key = f"test_notice:{context.who.id}:{context.now.isoformat()}"
        await context.unit.berichten.post(key, context.who.id, "test_notice", {}, at=context.now, prioriteit=0)
        await context.note(_TEST)
        context.tell("test_is_on_its_way")
    return link(WAYS)


async def _prove(context: RequestContext, mail: Mail, code: str) -> Target:
    wanted = code_for(context.app.key, context.who.id, mail.adres, mail.gevraagd)
    if context.now >= mail.gevraagd + CODE_LASTS or mail.mis >= MOST_WRONG:
        context.tell("mail_code_is_over")
        return link(MAIL_ADDRESS)
    if not hmac.compare_digest(wanted, code):
        await context.unit.ways.mistyped(context.who.id)
        context.tell("mail_code_is_wrong")
        return link(MAIL_ADDRESS)
    await context.unit.ways.confirm_mail(context.who.id, context.now)
    await context.note("mailadres_bevestigd")
    context.tell("mail_is_on")
    return link(WAYS)


async def _send_code(context: RequestContext) -> Target:
    who = context.who.id
    key, until = f"mail_code:{who}:{context.now.isoformat()}", context.now + CODE_LASTS
    await context.unit.berichten.cancel(f"mail_code:{who}")
    await context.unit.berichten.post(
        key, who, "mail_code", {}, at=context.now, geldig_tot=until, prioriteit=0, weg=Way.MAIL
    )
    await context.note(_CODE)
    context.tell("mail_code_is_on_its_way")
    return link(MAIL_ADDRESS)


async def _once_more(context: RequestContext, what: str) -> bool:
    """Whether something that sends a message may be done again today."""
    if await context.unit.audit.count(what, context.who.id, context.now - _DAY) < MOST_A_DAY:
        return True
    context.tell("enough_for_today")
    return False
