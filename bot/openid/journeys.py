"""Somebody on the way to the provider and back: what goes along, of which nothing is stored before they are back.

The state holds for ten minutes and in one browser, the one with the seed that its forms are tied to. The nonce and the
verifier follow from both and from Meetlat's key, so that nobody else can know them before they are sent.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from bot.people.challenges import Purpose, challenge_for, holds

LASTS = timedelta(minutes=10)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Journey:
    """``link`` is the hash of an invitation that somebody has with them, if they have one."""

    state: str
    nonce: str
    verifier: str
    link: str = ""

    @property
    def mark(self) -> str:
        """What says that somebody is back from it."""
        return sha256(self.state.encode()).hexdigest()


def departed(key: bytes, seed: str, link: str, drawn: bytes, now: datetime) -> Journey:
    """A journey that begins now; ``drawn`` are 16 random bytes."""
    challenge = challenge_for(key, Purpose.OPENID, f"{seed}:{link}", drawn, now, LASTS)
    return _journey(key, seed, f"{_written(challenge)}.{link}".rstrip("."), link)


def returned(key: bytes, seed: str, state: str, now: datetime) -> Journey | None:
    """The journey of a state, if it began in this browser and not long ago."""
    told, _, link = state.partition(".")
    if not seed or not state.isascii() or len(state) > _LONGEST:
        return None
    try:
        challenge = urlsafe_b64decode(told + "=" * (-len(told) % 4))
    except ValueError:
        return None
    # Two texts can stand for the same bytes; only the one that we wrote is ours.
    holds_still = told == _written(challenge) and holds(key, Purpose.OPENID, f"{seed}:{link}", challenge, now)
    return _journey(key, seed, state, link) if holds_still else None


def _written(challenge: bytes) -> str:
    return urlsafe_b64encode(challenge).decode().rstrip("=")


def _journey(key: bytes, seed: str, state: str, link: str) -> Journey:
    nonce, verifier = (
        hmac.digest(key, f"meetlat openid {what}\0{seed}\0{state}".encode(), "sha256").hex()
        for what in ("nonce", "verifier")
    )
    return Journey(state, nonce, verifier, link)
