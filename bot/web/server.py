"""Puts the web chat together: routes, limits and what happens at the edges."""

from __future__ import annotations

from aiohttp import web

from bot.people.links import MINI_APP
from bot.web import accounts, desk, homescreen, live, outdoors, pages, passkeys, reaching, signin, telegram
from bot.web.bodies import MOST_BYTES, plain_bodies
from bot.web.connections import CONNECTIONS, Connections, in_time
from bot.web.errors import polite
from bot.web.packing import packed, unpacks
from bot.web.parts import PARTS, Ports, parts_of
from bot.web.ports import WebSettings
from bot.web.security import KEPT, put_headers
from bot.web.visits import locale_of


def make_app(ports: Ports, settings: WebSettings) -> web.Application:
    """The web chat as an application, for :func:`bot.web.listening.listening` to run."""
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[in_time, packed, polite, plain_bodies])
    app[CONNECTIONS] = Connections()
    app[PARTS] = parts_of(ports, settings)
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
        web.get("/session", signin.left),
        web.post("/session", signin.left),
        web.get("/passkey", passkeys.to_sign_in),
        web.post("/passkey", passkeys.sign_in),
        web.get("/passkeys", passkeys.mine),
        web.post("/passkeys", passkeys.add),
        web.get("/passkeys/new", passkeys.to_add),
        web.get("/passkeys/offer", passkeys.offer),
        web.post("/passkeys/revoke", passkeys.revoke),
        *_with_accounts(),
        web.get(MINI_APP, telegram.ask),
        web.post(MINI_APP, telegram.come_in),
        web.get("/demo", signin.choose),
        web.post("/demo", signin.chosen),
        web.get("/kwartaal/{quarter}", pages.quarter),
        web.get(f"{desk.OPEN}/{{route:.+}}", desk.follow),
        web.post("/csv", desk.numbers),
        web.post("/push/subscribe", reaching.subscribe),
        web.post("/push/unsubscribe", reaching.unsubscribe),
        web.get("/mail/off/{token}", reaching.ask_mail_off),
        web.post("/mail/off/{token}", reaching.mail_off),
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


def _with_accounts() -> list[web.RouteDef]:
    """What leads to the provider and back; looking ahead at one of these must not use anything up."""
    return [
        web.get("/openid", accounts.depart, allow_head=False),
        web.get("/in/{token}/openid", accounts.depart, allow_head=False),
        web.get("/openid/terug", accounts.back, allow_head=False),
        web.get("/openid/aan", accounts.arrive, allow_head=False),
        web.post("/openid/uit", accounts.left),
        web.get("/openid/uit", accounts.left_in_front, allow_head=False),
        web.get("/openid/{kind:collega|uitnodiging}/{whose}", accounts.account),
        web.post("/openid/{kind:collega|uitnodiging}/{whose}", accounts.fill_in),
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
