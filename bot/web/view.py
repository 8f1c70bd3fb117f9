"""Renders pages from what a chat shows: the templates and what they all need."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, partial
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from babel import Locale
from markupsafe import Markup

from bot.conversation.screen import Text
from bot.texts.templates import templates_in
from bot.texts.translations import LOCALES, words
from bot.ui.terms import used
from bot.web import account_texts, desk_texts, passkey_texts, shape, texts
from bot.web.assets import Assets
from bot.web.ports import AccountOf, KnownPasskey, Shown, Visitor, WebSettings
from bot.web.security import form_token, mark_of

_HTMX = json.dumps(
    {
        "allowEval": False,
        "allowScriptTags": False,
        "defaultSettleDelay": 0,
        "historyEnabled": False,
        "includeIndicatorStyles": False,
        "responseHandling": [{"code": "204", "swap": False}, {"code": "...", "swap": True}],
        "timeout": 15000,
    }
)

_HIDDEN = Markup('<input type="hidden" name="csrf" value="{}"><input type="hidden" name="key" value="{}">')


@dataclass(frozen=True, slots=True)
class Reader:
    """Who a page is made for; ``seed`` is what its forms are tied to."""

    locale: str
    seed: str = ""
    visitor: Visitor | None = None


class View:
    """Makes the pages of one application."""

    def __init__(self, settings: WebSettings, now: Callable[[], datetime], push_key: str = "") -> None:
        """Know where the templates are; ``push_key`` is what a browser needs to show notices."""
        self._settings = settings
        self._now = now
        self._push_key = push_key
        self._templates = templates_in(Path(__file__).parent / "templates")

    @cached_property
    def assets(self) -> Assets:
        """The files that pages point at, read and packed when the first page or file is asked for."""
        return Assets(self._settings.house_style)

    def chat(
        self, reader: Reader, shown: Shown, notice: Text | None = None, typed: str = "", *, whole: bool = True
    ) -> str:
        """The conversation; ``notice`` takes the place of the screen's own, ``typed`` stands ready to be put right.

        Not ``whole`` it is what the page's script puts in place, without what stands around it.
        """
        screen = shown.screen
        first = shape.heading(screen)
        main, tail = shape.answers(screen)
        return self._page(
            "chat.html",
            Reader(shown.locale, reader.seed, reader.visitor),
            title=texts.CHAT if first is None else screen.blocks[first].text,
            shown=shown,
            screen=screen,
            headless=first is None,
            due=shape.due(screen),
            parts=list(shape.parts(screen.blocks, first)),
            terms=list(used(list(shape.sentences(screen, words(shown.locale).say)), words(shown.locale))),
            wide=shape.layout(screen),
            as_of=desk_texts.as_of(shown.day) if shown.day and (screen.paper or screen.sheet) else None,
            main=main,
            tail=tail,
            link=shape.safe_link(screen.link),
            notice=notice or shown.said or screen.notice,
            push_key=self._push_key if screen.notices else "",
            whole=whole,
            typed=typed,
        )

    def message(
        self, reader: Reader, message: texts.Message, *, whole: bool = True, href: str = "/", offline: bool = False
    ) -> str:
        """A page that says one thing, with a way on: to the conversation, or elsewhere; ``offline`` tries by itself."""
        more: dict[str, Any] = {"whole": whole, "href": href, "offline": offline}
        return self._page("message.html", reader, title=message.title, message=message, **more)

    def one_step(self, reader: Reader, message: texts.Message, *, action: str) -> str:
        """A page that says one thing, with a form that needs no more than its address."""
        return self._page("step.html", reader, title=message.title, message=message, action=action)

    def outdoors(self, reader: Reader) -> str:
        """The page for measuring without a connection, with what its script says before it knows who is there."""
        return self._page("outdoors.html", reader, title=texts.OUTDOORS, sentences=texts.OUTDOORS_SENTENCES)

    def sign_in(self, reader: Reader, action: str, *, bare: bool = True, account: Text | None = None) -> str:
        """The page of a sign-in link: a button, so that a preview uses nothing up; ``bare`` it works by itself."""
        message = texts.SIGN_IN if bare else account_texts.WITH_LINK
        more: dict[str, Any] = {"bare": bare, "account": account, "way": f"{action}/openid"}
        return self._page("signin.html", reader, title=message.title, message=message, action=action, **more)

    def from_telegram(self, reader: Reader, action: str) -> str:
        """The page that Telegram opens; its script hands over who opened it."""
        message = texts.FROM_TELEGRAM
        return self._page("telegram.html", reader, title=message.title, message=message, action=action)

    def entrance(self, reader: Reader, message: texts.Message, *, passkey: bool, account: Text | None = None) -> str:
        """The page for who is not signed in, with the ways in that a browser has at this address."""
        more: dict[str, Any] = {"passkey": passkey, "account": account, "way": "/openid"}
        return self._page("entrance.html", reader, title=message.title, message=message, **more)

    def moving_on(self, reader: Reader, message: texts.Message, to: str) -> str:
        """A page that leads on by itself."""
        return self._page("moving_on.html", reader, title=message.title, message=message, to=to)

    def signed_out(self, reader: Reader, elsewhere: str) -> str:
        """Signed out here, with the way to sign out ``elsewhere`` too."""
        message = account_texts.OUT
        return self._page("signed_out.html", reader, title=message.title, message=message, elsewhere=elsewhere)

    def account(self, reader: Reader, found: AccountOf, notice: Text | None, written: str) -> str:
        """What a beheerder fills in for a colleague."""
        title = account_texts.ACCOUNT
        return self._page("account.html", reader, title=title, found=found, notice=notice, written=written)

    def passkeys(
        self, reader: Reader, mine: Sequence[KnownPasskey], name: str, notice: Text | None, **more: bool
    ) -> str:
        """Somebody's own passkeys, and the form to add one under ``name``."""
        shown = [(each, passkey_texts.used_since(each.sinds, each.gebruikt)) for each in mine]
        return self._page(
            "passkeys.html", reader, title=passkey_texts.MINE.title, mine=shown, name=name, notice=notice, **more
        )

    def pick(self, reader: Reader, people: Sequence[Visitor], *, passkey: bool = False) -> str:
        """The demo's choice of who you are."""
        message = texts.PICK
        return self._page("pick.html", reader, title=message.title, message=message, people=people, passkey=passkey)

    def _name(self, visitor: Visitor) -> str:
        return self._plain(visitor.name)

    def _plain(self, name: str) -> str:
        """Where every page says TEST already, a name does not say it again."""
        return name.removesuffix(f" · {texts.TEST.source}") if self._settings.demo else name

    def _page(self, template: str, reader: Reader, *, title: Text, whole: bool = True, **more: object) -> str:
        speech = words(reader.locale)
        return self._templates.get_template(template).render(
            say=speech.say,
            T=texts,
            P=passkey_texts,
            D=desk_texts,
            A=account_texts,
            shape=shape,
            title=title,
            lang=speech.locale.partition("@")[0],
            direction=Locale.parse(speech.locale).text_direction,
            asset=self.assets.url,
            htmx_config=_HTMX,
            languages=_languages(),
            demo=self._settings.demo,
            name_of=self._name,
            plain=self._plain,
            organisation=self._settings.organisation,
            style=self._settings.house_style,
            visitor=reader.visitor,
            version=self.assets.version,
            now=int(self._now().timestamp()),
            who=mark_of(self._settings.secret, reader.visitor.functionaris) if reader.visitor else "",
            hidden=partial(_hidden, form_token(self._settings.secret, reader.seed) if reader.seed else ""),
            whole=whole,
            **more,
        )


def _hidden(token: str) -> Markup:
    """What every form carries unseen: that it is ours, and a key of its own."""
    return _HIDDEN.format(token, token_urlsafe(16))


@cache
def _languages() -> list[tuple[str, str]]:
    """Every language by its code and its own name; Babel reads a whole locale to know that."""
    return [(code, Locale.parse(code).get_language_name(code).capitalize()) for code in LOCALES]  # type: ignore[union-attr]
