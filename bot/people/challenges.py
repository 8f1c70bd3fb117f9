"""Challenges for devices with passkeys and for providers of accounts: none is stored before it is answered.

A challenge says until when it holds, and carries a proof that we made it for this browser and this purpose. It works
once, because whoever takes the answer claims it in the transaction of what the answer leads to.
"""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from enum import StrEnum

LASTS = timedelta(minutes=5)
_RANDOM, _MOMENT, _PROOF = 16, 8, 32


class Purpose(StrEnum):
    """What a device, or a provider of accounts, is asked for."""

    SIGN_IN = "sign_in"
    ADD = "add"
    OPENID = "openid"


def challenge_for(
    key: bytes, purpose: Purpose, seed: str, drawn: bytes, now: datetime, lasts: timedelta = LASTS
) -> bytes:
    """A challenge for the browser with this seed; ``drawn`` are 16 random bytes."""
    told = drawn + int((now + lasts).timestamp()).to_bytes(_MOMENT)
    return told + _proof(key, purpose, seed, told)


def holds(key: bytes, purpose: Purpose, seed: str, given: bytes, now: datetime) -> bool:
    """Whether we made a challenge for this browser and purpose, not long ago."""
    told, proof = given[: _RANDOM + _MOMENT], given[_RANDOM + _MOMENT :]
    if not seed or len(proof) != _PROOF or not hmac.compare_digest(proof, _proof(key, purpose, seed, told)):
        return False
    until = datetime.fromtimestamp(int.from_bytes(told[_RANDOM:]), UTC)
    return now < until


def _proof(key: bytes, purpose: Purpose, seed: str, told: bytes) -> bytes:
    return hmac.digest(key, f"meetlat passkey\0{purpose}\0{seed}\0".encode() + told, "sha256")
