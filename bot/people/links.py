"""One-time links: a token is derived from Meetlat's key and an id, and only its hash is ever stored."""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from yarl import URL

from bot.conversation.screen import Text, t

LIFETIME = timedelta(minutes=15)
# Where Telegram opens the web chat.
MINI_APP = "/telegram-app"

_LONGEST_ORIGIN = 512
_ORIGIN = re.compile(r"https?://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]+)?")


class Valid(StrEnum):
    """How long a one-time link can be used; ``time`` says it to a person."""

    QUARTER = "15m"
    DAY = "1d"
    THREE_DAYS = "3d"

    @property
    def lifetime(self) -> timedelta:
        """From the moment it was made."""
        return {Valid.QUARTER: LIFETIME, Valid.DAY: timedelta(days=1), Valid.THREE_DAYS: timedelta(days=3)}[self]

    @property
    def time(self) -> Text:
        """``15 minuten``."""
        return {
            Valid.QUARTER: t("valid.quarter", "15 minuten"),
            Valid.DAY: t("valid.day", "1 dag"),
            Valid.THREE_DAYS: t("valid.three_days", "3 dagen"),
        }[self]


def token_for(key: bytes, purpose: str, identity: str) -> str:
    """A token of 160 bits, safe in a URL and in a deep link; the same id gives the same token."""
    mac = hmac.new(key, f"{purpose}:{identity}".encode(), sha256).digest()
    return base64.b32encode(mac[:20]).decode().lower()


def hashed(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a one-time link can be used: in the web chat, in Telegram, or both."""

    web: str = ""
    telegram: str = ""


def ways_in(token: str, web: str, bot: str) -> Ways:
    """The addresses that carry a token, as far as the channels are set up."""
    return Ways(
        web=f"{web.rstrip('/')}/in/{token}" if web else "",
        telegram=f"https://t.me/{bot}?start={token}" if bot else "",
    )


def listening_at(host: str, port: int) -> str:
    """The address under which a web chat that listens on ``host`` is found on this machine."""
    name = host or "127.0.0.1"
    try:
        address = ip_address(host)
    except ValueError:
        pass
    else:
        if address.is_unspecified:  # nobody is there; this machine is, in the same family
            name = "127.0.0.1" if address.version == 4 else "::1"
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def origin_of(url: str) -> str:
    """Scheme, host and port of a web address as browsers write them; nothing when it is no web address."""
    if len(url) > _LONGEST_ORIGIN:
        return ""
    try:
        origin = str(URL(url).origin())
    except ValueError:
        return ""
    return origin if _ORIGIN.fullmatch(origin) else ""


def root_of(url: str) -> str:
    """An address that is nothing but an origin, as browsers write it; ``ValueError`` for any other."""
    origin = origin_of(url)
    if not origin:
        raise ValueError("no web address")
    rest = URL(url)
    if rest.path != "/" or rest.raw_query_string or rest.raw_fragment or rest.raw_user or rest.raw_password:
        raise ValueError("more than an origin")
    return origin


def only_here(url: str) -> bool:
    """Whether an address leads nowhere but to the machine it is opened on."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
