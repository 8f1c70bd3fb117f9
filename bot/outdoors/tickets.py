"""A ticket says when a device got what it measures with, and for whom: what the server judges by.

The key under which everything on the device is kept follows from a ticket, so that it is stored nowhere here.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LIFETIME = timedelta(hours=72)
_WRITTEN = re.compile(r"(\d{1,17})\.([A-Za-z0-9_-]{0,40})\.([A-Za-z0-9_-]{43})")
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Ticket:
    """For whom and when; ``maker`` is the colleague with whose link they were signed in."""

    functionaris: str
    issued: datetime
    maker: str | None = None

    def written(self, key: bytes) -> str:
        """As a device keeps it."""
        return f"{self._head()}.{_text(self._proof(key, b'ticket'))}"

    def device_key(self, key: bytes) -> str:
        """What the device encrypts with."""
        return _text(self._proof(key, b"device"))

    def draws(self, key: bytes, client: str, one_in: int) -> bool:
        """Whether this client is in the sample: the same answer however often it is asked."""
        drawn = self._proof(key, b"sample\0" + client.encode())
        return one_in > 0 and int.from_bytes(drawn[:8]) % one_in == 0

    def valid(self, now: datetime) -> bool:
        """Whether what was measured with it can still be handed in."""
        return self.issued <= now < self.issued + LIFETIME

    def _head(self) -> str:
        return f"{(self.issued - _START) // _MICROSECOND}.{self.maker or ''}"

    def _proof(self, key: bytes, purpose: bytes) -> bytes:
        told = f"{self._head()}\0{self.functionaris}".encode()
        return hmac.digest(key, b"meetlat outdoors\0" + purpose + b"\0" + told, "sha256")


def read_ticket(key: bytes, functionaris: str, written: str) -> Ticket | None:
    """The ticket of this person that was written so; none for anything else."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None
    ticket = Ticket(functionaris, _START + int(found[1]) * _MICROSECOND, found[2] or None)
    return ticket if hmac.compare_digest(ticket.written(key), written) else None


def _text(proof: bytes) -> str:
    return urlsafe_b64encode(proof).rstrip(b"=").decode("ascii")
