"""Whatever goes wrong ends in a page that says what is kept and what to do."""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from secrets import token_hex

import structlog
from aiohttp import web

from bot.web import texts
from bot.web.pages import page
from bot.web.parts import PARTS
from bot.web.refusals import NotSignedInError, RefusedError
from bot.web.signin import entrance, remembering
from bot.web.view import Reader
from bot.web.visits import by_script, locale_of

_log = structlog.get_logger("meetlat.web")
_PAGES = {404: texts.NOT_FOUND, 405: texts.NOT_HERE, 413: texts.TOO_MUCH}
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def polite(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Turn every failure into a page."""
    try:
        return await handler(request)
    except NotSignedInError:
        return _not_signed_in(request)
    except RefusedError as refused:
        return _say(request, refused.message, refused.status)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        message = _PAGES.get(error.status, texts.NOT_HERE)
        return _say(request, message, error.status, error.headers.get("Allow"))
    except ConnectionError:
        raise  # the browser went away; there is nobody to answer
    except Exception as error:  # noqa: BLE001 - the last resort, so that a person gets a page and a code
        return _broken(request, error)


def _broken(request: web.Request, error: Exception) -> web.Response:
    code, where = token_hex(4), _place(error)
    _log.error("page failed", code=code, error=type(error).__name__, at=where, page=_route(request))
    return _say(request, texts.broken(code), 500)


def _not_signed_in(request: web.Request) -> web.Response:
    parts = request.app[PARTS]
    if by_script(request):
        # The whole page must go, with the name in its top bar.
        return web.Response(headers={"HX-Refresh": "true"}, status=403)
    if parts.demo_login is not None:
        return remembering(request, web.Response(status=303, headers={"Location": "/demo"}))
    return entrance(request)


def _say(request: web.Request, message: texts.Message, status: int, allow: str | None = None) -> web.Response:
    view = request.app[PARTS].view
    response = page(view.message(Reader(locale_of(request)), message, whole=not by_script(request)), status)
    if allow:
        response.headers["Allow"] = allow
    if status == 429:
        response.headers["Retry-After"] = "10"
    return response


def _place(error: Exception) -> list[str]:
    """File, line and function of the last calls, never the values in them."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def _route(request: web.Request) -> str:
    """The pattern of the address; the address itself may hold a sign-in token."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"
