"""A push service that speaks RFC 8030 over real HTTP, with browsers that read what comes: decrypted, and signed as due.

Each browser has keys of its own, as RFC 8291 wants; what was encrypted for another is not read. The signature is
checked as RFC 8292 says.
"""

from __future__ import annotations

import json
import re
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from os import urandom
from typing import Any

import http_ece
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from storage.people.reach import Address

LONGEST = 4096
_PROOF = re.compile(r"vapid t=(?P<token>[^,]+),k=(?P<key>[A-Za-z0-9_-]+)")


@dataclass
class Notice:
    """What a browser was given to show, with what the push service was told of it."""

    at: float
    shown: dict[str, Any]
    ttl: int
    urgency: str
    topic: str
    raw: bytes
    claims: dict[str, Any]


@dataclass
class BrowserAt:
    """One browser that shows notices."""

    endpoint: str
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: urandom(16))
    notices: list[Notice] = field(default_factory=list)
    calls: int = 0

    @property
    def address(self) -> Address:
        """What the browser tells Meetlat."""
        point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return Address(self.endpoint, _text(point), _text(self.secret))

    def shown(self, topic: str) -> list[dict[str, Any]]:
        """What it was given to show on one topic."""
        return [each.shown for each in self.notices if each.topic == topic]

    @property
    def form(self) -> dict[str, str]:
        """The same as the page's script sends it."""
        return {"endpoint": self.endpoint, "p256dh": self.address.p256dh, "auth": self.address.auth}


@dataclass
class PushService:
    """Takes messages for its browsers; ``answers`` are statuses that come first, for one browser or for all."""

    url: str = ""
    browsers: dict[str, BrowserAt] = field(default_factory=dict)
    answers: dict[str, list[int]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    always: int = 0

    def browser(self) -> BrowserAt:
        """A browser that just subscribed."""
        name = _text(urandom(12))
        self.browsers[name] = BrowserAt(f"{self.url}/push/{name}")
        return self.browsers[name]

    def forget(self, browser: BrowserAt) -> None:
        """The browser was thrown away."""
        del self.browsers[browser.endpoint.rpartition("/")[2]]

    async def take(self, request: web.Request) -> web.Response:
        """One message."""
        found, body = self.browsers.get(request.match_info["name"]), await request.read()
        if found is None:
            return web.Response(status=410)
        found.calls += 1
        queue = self.answers.get(request.match_info["name"], [])
        status = queue.pop(0) if queue else self.always
        if status:
            return web.Response(status=status, headers=self.headers)
        if not found.address.at.endswith(request.path) or len(body) > LONGEST:
            return web.Response(status=413)
        found.notices.append(_read(found, request, body, self.url))
        return web.Response(status=201, headers={"Location": f"{self.url}/message/1"})


def _read(browser: BrowserAt, request: web.Request, body: bytes, origin: str) -> Notice:
    proof = _PROOF.fullmatch(request.headers["Authorization"])
    assert proof is not None
    assert request.headers["Content-Encoding"] == "aes128gcm"
    key = _bytes(proof["key"])
    public = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": _text(key[1:33]), "y": _text(key[33:])})
    claims = jwt.decode(proof["token"], public, algorithms=["ES256"]).claims
    assert claims["aud"] == origin
    assert time.time() < claims["exp"] <= time.time() + 24 * 3600
    plain = http_ece.decrypt(body, private_key=browser.private, auth_secret=browser.secret, version="aes128gcm")
    headers = request.headers
    return Notice(
        time.monotonic(),
        json.loads(plain),
        int(headers["TTL"]),
        headers["Urgency"],
        headers.get("Topic", ""),
        body,
        claims,
    )


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(f"{text}{'=' * (-len(text) % 4)}")


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    """A push service on a port of its own."""
    service, app = PushService(), web.Application()
    app.router.add_post("/push/{name}", service.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    service.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield service
    finally:
        await runner.cleanup()
