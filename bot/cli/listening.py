"""Whether the web chat can listen where it was told to, tried out before anything else is opened."""

from __future__ import annotations

import errno
import socket
from contextlib import closing

from bot.conversation.screen import Text, t


def address_fault(host: str, port: int, setting: str = "MEETLAT_PORT") -> Text | None:
    """What keeps this process from listening at an address; ``setting`` is where the port comes from."""
    try:
        where = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, address in where:
            with closing(socket.socket(family, kind, protocol)) as tried:
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    tried.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                tried.bind(address)
    except (OSError, UnicodeError) as error:
        return listening_fault(error, host, port, setting)
    return None


def listening_fault(error: Exception, host: str, port: int, setting: str = "MEETLAT_PORT") -> Text:
    """Why nobody can be heard there, and what to do."""
    match getattr(error, "errno", None):
        case errno.EADDRINUSE:
            return t(
                "fault.listen.taken",
                "Poort {port} op {host} is al in gebruik, misschien door een Meetlat die al draait. "
                "Kies een andere met {setting}.",
                port=str(port),
                host=host,
                setting=setting,
            )
        case errno.EACCES:
            return t(
                "fault.listen.forbidden",
                "Poort {port} is voorbehouden aan de systeembeheerder. Kies een poort boven 1023 met {setting}.",
                port=str(port),
                setting=setting,
            )
    return t(
        "fault.listen.host",
        "MEETLAT_HOST: “{host}” is geen adres van deze computer. Kies 127.0.0.1, of 0.0.0.0 voor alle adressen.",
        host=host,
    )
