"""The key that signs notices to browsers (VAPID): given as a secret, or made once and kept beside the SQLite file."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid, VapidException
from yarl import URL

from bot.config.environment import Settings
from bot.config.key import FaultyKeyError, fault_of, kept, sqlite_file
from bot.conversation.screen import Text, t

# 32 bytes in base64url.
_KEPT = re.compile(r"[A-Za-z0-9_-]{43}")
_ABSENT = t(
    "fault.push_key.absent",
    "Zet een sleutel in MEETLAT_PUSH_KEY_FILE, of laat pushmeldingen uit met MEETLAT_PUSH=off. Een nieuwe sleutel "
    "geeft: meetlat admin push-key.",
)


def push_key(settings: Settings) -> Vapid | None:
    """The key, made on first use beside an SQLite file; none without push. Raises :class:`FaultyKeyError`.

    Whoever loses it loses every browser that notices go to, because those take messages of this key alone.
    """
    if not settings.pushes:
        return None
    if settings.push_key is not None:
        return _read(settings.push_key.get_secret_value(), "MEETLAT_PUSH_KEY")
    file = sqlite_file(settings.database_url)
    if file is None:
        if settings.push == "on":
            raise FaultyKeyError(_ABSENT)
        return None
    path = key_file(file)
    return _read(kept(path, lambda: new_key().encode()).decode("ascii", errors="replace"), str(path))


def push_fault(settings: Settings) -> Text | None:
    """What is wrong with the key, or that there is none to be had; nothing is made."""
    file = sqlite_file(settings.database_url)
    if settings.push_key is None and file is not None and not key_file(file).exists():
        return None
    return fault_of(lambda: push_key(settings))


def can_sign(settings: Settings) -> bool:
    """Whether there is a key, or a place beside the database to keep one."""
    return settings.push_key is not None or sqlite_file(settings.database_url) is not None


def new_key() -> str:
    """A new key as it is kept: its 32 bytes in base64url."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return urlsafe_b64encode(number.to_bytes(32)).decode().rstrip("=")


def public_key(key: Vapid) -> str:
    """What a browser is told of the key when it begins to show notices."""
    point = key.public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).decode().rstrip("=")


def contact(settings: Settings) -> str:
    """Where a push service that has a complaint finds who runs this installation."""
    return f"https://{URL(settings.public_url).host}"


def key_file(database: Path) -> Path:
    """Where the key of an SQLite database is kept."""
    return database.with_name(f"{database.name}.push.key")


def _read(text: str, where: str) -> Vapid:
    written = text.strip()
    try:
        if not _KEPT.fullmatch(written):
            raise ValueError("not 32 bytes in base64url")
        return Vapid.from_raw(written.encode())
    except (ValueError, VapidException, TypeError) as error:
        raise FaultyKeyError(
            t("fault.push_key.damaged", "{where}: dit is geen sleutel voor pushmeldingen.", where=where)
        ) from error
