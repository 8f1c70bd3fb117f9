"""Every sentence of the page around the conversation; the templates contain none."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.screen import Text, t, verbatim

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
SPENT = Message(
    t("web.spent.title", "Deze link werkt niet meer"),
    t("web.spent.body", "Hij is al gebruikt of verlopen. Vraag uw beheerder om een nieuwe link."),
)
PICK = Message(
    t("web.pick.title", "Wie bent u vandaag?"),
    t("web.pick.body", "Dit is een demo met verzonnen gegevens. Er komt niets in een echt dossier."),
)
OPEN = Message(
    t("web.open.title", "Openen in Meetlat"),
    t("web.open.body", "U komt van buiten Meetlat. Tik op Openen om verder te gaan."),
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


def refused(organisation: str) -> Message:
    """Nobody is signed in; ``organisation`` is whose Meetlat this is."""
    return Message(
        t("web.refused.title", "U bent niet aangemeld"),
        t(
            "web.refused.body",
            "Open de aanmeldlink die u kreeg; elke link werkt één keer. Geen link meer? Uw beheerder maakt een nieuwe. "
            "Weet u niet wie dat is, dan weet een collega het.",
        ),
        t("web.refused.button", "Opnieuw proberen"),
        t("web.refused.about", "Dit is Meetlat van {organisation}.", organisation=organisation)
        if organisation
        else None,
    )


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
