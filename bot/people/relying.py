"""Under which name devices keep passkeys for this installation: the host that people reach it at."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.people.links import origin_of


@dataclass(frozen=True, slots=True)
class Site:
    """An address at which passkeys work; ``id`` is its host."""

    id: str
    origin: str


def site_at(public_url: str, host: str) -> Site | None:
    """The address of this installation, or else the one that a browser on this machine asked for.

    None where no browser has passkeys: at a bare number, or without https anywhere but on ``localhost``.
    """
    origin = public_url or origin_of(f"http://{host}")
    parts = urlsplit(origin)
    name = parts.hostname or ""
    try:
        ip_address(name)
    except ValueError:
        pass
    else:
        return None
    secure = parts.scheme == "https" or name == "localhost" or name.endswith(".localhost")
    return Site(name, origin) if name and secure else None
