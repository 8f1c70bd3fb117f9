"""What the messages of Meetlat are called, and why one could not be sent."""

from __future__ import annotations

from bot.conversation.screen import Text, t, verbatim

KINDS: dict[str, Text] = {
    "channel_closed": t("kind.channel_closed", "gesloten kanaal"),
    "dead_letters": t("kind.dead_letters", "niet verzonden berichten"),
    "missed": t("kind.missed", "melding na een storing"),
    "digest": t("kind.digest", "herinneringen"),
    "letter": t("kind.letter", "maandbrief"),
    "target": t("kind.target", "einde van een doel"),
    "sent_back": t("kind.sent_back", "teruggegeven meting"),
    "check_waits": t("kind.check_waits", "wachtende controle"),
    "verschil": t("kind.verschil", "verschil van inzicht"),
    "position_changed": t("kind.position_changed", "meting door een collega"),
    "view_kept": t("kind.view_kept", "antwoord op een verschil van inzicht"),
    "handover_request": t("kind.handover_request", "vraag om over te nemen"),
    "handover_waiting": t("kind.handover_waiting", "wachtende overdracht"),
    "handover_lapsed": t("kind.handover_lapsed", "vervallen overdracht"),
    "handover_refused": t("kind.handover_refused", "geweigerde overdracht"),
    "handover_done": t("kind.handover_done", "overdracht klaar"),
    "reassigned": t("kind.reassigned", "nieuwe cliënten"),
    "reassigned_away": t("kind.reassigned_away", "cliënten naar een collega"),
    "signed_in": t("kind.signed_in", "aanmelding met een link van een collega"),
    "account_replaced": t("kind.account_replaced", "ander Telegram-account"),
    "sign_in_denied": t("kind.sign_in_denied", "ontkende aanmelding"),
    "passkey_added": t("kind.passkey_added", "nieuwe passkey"),
    "passkey_copied": t("kind.passkey_copied", "geblokkeerde passkey"),
    "openid_linked": t("kind.openid_linked", "gekoppeld gemeenteaccount"),
    "substitution": t("kind.substitution", "vervanging"),
    "leave_arranged": t("kind.leave_arranged", "vervanging geregeld"),
    "leave_over": t("kind.leave_over", "einde van de vervanging"),
}
_REFUSED = t("undelivered.refused", "geweigerd door Telegram")
_OUT_OF_REACH = t("undelivered.network", "Telegram was niet te bereiken")
_REASONS: dict[str, Text] = {
    "BadRequest": _REFUSED,
    "Forbidden": _REFUSED,
    "NetworkError": _OUT_OF_REACH,
    "TimedOut": _OUT_OF_REACH,
    "InvalidToken": t("undelivered.token", "de sleutel van de bot klopt niet"),
    "Conflict": t("undelivered.conflict", "een ander programma gebruikt deze bot"),
    "UnknownTemplateError": t("undelivered.version", "van een andere versie van Meetlat"),
    "UnreadableError": t("undelivered.unreadable", "niet op te stellen"),
}


def kind(sjabloon: str) -> Text:
    """What a message is called; one of another version by its own name."""
    return KINDS.get(sjabloon, verbatim(sjabloon))


def reason(fout: str) -> Text:
    """Why it was not sent; the name of a rare error as it stands in the log."""
    return _REASONS.get(fout, verbatim(fout))
