"""Renders pages from what a chat shows: the templates and what they all need."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from secrets import token_urlsafe
from time import time

from babel import Locale
from markupsafe import Markup

from bot.conversation.screen import Text
from bot.texts.templates import templates_in
from bot.texts.translations import LOCALES, words
from bot.web import shape, texts
from bot.web.assets import Assets
from bot.web.ports import Shown, Visitor, WebSettings
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

    def __init__(self, settings: WebSettings) -> None:
        """Know where the templates are."""
        self._settings = settings
        self._templates = templates_in(Path(__file__).parent / "templates")

    @cached_property
    def assets(self) -> Assets:
        """The files that pages point at, read and packed when the first page or file is asked for."""
        return Assets()

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
            main=main,
            tail=tail,
            link=shape.safe_link(screen.link),
            notice=notice or shown.said or screen.notice,
            whole=whole,
            typed=typed,
        )

    def message(self, reader: Reader, message: texts.Message, *, whole: bool = True, offline: bool = False) -> str:
        """A page that says one thing, with a way back to the conversation; ``offline`` it tries that by itself."""
        return self._page("message.html", reader, title=message.title, message=message, whole=whole, offline=offline)

    def outdoors(self, reader: Reader) -> str:
        """The page for measuring without a connection, with what its script says before it knows who is there."""
        return self._page("outdoors.html", reader, title=texts.OUTDOORS, sentences=texts.OUTDOORS_SENTENCES)

    def sign_in(self, reader: Reader, action: str) -> str:
        """The page of a sign-in link: one button, so that a preview of the link does not use it up."""
        message = texts.SIGN_IN
        return self._page("signin.html", reader, title=message.title, message=message, action=action)

    def pick(self, reader: Reader, people: Sequence[Visitor]) -> str:
        """The demo's choice of who you are."""
        message = texts.PICK
        return self._page("pick.html", reader, title=message.title, message=message, people=people)

    def _name(self, visitor: Visitor) -> str:
        """Where every page says TEST already, a name does not say it again."""
        return visitor.name.removesuffix(f" · {texts.TEST.source}") if self._settings.demo else visitor.name

    def _page(self, template: str, reader: Reader, *, title: Text, whole: bool = True, **more: object) -> str:
        speech = words(reader.locale)
        return self._templates.get_template(template).render(
            say=speech.say,
            T=texts,
            shape=shape,
            title=title,
            lang=speech.locale.partition("@")[0],
            direction=Locale.parse(speech.locale).text_direction,
            asset=self.assets.url,
            htmx_config=_HTMX,
            languages=_languages(),
            demo=self._settings.demo,
            name_of=self._name,
            visitor=reader.visitor,
            version=self.assets.version,
            mark=reader.visitor and mark_of(self._settings.secret, reader.visitor.functionaris),
            now=int(time()),
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
