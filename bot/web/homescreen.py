"""What puts Meetlat on a home screen: the manifest, the service worker, and the page without a connection."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from aiohttp import web

from bot.texts.translations import LOCALES, words
from bot.web import texts
from bot.web.icons import ICONS
from bot.web.outdoors import FILES as OUTDOORS
from bot.web.pages import page
from bot.web.parts import PARTS, Parts
from bot.web.view import Reader
from bot.web.visits import locale_of

# What a page with a question names; fonts come along when they are first asked for.
FILES = (
    *("chat.css", "desk.css", "print.css", "kept.js", "waiting.js", "chat.js", "session.js", "desk.js", "home.js"),
    *("taps.js", "outdoors-waiting.js", "vendor/htmx.min.js", "icon.svg"),
)
_THEME, _PAPER = "#123f6b", "#eef2f6"
_KEPT = "private, max-age=86400"


async def manifest(request: web.Request) -> web.Response:
    """What a phone shows of Meetlat beside other apps."""
    parts, locale = request.app[PARTS], locale_of(request)
    say, organisation = words(locale).say, parts.settings.organisation
    told: dict[str, Any] = {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": say(texts.app_name(organisation)),
        "short_name": say(texts.BRAND),
        "description": say(texts.APP),
        "lang": locale,
        "display": "standalone",
        "theme_color": _THEME,
        "background_color": _PAPER,
        "icons": [_icon(parts, name) for name in ICONS if not name.startswith("touch")],
    }
    headers = {"Cache-Control": _KEPT, "Vary": "Accept-Language"}
    return web.Response(text=json.dumps(told), content_type="application/manifest+json", headers=headers)


async def worker(request: web.Request) -> web.Response:
    """The service worker of this version; a browser looks by itself whether there is another."""
    view = request.app[PARTS].view
    pages = {locale: f"/offline/{locale}" for locale in LOCALES}
    outdoors = {locale: f"/onderweg/{locale}" for locale in LOCALES}
    contents = "".join(_offline(request.app[PARTS], locale) + view.outdoors(Reader(locale)) for locale in pages)
    given = {
        "version": f"{view.assets.version}-{sha256(contents.encode()).hexdigest()[:6]}",
        "files": [view.assets.url(name) for name in (*FILES, *OUTDOORS, *view.assets.house)],
        "pages": pages,
        "outdoors": outdoors,
        "icon": view.assets.url("icon-192.png"),
    }
    text = f"const GIVEN = {json.dumps(given)};\n{view.assets.text('worker.js')}"
    return web.Response(text=text, content_type="text/javascript", charset="utf-8")


async def offline(request: web.Request) -> web.Response:
    """The page that the worker keeps for when there is no connection; it is nobody's."""
    locale = request.match_info["locale"]
    if locale not in LOCALES:
        raise web.HTTPNotFound
    return page(_offline(request.app[PARTS], locale))


def _offline(parts: Parts, locale: str) -> str:
    return parts.view.message(Reader(locale), texts.OFFLINE, offline=True)


def _icon(parts: Parts, name: str) -> dict[str, str]:
    side, full = ICONS[name]
    purpose = {"purpose": "maskable"} if full else {}
    return {"src": parts.view.assets.url(name), "sizes": f"{side}x{side}", "type": "image/png", **purpose}
