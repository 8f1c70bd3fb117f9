"""What a person can set for themselves."""

from __future__ import annotations

from bot.event import Channel
from bot.screen import Button, Screen, t, verbatim
from bot.translations import LOCALES
from bot.turn import Turn
from bot.views.parts import line, menu, title
from flows.people import Right

ENDONYMS = {"nl": "Nederlands", "en": "English"}


async def settings(turn: Turn) -> Screen:
    """Language, the other channel, when messages are welcome, being away and what is kept."""
    languages = tuple(
        Button(verbatim(ENDONYMS[taal]), f"speak/{taal}", chosen=taal == turn.chat.taal) for taal in LOCALES
    )
    rows: list[tuple[Button, ...]] = [languages]
    if turn.chat.channel == Channel.TELEGRAM and turn.house.public_url:
        rows.append((Button(t("btn.to_web", "Open de webchat"), "connect"),))
    if turn.chat.channel == Channel.WEB and turn.house.bot:
        rows.append((Button(t("btn.to_telegram", "Koppel Telegram"), "connect"),))
    rows.append((Button(t("btn.wishes", "Berichten"), "wishes"), Button(t("btn.privacy", "Privacy"), "privacy")))
    away = (Button(t("btn.away", "Afwezig"), f"leave/{turn.who.id}"),) if turn.who.may(Right.HAND_OVER) else ()
    rows.append((*away, menu()))
    blocks = (title(t("settings.title", "Instellingen")), line(t("settings.language", "In welke taal wilt u werken?")))
    return Screen(blocks, tuple(rows))
