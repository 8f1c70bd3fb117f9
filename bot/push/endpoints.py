"""Which addresses a browser may have us call: those of a push service on the internet, never one inside the network."""

from __future__ import annotations

import socket
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

LONGEST = 2048


def fault_in(endpoint: str, *, anywhere: bool = False) -> str:
    """Why an address is not called, or nothing; ``anywhere`` permits a push service of one's own."""
    try:
        url = URL(endpoint)
        port, host = url.port, url.host
    except ValueError:
        return "no address"
    if len(endpoint) > LONGEST or not endpoint.isascii() or not host or url.user or url.fragment:
        return "no address"
    if anywhere:
        return "" if url.scheme in ("http", "https") else "no web address"
    if url.scheme != "https" or port != 443:
        return "not https"
    if "." not in host or is_inside(host):
        return "inside"
    return ""


def is_inside(host: str) -> bool:
    """Whether a host is written as an address that is not on the internet."""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


class PublicResolver(AbstractResolver):
    """Finds hosts, but none inside the network: a name may lead anywhere, and to another place each time."""

    def __init__(self) -> None:
        """Ask as every other program here does."""
        self._asked = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host on the internet; raises ``OSError`` when it has none."""
        found = [each for each in await self._asked.resolve(host, port, family) if not is_inside(each["host"])]
        if not found:
            raise OSError("not on the internet")
        return found

    async def close(self) -> None:
        """Nothing is kept open."""
        await self._asked.close()
