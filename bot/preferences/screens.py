"""What a person can set for themselves."""

from __future__ import annotations

from bot.conversation.context import RequestContext
from bot.conversation.event import Channel
from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Screen, t, verbatim
from bot.people.routes import ASK_SIGN_OUT
from bot.texts.translations import LOCALES
from bot.ui.widgets import line, menu, title
from flows.people import Right

ENDONYMS = {"nl": "Nederlands", "en": "English"}


async def settings(context: RequestContext) -> Screen:
    """Language, the other channel, when messages are welcome, being away and what is kept."""
    languages = tuple(
        Button(verbatim(ENDONYMS[taal]), f"speak/{taal}", Look.PRIMARY if taal == context.chat.taal else Look.PLAIN)
        for taal in LOCALES
    )
    rows: list[tuple[Button, ...]] = [languages]
    if context.chat.channel == Channel.TELEGRAM and context.app.public_url:
        rows.append((Button(t("btn.to_web", "Open de webchat"), "connect"),))
    if context.chat.channel == Channel.WEB and context.app.bot:
        rows.append((Button(t("btn.to_telegram", "Koppel Telegram"), "connect"),))
    rows.append((Button(t("btn.wishes", "Berichten"), "wishes"), Button(t("btn.privacy", "Privacy"), "privacy")))
    rows.append((Button(t("btn.sign_out", "Alles afmelden"), link(ASK_SIGN_OUT)),))
    away = (Button(t("btn.away", "Afwezig"), f"leave/{context.who.id}"),) if context.who.may(Right.HAND_OVER) else ()
    rows.append((*away, menu()))
    blocks = (title(t("settings.title", "Instellingen")), line(t("settings.language", "In welke taal wilt u werken?")))
    return Screen(blocks, tuple(rows))
