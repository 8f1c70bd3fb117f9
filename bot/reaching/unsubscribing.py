"""The way out of e-mail that works without signing in: a token that Meetlat alone can make."""

from __future__ import annotations

import hmac
import re

from bot.people.links import token_for

_TOKEN = re.compile(r"(?P<who>[A-Za-z0-9_:-]{1,64})\.(?P<proof>[a-z2-7]{32})")
LONGEST = 100


def off_token(key: bytes, functionaris: str) -> str:
    """What stands in the link of a mail to somebody."""
    return f"{functionaris}.{token_for(key, 'mail-off', functionaris)}"


def whose(key: bytes, token: str) -> str | None:
    """Whose mail a token ends; none when it is not one of ours. Nothing is looked up for that."""
    found = _TOKEN.fullmatch(token) if len(token) <= LONGEST else None
    if found is None or not hmac.compare_digest(off_token(key, found["who"]), token):
        return None
    return found["who"]
