"""The sentences of passkeys: signing in with one, one's own, and what went wrong."""

from __future__ import annotations

from datetime import datetime

from bot.conversation.screen import Text, t
from bot.web.texts import Message
from flows.days import local_day

MINE = Message(
    t("web.passkeys.title", "Uw passkeys"),
    t(
        "web.passkeys.body",
        "Met een passkey meldt u zich aan met uw vinger, gezicht of pincode, zonder link. Voeg er een toe op elk "
        "apparaat waarop u werkt.",
    ),
)
OFFER = Message(
    t("web.offer.title", "Voortaan zonder link aanmelden?"),
    t(
        "web.offer.body",
        "Met een passkey meldt u zich op dit apparaat aan met uw vinger, gezicht of pincode. Het kan ook later, bij "
        "Instellingen.",
    ),
)
IN = t("web.passkey.in", "Aanmelden met passkey")
ADD = t("web.passkey.add", "Passkey toevoegen")
NAME = t("web.passkey.name", "Hoe noemt u deze passkey?")
REVOKE = t("web.passkey.revoke", "Intrekken")
REVOKES = t(
    "web.passkey.revokes",
    "Wie een passkey intrekt, kan zich daarmee niet meer aanmelden. Wat al is aangemeld, blijft aangemeld; dat "
    "beëindigt u bij Aangemelde apparaten.",
)
SHUT = t("web.passkey.shut", "Geblokkeerd: van deze passkey is een kopie gebruikt. Trek hem in.")
FAILED = t("web.passkey.failed", "Dat lukte niet. Er is niets veranderd. Probeer het opnieuw.")
CANNOT = t("web.passkey.cannot", "Deze browser kan geen passkeys bewaren. Een aanmeldlink werkt wel.")
NOWHERE = t(
    "web.passkey.nowhere", "Op dit adres kunnen passkeys niet. Uw beheerder zet het https-adres in MEETLAT_PUBLIC_URL."
)
ADDED = t("web.passkey.added", "Toegevoegd. Voortaan kunt u zich met deze passkey aanmelden.")
REVOKED = t("web.passkey.revoked", "Ingetrokken. Met deze passkey kan niemand zich meer aanmelden.")
GONE = t("web.passkey.gone", "Die passkey was er niet meer.")
NOT_ADDED = {
    "known": t("web.passkey.known", "Deze passkey is hier al bekend."),
    "many": t("web.passkey.many", "U hebt er al tien. Trek er eerst een in."),
    "late": t("web.passkey.late", "Dat duurde te lang. Er is niets veranderd. Probeer het opnieuw."),
}
NOT_NOW = t("web.not_now", "Niet nu")
UNKNOWN = Message(
    t("web.passkey.unknown.title", "Deze passkey werkt hier niet"),
    t(
        "web.passkey.unknown.body",
        "Hij is ingetrokken of hoort niet bij deze Meetlat. U bent niet aangemeld. Vraag uw beheerder om een "
        "aanmeldlink.",
    ),
    t("web.passkey.unknown.button", "Opnieuw proberen"),
)
REFUSED = {
    "late": Message(
        t("web.passkey.again.title", "Dat duurde te lang"),
        t("web.passkey.again.body", "U bent nog niet aangemeld. Ga terug en kies opnieuw Aanmelden met passkey."),
        t("web.passkey.again.button", "Opnieuw"),
    ),
    "copied": Message(
        t("web.passkey.copied.title", "Deze passkey is geblokkeerd"),
        t(
            "web.passkey.copied.body",
            "Er is een kopie van gebruikt. Niemand kan zich er nog mee aanmelden. Vraag uw beheerder om een "
            "aanmeldlink en voeg een nieuwe passkey toe.",
        ),
        t("web.passkey.copied.button", "Opnieuw proberen"),
    ),
}


def used_since(since: datetime, used: datetime | None) -> Text:
    """Since when there is a passkey, and when it was last used."""
    if used is None:
        return t("web.passkey.since", "Toegevoegd op {day}, nog niet gebruikt.", day=local_day(since))
    return t(
        "web.passkey.used",
        "Toegevoegd op {day}, laatst gebruikt op {last}.",
        day=local_day(since),
        last=local_day(used),
    )
