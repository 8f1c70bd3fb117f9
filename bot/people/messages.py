"""What is said of signing in: with a link that a colleague made, or from another Telegram account."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.routes import link
from bot.conversation.screen import Button, Look, Screen, Text, t
from bot.messages.params import Nothing, OfDeniedSignIn, OfPasskey, OfSignIn
from bot.messages.post import Post
from bot.people.routes import NOT_ME, PASSKEYS
from bot.runtime.clock import AMSTERDAM, local_day
from bot.ui.widgets import line, menu, title


async def signed_in(post: Post, params: OfSignIn) -> Screen | None:
    """For who was signed in: who made the link, when it was used, and the way to end it."""
    moment = params["op"].astimezone(AMSTERDAM)
    blocks = (
        title(t("signed_in.title", "Er is voor u aangemeld")),
        line(
            t(
                "signed_in.what",
                "Op {day} om {time} uur is een aanmeldlink gebruikt die {label} voor u maakte.",
                day=local_day(moment),
                time=f"{moment:%H:%M}",
                label=await _label(post, params["door"]),
            )
        ),
        line(t("signed_in.do", "Was u dat niet? Dan beëindigt u die aanmelding hier, en horen anderen ervan.")),
    )
    not_me = Button(t("btn.not_me", "Dit was ik niet"), link(NOT_ME, params["sign_in"]), Look.DANGER)
    return Screen(blocks, ((not_me,), (menu(),)))


async def account_replaced(post: Post, params: Nothing) -> Screen | None:
    """For who linked another Telegram account: the first one is not linked any more."""
    blocks = (
        title(t("account.title", "Ander Telegram-account gekoppeld")),
        line(t("account.what", "Het eerdere account is losgekoppeld en krijgt niets meer.")),
        line(t("account.do", "Was u dat niet? Meld het meteen aan uw beheerder of teamleider.")),
    )
    return Screen(blocks, ((menu(),),))


async def sign_in_denied(post: Post, params: OfDeniedSignIn) -> Screen | None:
    """For who looks after a colleague: somebody else used a link that was made for that colleague."""
    said: dict[str, Text | str] = {
        "label": await _label(post, params["functionaris"]),
        "maker": await _label(post, params["door"]),
    }
    blocks = (
        title(t("denied.title", "{label}: dit was ik niet", label=said["label"])),
        line(t("denied.what", "Een aanmelding met een link van {maker} was niet van {label} en is beëindigd.", **said)),
        line(t("denied.do", "Ga samen na wie de link gebruikte. In het logboek staat wat ermee is gedaan.")),
    )
    return Screen(blocks, ((menu(),),))


async def passkey_added(post: Post, params: OfPasskey) -> Screen | None:
    """For whose account a passkey was added to: it may not have been they."""
    blocks = (
        title(t("passkey_added.title", "Er is een passkey toegevoegd")),
        line(_at(t("passkey_added.what", "Op {day} om {time} uur. Daarmee kan iemand zich als u aanmelden."), params)),
        line(t("passkey_added.do", "Was u dat niet? Trek hem in, meld u overal af en zeg het meteen uw beheerder.")),
    )
    return Screen(blocks, ((_passkeys(),), (menu(),)))


async def passkey_copied(post: Post, params: OfPasskey) -> Screen | None:
    """For whose passkey there is a copy of."""
    what = t("passkey_copied.what", "Op {day} om {time} uur is een kopie ervan gebruikt. Er is niemand mee aangemeld.")
    do = t(
        "passkey_copied.do",
        "Zeg het meteen uw beheerder. Kijk na waar u bent aangemeld, en voeg een nieuwe passkey toe.",
    )
    blocks = (title(t("passkey_copied.title", "Een passkey van u is geblokkeerd")), line(_at(what, params)), line(do))
    return Screen(blocks, ((_passkeys(),), (menu(),)))


async def openid_linked(post: Post, params: OfPasskey) -> Screen | None:
    """For whom an account leads to since somebody else had a hand in it; what it is called passes no channel."""
    what = t("openid_linked.what", "Op {day} om {time} uur. Wie dat account heeft, kan zich als u aanmelden.")
    blocks = (
        title(t("openid_linked.title", "Gemeenteaccount aan u gekoppeld")),
        line(_at(what, params)),
        line(t("openid_linked.do", "Meldt u zich niet met een eigen account aan? Zeg het uw beheerder of teamleider.")),
    )
    return Screen(blocks, ((menu(),),))


def _passkeys() -> Button:
    return Button(t("btn.passkeys", "Passkeys"), link(PASSKEYS))


def _at(said: Text, params: OfPasskey) -> Text:
    """A sentence with the day and the time of what it tells."""
    moment = params["op"].astimezone(AMSTERDAM)
    return replace(said, params={"day": local_day(moment), "time": f"{moment:%H:%M}"})


async def _label(post: Post, functionaris: str) -> str:
    return (await post.unit.people.labels({functionaris})).get(functionaris, functionaris)
