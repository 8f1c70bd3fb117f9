"""Who is asking and whether a form may be believed; everything refused here is an exception."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_urlsafe

from aiohttp import web

from bot.texts.translations import LOCALES
from bot.web import texts
from bot.web.bodies import form_in
from bot.web.parts import PARTS
from bot.web.ports import Visitor
from bot.web.refusals import NotSignedInError, RefusedError
from bot.web.security import from_our_page, token_matches
from bot.web.view import Reader

_LOCALE = web.RequestKey("locale", str)
# What a page asks without anybody doing anything.
_UNASKED = frozenset({"/live", "/session"})
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z0-9-]*)?(?:\s*;\s*q\s*=\s*([01](?:\.\d{0,3})?))?")


@dataclass(frozen=True, slots=True)
class Visit:
    """A session that is valid now, with its token."""

    token: str
    visitor: Visitor

    @property
    def reader(self) -> Reader:
        """For whom the pages of this visit are made."""
        return Reader(self.visitor.locale, self.token, self.visitor)


async def visit(request: web.Request) -> Visit:
    """The visit of a browser that is signed in; what a page asks of its own accord is no use of the session."""
    parts = request.app[PARTS]
    token = parts.cookies.session(request)
    used = request.method == "POST" or not (by_script(request) or request.path in _UNASKED)
    visitor = await parts.sessions.visitor(token, used=used) if token else None
    if visitor is None:
        raise NotSignedInError
    request[_LOCALE] = visitor.locale
    return Visit(token, visitor)


def guest(request: web.Request) -> Reader:
    """A browser that is not signed in; its forms are tied to a seed in a cookie."""
    return Reader(locale_of(request), request.app[PARTS].cookies.seed(request) or token_urlsafe(16))


def locale_of(request: web.BaseRequest) -> str:
    """The language of the visitor when known, else the browser's first that we speak."""
    if _LOCALE in request:
        return request[_LOCALE]
    wishes = []
    for wish in request.headers.get("Accept-Language", "")[:200].split(","):
        if match := _LANGUAGE.fullmatch(wish.strip()):
            wishes.append((-float(match[2] or 1), match[1].lower()))
    spoken = (language for _, language in sorted(wishes, key=lambda wish: wish[0]) if language in LOCALES)
    return next(spoken, LOCALES[0])


async def form_of(request: web.Request, seed: str) -> Mapping[str, str]:
    """The fields of a form that came from a page of ours, made for ``seed``."""
    settings = request.app[PARTS].settings
    if not from_our_page(request, settings):
        raise RefusedError(403, texts.STALE)
    form = await form_in(request, lambda token: token_matches(settings.secret, seed, token))
    if not _KEY.fullmatch(form.get("key", "")):
        raise RefusedError(400, texts.STALE)
    return form


def by_script(request: web.BaseRequest) -> bool:
    """Whether the page's script asks, which can put a page in place without a redirect."""
    return request.headers.get("HX-Request") == "true"
