"""Text files as people save them, and files that only their owner may read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path


def read_text(path: Path) -> str:
    """The text of a file in UTF-8; the mark that some editors put before it is left out."""
    return path.read_text("utf-8-sig")


def write_private(path: Path, lines: Iterable[str]) -> None:
    """Write a file that nobody else may read; a file that was there already is replaced."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        close_to_others(path)
        file.writelines(lines)


def close_to_others(path: Path) -> None:
    """Take from everybody who is neither the owner nor of its group what they may do with a file."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode) and mode & stat.S_IRWXO:
        path.chmod(stat.S_IMODE(mode) & ~stat.S_IRWXO)
