"""The sentences of signing in with an account of the organisation."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.screen import Text, t, verbatim
from bot.web.texts import Message

# What was typed stands there still, to be put right.
AGAIN = frozenset({"taken", "unread"})

_WITH = t("web.openid.in", "Met gemeenteaccount")
_ONCE_MORE = t("web.openid.again", "Opnieuw aanmelden")

BACK = Message(
    t("web.openid.back.title", "U wordt aangemeld"),
    t("web.openid.back.body", "Gaat het niet vanzelf verder? Tik dan op Verder."),
    t("web.openid.back.button", "Verder"),
)
OUT = Message(
    t("web.openid.out.title", "U bent afgemeld bij Meetlat"),
    t(
        "web.openid.out.body",
        "Bij de gemeente bent u nog wel aangemeld. Werkt u op een gedeelde computer? Meld u daar dan ook af.",
    ),
    t("web.openid.out.button", "Ook daar afmelden"),
)
BACK_IN = t("web.openid.out.again", "Terug naar Meetlat")
WITH_LINK = Message(
    t("web.openid.link.title", "Aanmelden bij Meetlat"),
    t(
        "web.openid.link.body",
        "Deze link werkt één keer, samen met uw account van de gemeente. Daarna hebt u geen link meer nodig.",
    ),
)
EITHER = t("web.openid.link.either", "Of met uw gemeenteaccount, voortaan zonder link:")

ACCOUNT = t("web.account.title", "Account van de gemeente")
ACCOUNT_LABEL = t("web.account.label", "Wat staat er bij deze collega in het account?")
KEEP = t("web.account.keep", "Bewaren")
NO_NAME = t(
    "web.account.where",
    "Een leeg veld maakt het account los. Dit staat alleen hier, voor beheerders: het gaat nooit naar Telegram en komt "
    "in geen rapport.",
)
FILLED_IN = {
    "kept": t("web.account.kept", "Bewaard. Met dit account kan deze collega zich aanmelden."),
    "same": t("web.account.same", "Er is niets veranderd."),
    "released": t(
        "web.account.released", "Losgemaakt. Wie met dat account was aangemeld, is afgemeld. Een aanmeldlink werkt nog."
    ),
    "taken": t(
        "web.account.taken",
        "Dit account hoort al bij een andere collega. Er is niets veranderd. Kijk na wie het is en maak het daar los.",
    ),
    "unread": t("web.account.unread", "Zo kan een account niet heten. Er is niets veranderd."),
}

_REFUSED = {
    "late": Message(
        t("web.openid.late.title", "Dat duurde te lang"),
        t(
            "web.openid.late.body",
            "Of u ging verder in een andere browser. U bent nog niet aangemeld. Begin opnieuw, in één keer.",
        ),
    ),
    "cancelled": Message(
        t("web.openid.cancelled.title", "U bent niet aangemeld"),
        t("web.openid.cancelled.body", "Het aanmelden bij de gemeente is afgebroken. U kunt opnieuw beginnen."),
    ),
    "down": Message(
        t("web.openid.down.title", "Aanmelden lukt nu even niet"),
        t(
            "web.openid.down.body",
            "Het aanmelden van de gemeente antwoordt niet. Wie al is aangemeld, werkt gewoon door. Probeer het over "
            "een paar minuten opnieuw, of vraag uw beheerder om een aanmeldlink. De code is {code}.",
        ),
    ),
    "clock": Message(
        t("web.openid.clock.title", "De klokken lopen niet gelijk"),
        t(
            "web.openid.clock.body",
            "De tijd bij de gemeente en bij Meetlat verschilt te veel. U bent niet aangemeld. Geef uw beheerder code "
            "{code}.",
        ),
    ),
    "missing": Message(
        t("web.openid.missing.title", "In uw account ontbreekt iets"),
        t(
            "web.openid.missing.body",
            "Meetlat kan niet zien wie u bent. U bent niet aangemeld. Geef uw beheerder code {code}.",
        ),
    ),
    "not_meant": Message(
        t("web.openid.not_meant.title", "Dit account is niet voor Meetlat"),
        t(
            "web.openid.not_meant.body",
            "Uw account bestaat, maar mag Meetlat niet gebruiken. Vraag het uw beheerder, met code {code}.",
        ),
    ),
    "unknown": Message(
        t("web.openid.unknown.title", "U hebt geen toegang tot Meetlat"),
        t(
            "web.openid.unknown.body",
            "Uw account klopt, maar hoort hier bij niemand, of niet meer. Vraag uw beheerder om een uitnodiging, met "
            "code {code}.",
        ),
    ),
    "taken": Message(
        t("web.openid.taken.title", "Deze link is voor iemand anders"),
        t(
            "web.openid.taken.body",
            "Uw account hoort hier al bij iemand. De link is niet gebruikt. Vraag het uw beheerder, met code {code}.",
        ),
    ),
    "other": Message(
        t("web.openid.other.title", "Deze link hoort bij een ander account"),
        t(
            "web.openid.other.body",
            "De link is niet gebruikt. Meld u aan met het account dat uw beheerder invulde, of vraag het na met code "
            "{code}.",
        ),
    ),
    "spent": Message(
        t("web.openid.spent.title", "Deze link werkt niet meer"),
        t(
            "web.openid.spent.body",
            "Hij is al gebruikt of verlopen. Vraag uw beheerder om een nieuwe, met code {code}.",
        ),
    ),
    "untrue": Message(
        t("web.openid.untrue.title", "Aanmelden is niet gelukt"),
        t(
            "web.openid.untrue.body",
            "Meetlat kan niet nagaan of het antwoord van uw gemeente komt. U bent niet aangemeld. Probeer het opnieuw; "
            "gaat het weer mis, geef uw beheerder dan code {code}.",
        ),
    ),
}


def with_account(button: str) -> Text:
    """What the button to sign in says: the gemeente's own words, if it has any."""
    return verbatim(button) if button else _WITH


def account_for(label: str) -> Text:
    """Whose account is filled in."""
    return t("web.account.for", "Voor: {label}", label=label)


def claim_is(claim: str) -> Text:
    """Which property of the account is meant."""
    return t("web.account.claim", "Bedoeld is {claim}; wie de accounts beheert, weet wat daar staat.", claim=claim)


def refused(why: str, code: str) -> Message:
    """Why nobody is signed in, and what to do now."""
    message = _REFUSED.get(why, _REFUSED["untrue"])
    return replace(
        message, body=replace(message.body, params={"code": code}) if code else message.body, way_on=_ONCE_MORE
    )
