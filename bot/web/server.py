"""Puts the web chat together: routes, limits and what happens at the edges."""

from __future__ import annotations

from aiohttp import web

from bot.web import homescreen, live, outdoors, pages, signin
from bot.web.bodies import MOST_BYTES, plain_bodies
from bot.web.connections import CONNECTIONS, Connections, in_time
from bot.web.errors import polite
from bot.web.packing import packed, unpacks
from bot.web.parts import PARTS, Parts
from bot.web.ports import (
    ChangeNotifier,
    Conversation,
    DemoLogin,
    Kits,
    QuarterPages,
    Ready,
    Sessions,
    Taking,
    WebSettings,
)
from bot.web.security import KEPT, Cookies, put_headers
from bot.web.view import View
from bot.web.visits import locale_of


def make_app(
    conversation: Conversation,
    sessions: Sessions,
    changes: ChangeNotifier,
    *,
    settings: WebSettings,
    ready: Ready,
    demo_login: DemoLogin | None = None,
    quarters: QuarterPages | None = None,
    kits: Kits | None = None,
    taking: Taking | None = None,
) -> web.Application:
    """The web chat as an application, for :func:`bot.web.listening.listening` to run."""
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[in_time, packed, polite, plain_bodies])
    app[CONNECTIONS] = Connections()
    app[PARTS] = Parts(
        conversation,
        sessions,
        changes,
        ready,
        settings,
        demo_login,
        cookies=Cookies(settings),
        view=View(settings),
        quarters=quarters,
        kits=kits,
        taking=taking,
    )
    app.add_routes(_routes())
    app.on_response_prepare.append(_close_up)
    app.on_shutdown.append(live.hang_up)
    return app


def _routes() -> list[web.RouteDef]:
    return [
        web.get("/", pages.chat),
        web.post("/tap", pages.tap),
        web.post("/say", pages.say),
        web.post("/language", pages.language),
        web.get("/live", live.live, allow_head=False),
        web.get("/in/{token}", signin.ask),
        web.post("/in/{token}", signin.come_in),
        web.post("/out", signin.go_out),
        web.get("/demo", signin.choose),
        web.post("/demo", signin.chosen),
        web.get("/kwartaal/{quarter}", pages.quarter),
        web.get("/onderweg", outdoors.outdoors),
        web.get("/onderweg/kit", outdoors.kit),
        web.post("/onderweg/in", outdoors.hand_in),
        web.get("/onderweg/{locale}", outdoors.outdoors),
        web.get("/static/{version}/{name:.+}", static),
        web.get("/manifest.webmanifest", homescreen.manifest),
        web.get("/sw.js", homescreen.worker),
        web.get("/offline/{locale}", homescreen.offline),
        web.get("/healthz", healthz),
        web.get("/readyz", readyz),
    ]


async def static(request: web.Request) -> web.Response:
    """Serve one file; an address of another version gets today's file, but not for long."""
    assets = request.app[PARTS].view.assets
    file = assets.get(request.match_info["name"])
    if file is None:
        raise web.HTTPNotFound
    headers = {"Vary": "Accept-Encoding"}
    body = file.plain
    if file.packed and unpacks(request):
        headers["Content-Encoding"], body = "gzip", file.packed
    if request.match_info["version"] == assets.version:
        headers["Cache-Control"] = KEPT
    charset = "utf-8" if file.packed else None
    return web.Response(body=body, content_type=file.content_type, charset=charset, headers=headers)


async def healthz(_: web.Request) -> web.Response:
    """The process is alive."""
    return web.Response(text="ok\n")


async def readyz(request: web.Request) -> web.Response:
    """It can also answer requests, its database included; who looks closer reads which background tasks fail.

    Those take away no request: an instance that Telegram refuses still serves the web chat.
    """
    health = await request.app[PARTS].ready()
    failing = f"failing: {', '.join(health.failing)}\n" if health.failing else ""
    return web.Response(text=f"{'' if health.serves else 'not '}ready\n{failing}", status=200 if health.serves else 503)


async def _close_up(request: web.Request, response: web.StreamResponse) -> None:
    if response.content_type == "text/html":
        response.headers.setdefault("Content-Language", locale_of(request))
    put_headers(response, request.app[PARTS].settings)
