"""Where files cost no disk, for what need not last."""

from __future__ import annotations

import shutil
from pathlib import Path

_FOLDER = Path("/dev/shm")  # noqa: S108  # every file there is in a temporary folder of its own
_ROOM = 2**30


def in_memory() -> str | None:
    """A folder for temporary folders, or none when memory has no such place or too little room there."""
    return str(_FOLDER) if _FOLDER.is_dir() and shutil.disk_usage(_FOLDER).free > _ROOM else None
