"""How fast one session or address may go on; what is remembered of strangers has an end."""

from __future__ import annotations

from collections import OrderedDict, deque
from ipaddress import IPv4Address, IPv6Address, ip_address
from time import monotonic

from aiohttp import web

MOST_REMEMBERED = 4096


class Pace:
    """At most ``most`` events in ``seconds`` for each session or address."""

    def __init__(self, most: int, seconds: float = 10.0, remembered: int = MOST_REMEMBERED) -> None:
        """Start with everybody at rest."""
        self._most, self._seconds, self._remembered = most, seconds, remembered
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._times)

    def allows(self, who: str) -> bool:
        """Count one event and tell whether it is within the pace; a refused one does not count."""
        now = monotonic()
        times = self._times.setdefault(who, deque())
        self._times.move_to_end(who)
        if len(self._times) > self._remembered:
            self._times.popitem(last=False)
        while times and times[0] <= now - self._seconds:
            times.popleft()
        if len(times) >= self._most:
            return False
        times.append(now)
        return True


def network_of(request: web.BaseRequest) -> str:
    """Where a request comes from, as far as one household or office has it.

    Only a proxy in our own network is believed about who is behind it, and only about its own neighbour.
    """
    remote = request.remote or ""
    forwarded = request.headers.get("X-Forwarded-For", "")[-45:].rpartition(",")[2].strip()
    nearest = _address(remote)
    if nearest is not None and nearest.is_private and (told := _address(forwarded)) is not None:
        nearest = told
    if isinstance(nearest, IPv6Address):
        nearest = nearest.ipv4_mapped or IPv6Address(int(nearest) >> 64 << 64)
    return str(nearest)


def _address(written: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(written)
    except ValueError:
        return None
