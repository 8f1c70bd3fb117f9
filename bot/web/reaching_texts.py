"""The sentences of the pages that a mail leads to."""

from __future__ import annotations

from bot.conversation.screen import t
from bot.web.texts import Message

MAIL_OFF = Message(
    t("web.mail_off.title", "Geen e-mail meer?"),
    t("web.mail_off.body", "Meetlat vergeet dan uw adres. In Meetlat kunt u het later weer opgeven."),
    t("web.mail_off.button", "Geen e-mail meer"),
)
MAIL_IS_OFF = Message(
    t("web.mail_is_off.title", "U krijgt geen e-mail meer"),
    t("web.mail_is_off.body", "Uw adres is vergeten. Uw berichten staan in Meetlat zelf."),
)
