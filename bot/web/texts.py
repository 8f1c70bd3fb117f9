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
UNDERSTOOD = t("web.understood", "Begrepen")
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
BACK = t("web.back", "Terug naar het gesprek")


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
SPENT = Message(
    t("web.spent.title", "Deze link werkt niet meer"),
    t("web.spent.body", "Hij is al gebruikt of verlopen. Vraag uw beheerder om een nieuwe link."),
)
PICK = Message(
    t("web.pick.title", "Wie bent u vandaag?"),
    t("web.pick.body", "Dit is een demo met verzonnen gegevens. Er komt niets in een echt dossier."),
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
