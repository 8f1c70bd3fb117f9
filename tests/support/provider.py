"""A small provider of OpenID Connect over real HTTP, that can also say what a good one never would."""

from __future__ import annotations

import hashlib
from base64 import b64decode, urlsafe_b64encode
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from yarl import URL

CLIENT, SECRET = "meetlat", "a secret of the provider"
_LASTS = 3600
_LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
Claims = dict[str, Any]


@cache
def key_named(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"}, private=True)


@dataclass
class Provider:
    """Signs everybody in at once as ``account``; ``bend`` and ``sign`` spoil the tokens that it gives."""

    account: Claims = field(default_factory=lambda: {"sub": "anna@provider"})
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    bend: Callable[[Claims], object] = lambda claims: None
    sign: Callable[[Claims], object] | None = None
    published: list[RSAKey | ECKey] = field(default_factory=lambda: [key_named("one")])
    metadata: Claims = field(default_factory=dict)
    denies: str = ""
    down: bool = False
    asked: Counter[str] = field(default_factory=Counter)
    codes: dict[str, Claims] = field(default_factory=dict)
    token: Claims = field(default_factory=dict)
    issuer: str = ""

    def id_token(self, nonce: str) -> object:
        now = int(self.now().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT, "exp": now + _LASTS, "iat": now, "nonce": nonce, **self.account}
        self.bend(claims)
        return self.signed(claims) if self.sign is None else self.sign(claims)

    def signed(self, claims: Claims, kid: str = "one", alg: str = "RS256", **header: Any) -> str:
        return jwt.encode({"alg": alg, "kid": kid, **header}, claims, key_named(kid))

    def logout_token(self, **changed: Any) -> str:
        now = int(self.now().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 120, "events": {_LOGOUT: {}}, **changed}
        return self.signed({name: value for name, value in claims.items() if value is not None}, typ="logout+jwt")

    async def describe(self, _: web.Request) -> web.Response:
        at = {name: f"{self.issuer}/{name}" for name in ("authorize", "token", "keys", "out")}
        described = {
            "issuer": self.issuer,
            "authorization_endpoint": at["authorize"],
            "token_endpoint": at["token"],
            "jwks_uri": at["keys"],
            "end_session_endpoint": at["out"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return web.json_response(described | self.metadata)

    async def keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": [key.as_dict(private=False) for key in self.published]})

    async def authorize(self, request: web.Request) -> web.Response:
        asked = dict(request.query)
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        assert "openid" in asked["scope"].split()
        code = f"code-{self.asked['authorize']}"
        self.codes[code] = asked
        answer = {"error": self.denies} if self.denies else {"code": code}
        raise web.HTTPFound(URL(asked["redirect_uri"]).with_query({**answer, "state": asked["state"]}))

    async def exchange(self, request: web.Request) -> web.Response:
        form = await request.post()
        asked = self.codes.pop(str(form["code"]), None)
        assert b64decode(request.headers["Authorization"].split()[1]).decode() == f"{CLIENT}:{SECRET}"
        if asked is None:
            return web.json_response({"error": "invalid_grant"}, status=400)
        proof = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        assert urlsafe_b64encode(proof).decode().rstrip("=") == asked["code_challenge"]
        assert form["redirect_uri"] == asked["redirect_uri"]
        given = {"access_token": "opaque", "token_type": "Bearer", "id_token": self.id_token(asked["nonce"])}
        return web.json_response(given | self.token)

    @web.middleware
    async def counted(self, request: web.Request, handler: Any) -> web.StreamResponse:
        self.asked[request.path.rpartition("/")[2]] += 1
        if self.down:
            return web.Response(status=503)
        answer: web.StreamResponse = await handler(request)
        return answer


@asynccontextmanager
async def provider() -> AsyncIterator[Provider]:
    """One that listens."""
    stands = Provider()
    app = web.Application(middlewares=[stands.counted])
    app.add_routes(
        [
            web.get("/.well-known/openid-configuration", stands.describe),
            web.get("/keys", stands.keys),
            web.get("/authorize", stands.authorize),
            web.post("/token", stands.exchange),
        ]
    )
    async with TestServer(app) as server:
        stands.issuer = str(server.make_url("/")).rstrip("/")
        yield stands
