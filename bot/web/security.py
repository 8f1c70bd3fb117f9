"""What every answer carries and every form must prove: headers, cookies, form tokens and a pace."""

from __future__ import annotations

import hmac
from collections import deque
from time import monotonic
from urllib.parse import urlsplit

from aiohttp import web

from bot.web.ports import WebSettings

MOST_BYTES = 256 * 1024
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
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


def put_headers(response: web.StreamResponse, settings: WebSettings) -> None:
    """Close what a browser would leave open; only a file that never changes may be kept."""
    response.headers.update(_HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Server"] = "meetlat"
    if settings.https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"


class Cookies:
    """The two cookies of the page: the session, and a seed that ties a form to a browser without one.

    Both are ``SameSite=Strict``. The sign-in link needs no more: it opens a page with a button, and the
    session is set in answer to that button, which is a request from our own page.
    """

    def __init__(self, settings: WebSettings) -> None:
        """Name the cookies so that over https no other host can set them."""
        self._settings = settings
        prefix = "__Host-" if settings.https else ""
        self._session, self._seed = f"{prefix}meetlat", f"{prefix}meetlat-form"

    def session(self, request: web.BaseRequest) -> str:
        """The session token the browser shows, or nothing."""
        return request.cookies.get(self._session, "")

    def seed(self, request: web.BaseRequest) -> str:
        """What the forms of a browser without a session are tied to, or nothing."""
        return request.cookies.get(self._seed, "")

    def keep_session(self, response: web.StreamResponse, token: str) -> None:
        """Give the browser its session."""
        self._set(response, self._session, token, self._settings.session_seconds)

    def keep_seed(self, response: web.StreamResponse, seed: str) -> None:
        """Give the browser its seed, until it is closed."""
        self._set(response, self._seed, seed, None)

    def forget(self, response: web.StreamResponse) -> None:
        """Take the session back."""
        self._set(response, self._session, "", 0)

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


def form_token(secret: bytes, seed: str) -> str:
    """The proof that a form came from a page made for this session or browser."""
    return hmac.digest(secret, b"meetlat form\0" + seed.encode(), "sha256").hex()


def token_matches(secret: bytes, seed: str, given: str) -> bool:
    """Compare in constant time; a browser without a seed proves nothing."""
    return bool(seed) and hmac.compare_digest(form_token(secret, seed).encode(), given.encode())


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
    ours = urlsplit(settings.public_url) if settings.public_url else None
    theirs = urlsplit(origin)
    if ours is None:
        return theirs.netloc == request.host
    return (theirs.scheme, theirs.netloc) == (ours.scheme, ours.netloc)


class Pace:
    """At most ``most`` events in ``seconds`` for each session."""

    def __init__(self, most: int = 20, seconds: float = 10.0) -> None:
        """Start with everybody at rest."""
        self._most, self._seconds = most, seconds
        self._times: dict[str, deque[float]] = {}

    def allows(self, session: str) -> bool:
        """Count one event and tell whether it is within the pace; a refused one does not count."""
        now = monotonic()
        if len(self._times) > 1000:
            self._forget(now)
        times = self._times.setdefault(session, deque())
        while times and times[0] <= now - self._seconds:
            times.popleft()
        if len(times) >= self._most:
            return False
        times.append(now)
        return True

    def _forget(self, now: float) -> None:
        recent = now - self._seconds
        self._times = {who: times for who, times in self._times.items() if times and times[-1] > recent}
