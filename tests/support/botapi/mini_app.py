"""What Telegram hands to a Mini App that somebody opens."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime
from urllib.parse import urlencode


def init_data(token: str, account: int, at: datetime, **more: str) -> str:
    """Signed with the token of the bot; ``more`` is signed along with it."""
    user = json.dumps({"id": account, "first_name": "Anna", "language_code": "nl"}, separators=(",", ":"))
    fields = {"query_id": "AAH", "user": user, "auth_date": str(int(at.timestamp())), "signature": "x", **more}
    check = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    proof = hmac.new(key, check.encode(), hashlib.sha256).hexdigest()
    return urlencode({**fields, "hash": proof})
