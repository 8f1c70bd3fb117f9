"""What a Mini App shows of whoever opened it in Telegram, and whether Telegram says so."""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

MOST_AGE = timedelta(minutes=5)
# A server whose clock is a little behind still believes what was signed just now.
_AHEAD = timedelta(minutes=1)
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Opened:
    """The Telegram account that opened the Mini App; ``proof`` is another one each time it is opened."""

    address: str
    proof: str


def opened(init_data: str, token: str, now: datetime) -> Opened | None:
    """Who opened it, at most five minutes ago; none when the bot with this ``token`` did not sign that.

    As "Validating data received via the Mini App" of the Bot API has it; a name in it is not read.
    """
    if len(init_data) > _LONGEST:
        return None
    try:
        pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, max_num_fields=30)
        given = dict(pairs)
        proof, since = given.pop("hash"), datetime.fromtimestamp(int(given["auth_date"]), UTC)
        address = json.loads(given["user"])["id"]
    except (KeyError, TypeError, ValueError, OverflowError, OSError, RecursionError):
        return None
    signed = len(pairs) == len(given) + 1 and hmac.compare_digest(
        _proof(given, token).encode(), proof.encode(errors="replace")
    )
    if not signed or type(address) is not int or not -_AHEAD <= now - since <= MOST_AGE:
        return None
    return Opened(str(address), proof)


def _proof(given: dict[str, str], token: str) -> str:
    """The signature that Telegram puts under these fields."""
    lines = "\n".join(f"{name}={given[name]}" for name in sorted(given))
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    return hmac.digest(key, lines.encode(errors="replace"), "sha256").hex()
