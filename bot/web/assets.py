"""Stylesheet, scripts, icons and fonts: read once, under an address that changes when they do."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.config.house_style import OURSELVES, HouseStyle
from bot.web.icons import ICONS, drawn

_FOLDER = Path(__file__).resolve().parent / "static"
# The stylesheet of the municipality; its files are in a folder of that name.
HOUSE = "huisstijl/huisstijl"
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
}


@dataclass(frozen=True, slots=True)
class _File:
    """``packed`` is empty where a file is packed in itself."""

    content_type: str
    plain: bytes
    packed: bytes


class Assets:
    """The files of ``static/``, by their path."""

    def __init__(self, style: HouseStyle = OURSELVES) -> None:
        """Read them all, with those of the municipality; there are few and they are small."""
        self._files: dict[str, _File] = {}
        digest = sha256()
        for path in sorted(_FOLDER.rglob("*")):
            if path.suffix in _TYPES:
                plain = path.read_bytes()
                digest.update(plain)
                name = path.relative_to(_FOLDER).as_posix()
                packed = b"" if path.suffix == ".woff2" else gzip.compress(plain, mtime=0)
                self._files[name] = _File(_TYPES[path.suffix], plain, packed)
        sheet = ((f"{HOUSE}.css", style.stylesheet.encode()),) if style.stylesheet else ()
        self.house = tuple(name for name, _ in (*style.files, *sheet))
        for name, plain in (*style.files, *sheet):
            digest.update(plain)
            suffix = Path(name).suffix
            packed = gzip.compress(plain, mtime=0) if suffix in (".css", ".svg") else b""
            self._files[name] = _File(_TYPES[suffix], plain, packed)
        self.version = digest.hexdigest()[:12]

    def url(self, name: str) -> str:
        """Where a page finds a file."""
        if name not in self._files and name not in ICONS:
            raise KeyError(name)
        return f"/static/{self.version}/{name}"

    def text(self, name: str) -> str:
        """What a file says."""
        return self._files[name].plain.decode()

    def get(self, name: str) -> _File | None:
        """One file, if there is one of that name; an icon is drawn the first time."""
        if name in ICONS and name not in self._files:
            self._files[name] = _File("image/png", drawn(name, self.text("icon.svg")), b"")
        return self._files.get(name)
