"""What every answer carries and every form must prove: headers, cookies, form tokens and where it came from."""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from secrets import token_bytes

from aiohttp import web

from bot.people.links import origin_of
from bot.web.ports import Begun, WebSettings

_PROOF_BYTES = 18
_FORM_TOKEN = re.compile(r"[A-Za-z0-9_-]{48}")
# What we put in a cookie; anything else that a browser shows is not from us.
_VALUE = re.compile(r"[A-Za-z0-9_-]{1,128}")
WANTED_SECONDS = 15 * 60
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

# A file opens nothing and frames nothing, and on a slow line every byte before the first question counts.
_FILE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
KEPT = "public, max-age=31536000, immutable"


def put_headers(response: web.StreamResponse, settings: WebSettings) -> None:
    """Close what a browser would leave open; only a file that never changes may be kept."""
    response.headers.update(_FILE_HEADERS if response.headers.get("Cache-Control") == KEPT else _HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Server"] = "meetlat"
    if settings.https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"


class Cookies:
    """The cookies of the page: the session, a seed that ties a form to a browser without one, and where that one was
    going.

    All are ``SameSite=Strict``. The sign-in link needs no more: it opens a page with a button, and the
    session is set in answer to that button, which is a request from our own page.
    """

    def __init__(self, settings: WebSettings) -> None:
        """Name the cookies so that over https no other host can set them, and no other installation on this one."""
        self._settings = settings
        prefix = "__Host-" if settings.https else ""
        ours = hmac.digest(settings.secret, b"meetlat cookie", "sha256").hex()[:8]
        self.name = f"{prefix}meetlat-{ours}"
        self._seed = f"{self.name}-form"
        self._wanted = f"{self.name}-to"

    def session(self, request: web.BaseRequest) -> str:
        """The session token the browser shows, or nothing."""
        return _shown(request, self.name)

    def seed(self, request: web.BaseRequest) -> str:
        """What the forms of a browser without a session are tied to, or nothing."""
        return _shown(request, self._seed)

    def keep_session(self, response: web.StreamResponse, begun: Begun) -> None:
        """Give the browser its session, until the end that it cannot outlive."""
        self._set(response, self.name, begun.token, begun.seconds)

    def keep_seed(self, response: web.StreamResponse, seed: str) -> None:
        """Give the browser its seed, until it is closed."""
        self._set(response, self._seed, seed, None)

    def wanted(self, request: web.BaseRequest) -> str:
        """The path that somebody without a session was going to, or nothing."""
        shown = _shown(request, self._wanted)
        with suppress(ValueError):
            return urlsafe_b64decode(shown + "=" * (-len(shown) % 4)).decode("ascii")
        return ""

    def keep_wanted(self, response: web.StreamResponse, path: str) -> None:
        """Remember where somebody was going, for as long as signing in may take; no path forgets it."""
        value = urlsafe_b64encode(path.encode("ascii")).decode("ascii").rstrip("=")
        self._set(response, self._wanted, value, WANTED_SECONDS if path else 0)

    def forget(self, response: web.StreamResponse) -> None:
        """Take the session back."""
        self._set(response, self.name, "", 0)

    def _set(self, response: web.StreamResponse, name: str, value: str, max_age: int | None) -> None:
        response.set_cookie(
            name,
            value,
            path="/",
            max_age=max_age,
            secure=self._settings.https,
            httponly=True,
            samesite="Strict",
        )


def _shown(request: web.BaseRequest, name: str) -> str:
    value = request.cookies.get(name, "")
    return value if _VALUE.fullmatch(value) else ""


def form_token(secret: bytes, seed: str) -> str:
    """The proof that a form came from a page made for this session or browser.

    Pages are compressed, and how well tells something about what is in them. So the proof is hidden under a mask that
    is new every time.
    """
    mask = token_bytes(_PROOF_BYTES)
    return urlsafe_b64encode(mask + _either(mask, _proof(secret, seed))).decode("ascii")


def token_matches(secret: bytes, seed: str, given: str) -> bool:
    """Compare in constant time; a browser without a seed proves nothing."""
    if not seed or not _FORM_TOKEN.fullmatch(given):
        return False
    told = urlsafe_b64decode(given)
    return hmac.compare_digest(_either(told[:_PROOF_BYTES], told[_PROOF_BYTES:]), _proof(secret, seed))


def _proof(secret: bytes, seed: str) -> bytes:
    return hmac.digest(secret, b"meetlat form\0" + seed.encode(), "sha256")[:_PROOF_BYTES]


def _either(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one) ^ int.from_bytes(other)).to_bytes(_PROOF_BYTES)


def mark_of(secret: bytes, functionaris: str) -> str:
    """Tells a page whether it is the same person's as the one before, and nothing else."""
    return hmac.digest(secret, b"meetlat who\0" + functionaris.encode(), "sha256").hex()[:16]


def from_our_page(request: web.BaseRequest, settings: WebSettings) -> bool:
    """Whether the browser says that the form stood on a page of ours.

    Under ``no-referrer`` a browser sends ``Origin: null`` with a form, and over plain http it sends no
    ``Sec-Fetch-Site``; what it does send must fit, and the form token decides in any case.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    origin = request.headers.get("Origin", "null")
    if origin == "null":
        return True
    theirs = origin_of(origin)
    if settings.public_url:
        return theirs == settings.public_url
    return theirs == origin_of(f"{theirs.partition(':')[0]}://{request.host}") != ""
