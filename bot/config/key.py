"""The key that signs links and forms: given as a secret, or made once and kept beside the SQLite file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes

from bot.config.environment import Settings
from bot.config.faults import why
from bot.config.files import close_to_others
from bot.conversation.screen import Text, t

LENGTH = 32
_SQLITE = re.compile(r"sqlite(?:\+\w+)?:///(?P<file>[^?]+)")


class FaultyKeyError(Exception):
    """There is no key that can be used; ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        """Keep the reason."""
        super().__init__(reason.key)
        self.reason = reason


def signing_key(settings: Settings) -> bytes:
    """The key; made on first use beside an SQLite file. Raises :class:`FaultyKeyError`."""
    if settings.secret is not None:
        return _long_enough(settings.secret.get_secret_value().encode())
    file = sqlite_file(settings.database_url)
    if file is None:
        raise FaultyKeyError(t("fault.key.absent", "Zet een geheim van minstens 32 tekens in MEETLAT_SECRET_FILE."))
    path = key_file(file)
    return _sound(path, kept(path, lambda: token_bytes(LENGTH)))


def key_fault(settings: Settings) -> Text | None:
    """What is wrong with the key, without making one."""
    file = sqlite_file(settings.database_url)
    if settings.secret is None and file is not None and not key_file(file).exists():
        return None
    return fault_of(lambda: signing_key(settings))


def fault_of(read: Callable[[], object]) -> Text | None:
    """Why a key cannot be had; none when it can."""
    try:
        read()
    except FaultyKeyError as error:
        return error.reason
    return None


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; none for another database or one in memory."""
    found = _SQLITE.fullmatch(url.partition("?")[0])
    return None if found is None or found["file"] == ":memory:" else Path(found["file"])


def key_file(database: Path) -> Path:
    """Where the key of an SQLite database is kept."""
    return database.with_name(f"{database.name}.key")


def kept(path: Path, new: Callable[[], bytes]) -> bytes:
    """What a file with a key holds; a ``new`` one is made when there is none. Raises :class:`FaultyKeyError`."""
    try:
        if path.exists():
            with suppress(PermissionError):
                close_to_others(path)
        else:
            _make(path, new())
        return path.read_bytes()
    except OSError as error:
        raise FaultyKeyError(
            t(
                "fault.key.file",
                "Het bestand {file} met de sleutel kan niet worden gelezen of gemaakt: {reason}",
                file=str(path),
                reason=why(error),
            )
        ) from error


def _make(path: Path, key: bytes) -> None:
    """Keep a key for its owner alone. It is written elsewhere and linked: who starts now sees a whole key or none."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(fresh, path)
    finally:
        fresh.unlink()


def _sound(path: Path, key: bytes) -> bytes:
    if len(key) < LENGTH:
        raise FaultyKeyError(
            t("fault.key.damaged", "Het bestand {file} is beschadigd. Zet een reservekopie terug.", file=str(path))
        )
    return key


def _long_enough(key: bytes) -> bytes:
    if len(key) < LENGTH:
        raise FaultyKeyError(t("fault.key.short", "MEETLAT_SECRET is te kort: het zijn minstens 32 tekens."))
    return key
