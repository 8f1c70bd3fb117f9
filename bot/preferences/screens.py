"""What a person can set for themselves: the language, and when to hear from Meetlat."""

from __future__ import annotations

from datetime import time

from bot.absence.routes import ABSENCE
from bot.conversation.context import RequestContext
from bot.conversation.event import Channel
from bot.conversation.routes import link
from bot.conversation.screen import Button, Entry, Screen, Text, t, verbatim
from bot.home.routes import PRIVACY
from bot.people.routes import CONNECT, PASSKEYS, SESSIONS, SPEAK
from bot.preferences.routes import HUSH, PREFER, SETTINGS, WISHES
from bot.texts.translations import LOCALES
from bot.ui.widgets import column, hint, item, line, menu, title, to
from flows.people import Right

ENDONYMS = {"nl": "Nederlands", "en": "English"}
_PREFERRED = (time(8, 30), time(10), time(13), time(15))
_QUIET: tuple[tuple[Text, tuple[time, time]], ...] = (
    (t("btn.quiet.early", "Stil voor 10:00"), (time(0), time(10))),
    (t("btn.quiet.noon", "Stil 12:00–13:00"), (time(12), time(13))),
    (t("btn.quiet.late", "Stil na 15:00"), (time(15), time(0))),
)


@SETTINGS.handler
async def settings(context: RequestContext) -> Screen:
    """Language, the other channel, when messages are welcome, being away and what is kept."""
    languages = tuple(
        Button(verbatim(ENDONYMS[taal]), link(SPEAK, taal), chosen=taal == context.chat.taal) for taal in LOCALES
    )
    rows: list[tuple[Button, ...]] = [languages]
    if context.chat.channel == Channel.TELEGRAM and context.app.public_url:
        rows.append((Button(t("btn.to_web", "Open de webchat"), link(CONNECT)),))
    if context.chat.channel == Channel.WEB and context.app.bot:
        rows.append((Button(t("btn.to_telegram", "Koppel Telegram"), link(CONNECT)),))
    rows.append(
        (Button(t("btn.wishes", "Berichten"), link(WISHES)), Button(t("btn.privacy", "Privacy"), link(PRIVACY)))
    )
    rows.append((Button(t("btn.sessions", "Aangemelde apparaten"), link(SESSIONS, 0)),))
    rows.append((Button(t("btn.passkeys", "Passkeys"), link(PASSKEYS)),))
    away = Button(t("btn.away", "Afwezig"), link(ABSENCE, context.who.id))
    rows += [(away,), (menu(),)] if context.who.may(Right.HAND_OVER) else [(menu(),)]
    blocks = (title(t("settings.title", "Instellingen")), line(t("settings.language", "In welke taal wilt u werken?")))
    return Screen(blocks, tuple(rows))


@WISHES.handler
async def wishes(context: RequestContext) -> Screen:
    """The preferred time and the quiet hours."""
    chosen = await context.unit.people.wishes(context.who.id)
    blocks = (
        title(t("wishes.title", "Wanneer wilt u berichten?")),
        item(_preferred(chosen.preferred)),
        item(_quiet(chosen.quiet)),
        hint(t("wishes.what", "Herinneringen komen op werkdagen van 08:00 tot 17:00 uur, één bericht per dag.")),
    )
    times = tuple(
        Button(verbatim(f"{clock:%H:%M}"), link(PREFER, clock), chosen=clock == chosen.preferred)
        for clock in _PREFERRED
    )
    hours = [
        Button(label, link(HUSH, begins, ends), chosen=(begins, ends) == chosen.quiet)
        for label, (begins, ends) in _QUIET
    ]
    rows = (
        times,
        (Button(t("btn.any_time", "Geen voorkeurstijd"), link(PREFER, None), chosen=chosen.preferred is None),),
        *column(hours),
        (Button(t("btn.never_quiet", "Geen stille uren"), link(HUSH, None, None), chosen=chosen.quiet is None),),
        (to(link(SETTINGS)), menu()),
    )
    return Screen(blocks, rows, entry=Entry("answer", t("entry.quiet", "Of typ uw stille uren"), "12:00-13:30"))


def _preferred(clock: time | None) -> Text:
    if clock is None:
        return t("wishes.any_time", "Voorkeurstijd: geen")
    return t("wishes.preferred", "Voorkeurstijd: {time} uur", time=f"{clock:%H:%M}")


def _quiet(quiet: tuple[time, time] | None) -> Text:
    if quiet is None:
        return t("wishes.never_quiet", "Stille uren: geen")
    begins, ends = quiet
    return t("wishes.quiet", "Stille uren: {begins} tot {ends} uur", begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")
