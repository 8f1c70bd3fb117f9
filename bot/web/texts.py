"""Every sentence of the page around the conversation; the templates contain none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.screen import Text, t, verbatim
from flows.days import local_day

BRAND = verbatim("Meetlat")
TEST = verbatim("TEST")

SKIP = t("web.skip", "Naar de vraag")
CHAT = t("web.chat", "Gesprek")
LOG = t("web.log", "Eerdere antwoorden")
ASKED = t("web.asked", "Vraag:")
ANSWERED = t("web.answered", "Antwoord:")
HOME = t("web.home", "Meetlat: naar het menu")
MENU = t("web.menu", "Menu van")
LANGUAGE = t("web.language", "Taal")
OUT = t("web.out", "Afmelden")
OTHER = t("web.other", "Iemand anders kiezen")

ATTENTION = t("web.attention", "Let op:")
TABLE = t("web.table", "Toon als tabel")
QR = t("web.qr", "QR-code om met een telefoon te openen")
SEND = t("web.send", "Versturen")
EXAMPLE = t("web.example", "Bijvoorbeeld:")
CALENDAR = t("web.calendar", "Kies in de kalender")
EMPTY = t("web.empty", "Typ eerst uw antwoord.")

LOST = t("web.lost", "Niet bevestigd. Controleer uw verbinding en tik op Opnieuw; dat telt niet dubbel.")
COPY = t("web.copy", "Kopiëren")
COPIED = t("web.copied", "Gekopieerd.")
TO_COPY = t("web.to_copy", "De tekst is geselecteerd. Kies nu zelf Kopiëren.")
FELL_BEHIND = t("web.fell_behind", "U bent elders verdergegaan. Dit is de vraag van nu; uw tekst is niet verstuurd.")
BEHIND = t("web.behind", "U bent elders verdergegaan. Wat u hier typte, staat er nog.")
TO_NOW = t("web.to_now", "Toon de vraag van nu")
AGAIN = t("web.again", "Opnieuw")
ENDING = t("web.ending", "Binnen tien minuten wordt u afgemeld, omdat u een tijd niets deed.")
ENDING_FINALLY = t(
    "web.ending.final",
    "Binnen tien minuten eindigt uw aanmelding. Daarna meldt u zich opnieuw aan en gaat u verder waar u was.",
)
STAY = t("web.stay", "Aangemeld blijven")
CARRIED_TAP = t("web.carried.tap", "U werd afgemeld. Dit antwoord is nog niet verstuurd:")
CARRIED_TEXT = t("web.carried.text", "U werd afgemeld. Wat u typte, staat er weer en is nog niet verstuurd.")
CARRIED_LATE = t("web.carried.late", "Uw laatste tik is niet verstuurd. Dit is de vraag van nu.")
SEND_NOW = t("web.carried.send", "Alsnog versturen")
SEND_NOT = t("web.carried.drop", "Niet versturen")
UNDERSTOOD = t("web.carried.close", "Begrepen")
BACK = t("web.back", "Terug naar het gesprek")
NOTICES_ON = t("web.notices.on", "Meldingen op dit toestel")
NOTICES_IOS = t("web.notices.ios", "Op een iPhone of iPad: zet Meetlat eerst op het beginscherm en open het daar.")
NOTICES_REFUSED = t("web.notices.refused", "Dit toestel laat geen meldingen toe. Sta ze toe bij de instellingen ervan.")
NOTICES_FAILED = t("web.notices.failed", "Het is niet gelukt. Probeer het opnieuw, of kies een andere manier.")


def title_of(question: Text) -> Text:
    """What the browser calls the page."""
    return t("web.title", "{question} – Meetlat", question=question)


def too_long(most: int) -> Text:
    """A typed line is longer than a message may be."""
    return t("web.too_long", "Uw tekst is te lang. Typ hoogstens {most} tekens.", most=most)


@dataclass(frozen=True, slots=True)
class Message:
    """A page that is not the conversation: what happened, what to do now and, in ``about``, whose page this is."""

    title: Text
    body: Text
    way_on: Text = BACK
    about: Text | None = None


SIGN_IN = Message(
    t("web.sign_in.title", "Aanmelden bij Meetlat"),
    t("web.sign_in.body", "U opent uw gesprek op dit apparaat. De link werkt één keer."),
    t("web.sign_in.button", "Aanmelden"),
)
FROM_TELEGRAM = Message(
    SIGN_IN.title,
    t("web.telegram.body", "Open deze pagina in Telegram, met de knop naast het tekstveld."),
    SIGN_IN.way_on,
)
NOT_FROM_TELEGRAM = Message(
    t("web.telegram.refused", "Aanmelden lukte niet"),
    t(
        "web.telegram.refused.body",
        "Sluit dit venster en open Meetlat opnieuw met de knop in Telegram. Lukt dat niet? "
        "Vraag uw beheerder om een link.",
    ),
)
SPENT = Message(
    t("web.spent.title", "Deze link werkt niet meer"),
    t("web.spent.body", "Hij is al gebruikt of verlopen. Vraag uw beheerder om een nieuwe link."),
)
PICK = Message(
    t("web.pick.title", "Wie bent u vandaag?"),
    t("web.pick.body", "Dit is een demo met verzonnen gegevens. Er komt niets in een echt dossier."),
)
OPEN = Message(
    t("web.open.title", "Een pagina van Meetlat"),
    t("web.open.body", "U komt van een andere website of uit een bericht. Tik om de pagina te openen."),
    t("web.open.button", "Openen"),
)
MAIL_OFF = Message(
    t("web.mail_off.title", "Geen e-mail meer?"),
    t("web.mail_off.body", "Meetlat vergeet dan uw adres. In Meetlat kunt u het later weer opgeven."),
    t("web.mail_off.button", "Geen e-mail meer"),
)
MAIL_IS_OFF = Message(
    t("web.mail_is_off.title", "U krijgt geen e-mail meer"),
    t("web.mail_is_off.body", "Uw adres is vergeten. Uw berichten staan in Meetlat zelf."),
)
NO_NUMBERS = Message(
    t("web.no_numbers.title", "Deze cijfers zijn er niet"),
    t("web.no_numbers.body", "Ze zijn er niet, of niet voor u. Kies in het gesprek een rapport dat u wel kunt zien."),
)
NOT_FOUND = Message(
    t("web.not_found.title", "Deze pagina bestaat niet"),
    t("web.not_found.body", "Uw antwoorden zijn bewaard. Ga terug naar het gesprek."),
)
NOT_HERE = Message(
    t("web.not_here.title", "Dat kan hier niet"),
    t("web.not_here.body", "Uw antwoorden zijn bewaard. Ga terug naar het gesprek."),
)
STALE = Message(
    t("web.stale.title", "Deze pagina is verlopen"),
    t("web.stale.body", "Uw laatste tik is niet opgeslagen. Ga terug naar het gesprek en tik opnieuw."),
)
TOO_MUCH = Message(
    t("web.too_much.title", "Dat is te veel tekst"),
    t("web.too_much.body", "Er is niets opgeslagen. Ga terug en typ een kort antwoord."),
)
TOO_FAST = Message(
    t("web.too_fast.title", "Even rustig aan"),
    t("web.too_fast.body", "Uw laatste tik is niet opgeslagen. Wacht tien seconden en ga dan verder."),
)


PASSKEYS = Message(
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
PASSKEY_IN = t("web.passkey.in", "Aanmelden met passkey")
PASSKEY_ADD = t("web.passkey.add", "Passkey toevoegen")
PASSKEY_NAME = t("web.passkey.name", "Hoe noemt u deze passkey?")
PASSKEY_REVOKE = t("web.passkey.revoke", "Intrekken")
PASSKEY_REVOKES = t(
    "web.passkey.revokes",
    "Wie een passkey intrekt, kan zich daarmee niet meer aanmelden. Wat al is aangemeld, blijft aangemeld; dat "
    "beëindigt u bij Aangemelde apparaten.",
)
PASSKEY_SHUT = t("web.passkey.shut", "Geblokkeerd: van deze passkey is een kopie gebruikt. Trek hem in.")
PASSKEY_FAILED = t("web.passkey.failed", "Dat lukte niet. Er is niets veranderd. Probeer het opnieuw.")
PASSKEY_CANNOT = t("web.passkey.cannot", "Deze browser kan geen passkeys bewaren. Een aanmeldlink werkt wel.")
PASSKEY_NOWHERE = t(
    "web.passkey.nowhere", "Op dit adres kunnen passkeys niet. Uw beheerder zet het https-adres in MEETLAT_PUBLIC_URL."
)
PASSKEY_ADDED = t("web.passkey.added", "Toegevoegd. Voortaan kunt u zich met deze passkey aanmelden.")
PASSKEY_REVOKED = t("web.passkey.revoked", "Ingetrokken. Met deze passkey kan niemand zich meer aanmelden.")
PASSKEY_GONE = t("web.passkey.gone", "Die passkey was er niet meer.")
PASSKEY_NOT_ADDED = {
    "known": t("web.passkey.known", "Deze passkey is hier al bekend."),
    "many": t("web.passkey.many", "U hebt er al tien. Trek er eerst een in."),
    "late": t("web.passkey.late", "Dat duurde te lang. Er is niets veranderd. Probeer het opnieuw."),
}
NOT_NOW = t("web.not_now", "Niet nu")
PASSKEY_UNKNOWN = Message(
    t("web.passkey.unknown.title", "Deze passkey werkt hier niet"),
    t(
        "web.passkey.unknown.body",
        "Hij is ingetrokken of hoort niet bij deze Meetlat. U bent niet aangemeld. Vraag uw beheerder om een "
        "aanmeldlink.",
    ),
    t("web.passkey.unknown.button", "Opnieuw proberen"),
)
PASSKEY_REFUSED = {
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


def passkey_used(since: datetime, used: datetime | None) -> Text:
    """Since when there is a passkey, and when it was last used."""
    if used is None:
        return t("web.passkey.since", "Toegevoegd op {day}, nog niet gebruikt.", day=local_day(since))
    return t(
        "web.passkey.used",
        "Toegevoegd op {day}, laatst gebruikt op {last}.",
        day=local_day(since),
        last=local_day(used),
    )


def refused(organisation: str, *, ended: bool = False, accounts: bool = False) -> Message:
    """Nobody is signed in, or not any more where a session ``ended``.

    ``organisation`` is whose Meetlat this is; where it has ``accounts`` nobody is told to look for a link.
    """
    about = t("web.refused.about", "Dit is Meetlat van {organisation}.", organisation=organisation)
    title = t("web.refused.title", "U bent niet aangemeld")
    body = _ENDED[accounts] if ended else _REFUSED[accounts]
    return Message(title, body, t("web.refused.button", "Opnieuw proberen"), about if organisation else None)


_REFUSED = {
    False: t(
        "web.refused.body",
        "Open de aanmeldlink die u kreeg; elke link werkt één keer. Geen link meer? Uw beheerder maakt een nieuwe. "
        "Weet u niet wie dat is, dan weet een collega het.",
    ),
    True: t(
        "web.refused.account",
        "Meld u aan met uw account van de gemeente. Kreeg u een link van uw beheerder? Open dan eerst die.",
    ),
}
_ENDED = {
    False: t(
        "web.ended.body",
        "Uw aanmelding is geëindigd. Wat u hebt geantwoord, is bewaard: na het aanmelden gaat u verder waar u was. "
        "Geen aanmeldlink? Uw beheerder maakt een nieuwe.",
    ),
    True: t(
        "web.ended.account",
        "Uw aanmelding is geëindigd. Wat u hebt geantwoord, is bewaard: na het aanmelden gaat u verder waar u was.",
    ),
}


def broken(code: str) -> Message:
    """Something went wrong on our side; the helpdesk finds it by ``code``."""
    return Message(
        t("web.broken.title", "Er ging iets mis"),
        t(
            "web.broken.body",
            "Uw laatste tik is niet bevestigd; uw eerdere antwoorden zijn bewaard. Gaat het weer mis? "
            "Geef uw beheerder code {code}.",
            code=code,
        ),
    )
