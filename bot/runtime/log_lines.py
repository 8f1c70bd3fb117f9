"""What happened in sentences, for a person who started the bot in a terminal and looks on."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any

import structlog

from bot.conversation.screen import Text, t
from bot.texts.translations import Words

# What the command line says itself is left out here.
_SAID_ALREADY = frozenset({"started"})
_SENTENCES: dict[str, Text] = {
    "stopping": t("log.stopping", "Meetlat stopt."),
    "telegram_unreachable": t(
        "log.telegram_unreachable", "Telegram is niet bereikbaar. De webchat werkt; Meetlat blijft het proberen."
    ),
    "fetching_failed": t(
        "log.fetching_failed", "Er komen even geen berichten van Telegram. Meetlat blijft het proberen."
    ),
    "telegram_refuses_the_token": t(
        "log.token", "Telegram weigert het token. Kijk MEETLAT_TELEGRAM_TOKEN na en start opnieuw."
    ),
    "telegram_refuses": t("log.telegram_refuses", "Telegram weigert dit: {reason} Kijk de instellingen na."),
    "task_failed": t("log.task_failed", "Op de achtergrond ging iets mis ({task}). Meetlat begint er opnieuw aan."),
    "database_unavailable": t("log.database", "De database is niet bereikbaar. Meetlat blijft het proberen."),
    "update_failed": t("log.update_failed", "Een bericht kon niet worden verwerkt. Meetlat probeert het opnieuw."),
    "update_put_aside": t("log.put_aside", "Een bericht is niet verwerkt. Het nummer voor de helpdesk is {number}."),
    "connections_full": t(
        "log.connections", "Er zijn te veel verbindingen. Wie niets vraagt, wordt afgesloten om plaats te maken."
    ),
    "openid_refused": t(
        "log.openid", "Aanmelden met een gemeenteaccount is geweigerd ({why}: {reason}). De code is {code}."
    ),
    "page failed": t("log.page", "Een bladzijde kon niet worden gemaakt. De code voor de helpdesk is {code}."),
}


class Sentences:
    """Renders an event as a line for a person; the same line twice in a row is said once."""

    def __init__(self, words: Words) -> None:
        """Speak with these words."""
        self._words = words
        self._last = ""

    def __call__(self, _: object, __: str, event: MutableMapping[str, Any]) -> str:
        """The line; raises ``DropEvent`` when there is nothing new to say."""
        line = self._line(dict(event))
        if not line or line == self._last:
            raise structlog.DropEvent
        self._last = line
        return f"{datetime.now().astimezone():%H:%M:%S} {line}"

    def _line(self, event: dict[str, Any]) -> str:
        name = str(event.pop("event", ""))
        if name in _SAID_ALREADY:
            return ""
        known = _SENTENCES.get(name)
        details = {key: str(value) for key, value in event.items() if key not in ("level", "timestamp")}
        if known is None:
            return " ".join((name, *(f"{key}={value}" for key, value in details.items())))
        return self._words.say(Text(known.key, known.source, details))
