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

LOST = t(
    "web.lost",
    "Niet bevestigd. Controleer uw verbinding. Meetlat probeert het steeds opnieuw; dat telt niet dubbel.",
)
UNSENT = t("web.unsent", "Nog niet verstuurd. Dat gaat vanzelf zodra er weer verbinding is.")
FRAGILE = t("web.fragile", "Dit toestel bewaart niets. Laat deze pagina open tot het verstuurd is.")
OVERTAKEN = t("web.overtaken", "Niet verwerkt: u was al verdergegaan. Dit is de vraag van nu.")
EXPIRED = t("web.expired", "Niet verstuurd: dit wachtte langer dan 72 uur op verbinding en is gewist.")
TURNED_DOWN = t("web.turned_down", "Niet verwerkt: Meetlat kon dit niet aannemen.")
UNKNOWN = t("web.unknown", "Niet bevestigd, ook na vaker proberen. Kijk of uw antwoord er staat.")
SOMEBODY_ELSE = t(
    "web.somebody_else", "Niet verstuurd en gewist: iemand anders meldde zich aan op dit toestel terwijl dit wachtte."
)
WITHDRAW = t("web.withdraw", "Niet versturen")
NO_SIGNING_OUT = t(
    "web.no_signing_out", "Er is iets nog niet verstuurd. Afmelden wist dat. Tik nog eens op Afmelden als dat mag."
)
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
UNDERSTOOD = t("web.understood", "Begrepen")
BACK = t("web.back", "Terug naar het gesprek")
NOTICES_ON = t("web.notices.on", "Meldingen op dit toestel")
NOTICES_IOS = t("web.notices.ios", "Op een iPhone of iPad: zet Meetlat eerst op het beginscherm en open het daar.")
NOTICES_REFUSED = t("web.notices.refused", "Dit toestel laat geen meldingen toe. Sta ze toe bij de instellingen ervan.")
NOTICES_FAILED = t("web.notices.failed", "Het is niet gelukt. Probeer het opnieuw, of kies een andere manier.")


OUTDOORS = t("outdoors.title", "Onderweg meten")
OUTDOORS_SHORT = t("outdoors.short", "Onderweg")
OUTDOORS_SCRIPT = t("outdoors.script", "Onderweg meten werkt alleen met JavaScript.")
OUTDOORS_SENTENCES = {
    "nothing": t("outdoors.nothing", "Open deze pagina eerst een keer met verbinding; uw lijst gaat dan 72 uur mee."),
    "away": t("outdoors.away", "U bent niet aangemeld. Meld u aan; wat hier wacht, blijft bewaard."),
    "none": t("outdoors.none", "Met uw rol meet u hier niemand."),
    "other": t("outdoors.other", "Iemand anders liet hier een meting achter. Die is gewist en niet vastgelegd."),
    "insecure": t("outdoors.insecure", "Onderweg meten werkt alleen over een beveiligde verbinding (https)."),
    "fragile": FRAGILE,
    "refused": t("outdoors.refused", "Meetlat kon deze meting niet aannemen. Er is niets vastgelegd."),
}
APP = t("web.app", "Waar staat een cliënt op de Participatieladder?")
INSTALL = t("web.install", "Zet Meetlat op uw beginscherm. Dan opent het als een app, ook met slecht bereik.")
INSTALL_IOS = t(
    "web.install.ios",
    "Zet Meetlat op uw beginscherm: tik op Deel en dan op Zet op beginscherm. "
    "Meldingen werken op een iPhone of iPad alleen zo.",
)
INSTALL_NOW = t("btn.install", "Installeren")
INSTALL_NOT = t("btn.install.not", "Niet nu")


def app_name(organisation: str) -> Text:
    """What a home screen calls Meetlat: whose it is, for who works for several."""
    return t("web.app.name", "Meetlat {organisation}", organisation=organisation) if organisation else BRAND


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


OFFLINE = Message(
    t("web.offline.title", "Geen verbinding"),
    t(
        "web.offline.body",
        "Meetlat is nu niet te bereiken. Uw antwoorden die bevestigd zijn, zijn bewaard. "
        "Deze pagina gaat vanzelf verder zodra er weer verbinding is.",
    ),
    t("web.offline.button", "Opnieuw proberen"),
)
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
