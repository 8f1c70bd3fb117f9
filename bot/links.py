"""One-time links: a token is derived from the house's key and an id, and only its hash is ever stored."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

LIFETIME = timedelta(minutes=15)
SESSION = timedelta(hours=12)


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


def ways_in(token: str, public_url: str, bot: str) -> Ways:
    """The addresses that carry a token, as far as the channels are set up."""
    return Ways(
        web=f"{public_url.rstrip('/')}/in/{token}" if public_url else "",
        telegram=f"https://t.me/{bot}?start={token}" if bot else "",
    )
