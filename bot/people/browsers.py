"""Where somebody is signed in to the web chat, each browser with a way to end it."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.event import Channel
from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Link, Look, Screen, Target, Text, t
from bot.people.admission import SIGN_IN
from bot.people.devices import device_text
from bot.people.routes import ASK_SIGN_OUT, END_SESSION, PASSKEYS, SESSIONS
from bot.preferences.routes import SETTINGS
from bot.runtime.clock import AMSTERDAM, local_day
from bot.ui.widgets import column, hint, item, line, menu, pages, title, to
from storage.people.sessions import Session

_PAGE = 6


@SESSIONS.handler
async def sessions(context: RequestContext, page: int) -> Screen:
    """One's own, the last used first."""
    mine = await context.unit.sessions.of(context.who.id, context.now)
    first = min(page, max(len(mine) - 1, 0) // _PAGE) * _PAGE
    shown = list(enumerate(mine, 1))[first : first + _PAGE]
    blocks: list[Block] = [title(t("sessions.title", "Waar u bent aangemeld"))]
    blocks += [item(_said(number, each, context)) for number, each in shown]
    if not mine:
        blocks.append(line(t("sessions.none", "U bent in geen enkele browser aangemeld.")))
    blocks.append(hint(t("sessions.what", "Herkent u een apparaat niet? Meld het af en zeg het uw beheerder.")))
    buttons = [
        Button(t("btn.end_session", "Afmelden: {number}", number=number), link(END_SESSION, each.token[:SIGN_IN]))
        for number, each in shown
    ]
    everywhere = Button(t("btn.sign_out", "Overal afmelden"), link(ASK_SIGN_OUT), Look.DANGER)
    rows = (
        *column(buttons),
        *pages(lambda number: link(SESSIONS, number), first // _PAGE, len(mine), _PAGE),
        *(((everywhere,),) if mine else ()),
        (to(link(SETTINGS)), menu()),
    )
    return Screen(tuple(blocks), rows)


@END_SESSION.handler
async def end_session(context: RequestContext, sign_in: str) -> Target:
    """End one of one's own, whose pages close at once."""
    if len(sign_in) == SIGN_IN and await context.unit.sessions.end_one_of(context.who.id, sign_in):
        context.wake(context.who.id)
        await context.note("afgemeld", bij=context.who.id)
        context.tell("session_ended")
    else:
        context.tell("session_over")
    return link(SESSIONS, 0)


@PASSKEYS.handler
async def passkeys(context: RequestContext) -> Screen:
    """How many one has; their names and what can be done with them stand on a page, because names pass no Telegram."""
    mine = await context.unit.passkeys.of(context.who.id)
    on_web = context.chat.channel == Channel.WEB
    here = "/passkeys" if on_web else context.app.public_url and f"{context.app.public_url}/passkeys"
    blocks = [
        title(t("passkeys.title", "Aanmelden zonder link")),
        line(
            t(
                "passkeys.what",
                "Met een passkey meldt u zich in de webchat aan met uw vinger, gezicht of pincode. De aanmeldlink "
                "blijft daarnaast werken.",
            )
        ),
        item(t("passkeys.count", "Uw passkeys: {number}", number=len(mine))),
    ]
    if not here:
        blocks.append(hint(t("passkeys.web", "Toevoegen en intrekken doet u in de webchat.")))
    page = Link(t("link.passkeys", "Bekijk en beheer"), here) if here else None
    return Screen(tuple(blocks), ((to(link(SETTINGS)), menu()),), link=page)


def _said(number: int, session: Session, context: RequestContext) -> Text:
    """Which device, since when, and when it was last used; the one in hand is named so."""
    last = session.gebruikt.astimezone(AMSTERDAM)
    said: dict[str, Text | int | str] = {"number": number, "device": device_text(session.apparaat)}
    days = {"since": local_day(session.sinds), "day": local_day(last)}
    time = f"{last:%H:%M}"
    if context.session and session.token.startswith(context.session):
        return t(
            "sessions.here",
            "{number}. {device}, dit apparaat, sinds {since}. Laatst gebruikt op {day} om {time} uur.",
            **said,
            **days,
            time=time,
        )
    return t(
        "sessions.there",
        "{number}. {device}, sinds {since}. Laatst gebruikt op {day} om {time} uur.",
        **said,
        **days,
        time=time,
    )
