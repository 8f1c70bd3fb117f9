"""What is kept and what is not, also for who has no access."""

from __future__ import annotations

from bot.conversation.screen import t
from bot.ui.widgets import line, title

PRIVACY_BLOCKS = (
    title(t("privacy.title", "Privacy")),
    line(t("privacy.codes", "In deze chat staan alleen codes. Namen, adressen en BSN horen hier niet.")),
    line(t("privacy.typed", "Wat u typt en geen antwoord is, bewaart Meetlat niet. Waar het kan, wist Meetlat het.")),
    line(
        t(
            "privacy.kept",
            "Meetlat bewaart: code, datum, trede, groei, antwoorden, klantkenmerken, "
            "de volgende meting en wie het vastlegde.",
        )
    ),
    line(t("privacy.effect", "Een meetmoment is een momentopname. Aan een trede zit geen besluit vast.")),
    line(t("privacy.rights", "Vragen of inzage? De privacy officer van uw gemeente helpt u.")),
)
