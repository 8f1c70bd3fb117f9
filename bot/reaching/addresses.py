"""Addresses for e-mail as people type them, and the codes that prove whose they are."""

from __future__ import annotations

import hmac
import re
from datetime import datetime, timedelta

LONGEST = 254
CODE_LASTS = timedelta(minutes=30)
MOST_WRONG = 5
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_CODE = re.compile(r"[0-9]{3} ?[0-9]{3}")


def address_in(said: str) -> str | None:
    """The address that was typed, with its host as mail servers write it; none when it is no address."""
    local, at, host = said.strip().rpartition("@")
    try:
        host = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    if not at or not _LOCAL.fullmatch(local) or not _HOST.fullmatch(host):
        return None
    found = f"{local}@{host}"
    return found if len(found) <= LONGEST and len(local) <= 64 else None


def code_in(said: str) -> str | None:
    """The six digits that were typed."""
    return said.replace(" ", "") if _CODE.fullmatch(said.strip()) else None


def code_for(key: bytes, functionaris: str, adres: str, asked: datetime) -> str:
    """The code that is sent to an address; it is kept nowhere, and another one each time it is asked for."""
    mac = hmac.digest(key, f"mail-code\0{functionaris}\0{adres}\0{asked.isoformat()}".encode(), "sha256")
    return f"{int.from_bytes(mac[:8]) % 1_000_000:06}"
