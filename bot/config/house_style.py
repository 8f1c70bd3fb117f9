"""The files of a house style: a logo and a font beside the settings file, looked at before anybody gets them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from flows.faults import Fault, FaultyFileError
from flows.huisstijl import (
    BUTTON,
    DARK,
    FOCUS,
    FONT,
    HEADER,
    HOVER,
    INK,
    LIGHT,
    LINK,
    ON_BUTTON,
    ON_HEADER,
    PAGE,
    Huisstijl,
    soft,
    whole,
)

# The first page is to be there in two seconds on a bad line.
MOST_LOGO, MOST_FONT = 30_000, 120_000
_PNG, _WOFF2 = b"\x89PNG\r\n\x1a\n", b"wOF2"
_UNSAFE = {"script", "foreignobject", "iframe", "object", "embed", "handler", "listener", "animate", "set"}
_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?!['\"#])|@import|javascript:|data:text", re.IGNORECASE)
# What our own stylesheet calls what a token sets.
OURS: dict[str, tuple[str, ...]] = {
    HEADER: ("bar",),
    ON_HEADER: ("on-bar", "bar-focus"),
    BUTTON: ("accent", "bubble"),
    ON_BUTTON: ("on-accent", "on-bubble"),
    HOVER: ("accent-strong",),
    LINK: ("link",),
    FOCUS: ("focus",),
    PAGE: ("paper",),
    INK: ("ink",),
}


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What the pages of a municipality look like: a stylesheet, and files by the names it uses."""

    stylesheet: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    logo: str = ""
    bars: tuple[str, str] = (LIGHT[HEADER], DARK[HEADER])


OURSELVES = HouseStyle()


def house_style(settings: Path | None, style: Huisstijl) -> HouseStyle:
    """A house style with its files; raises :class:`FaultyFileError` with what is wrong with each of them."""
    if settings is None or not style:
        return OURSELVES
    faults: list[Fault] = []
    files: list[tuple[str, bytes]] = []
    logo, font = "", ""
    if style.logo:
        logo = f"huisstijl/logo{Path(style.logo).suffix.lower()}"
        files.append((logo, _read(settings, "logo", style.logo, MOST_LOGO, faults)))
    if style.lettertype:
        font = "huisstijl/lettertype.woff2"
        files.append((font, _read(settings, "lettertype", style.lettertype, MOST_FONT, faults)))
    if faults:
        raise FaultyFileError(tuple(faults))
    sheet = "\n".join(_sheet(style, font))
    bars = (dict(style.licht).get(HEADER, LIGHT[HEADER]), dict(style.donker).get(HEADER, DARK[HEADER]))
    return HouseStyle(sheet, tuple(files), logo, bars)


def _sheet(style: Huisstijl, font: str) -> Iterator[str]:
    if font:
        name = Path(font).name
        yield f'@font-face {{ font-family: "Huisstijl"; src: url("{name}") format("woff2"); font-display: swap; }}'
        yield f':root {{ --{FONT}: "Huisstijl"; }}'
    if style.logo and HEADER not in dict(style.donker):
        bar = dict(style.licht).get(HEADER, LIGHT[HEADER])  # a logo is drawn for the bar that it was made for
        yield f"@media (prefers-color-scheme: dark) {{ .brand .logo {{ padding: 2px 6px; background: {bar}; }} }}"
    for scheme, css, given, ours in (("licht", "light", style.licht, LIGHT), ("donker", "dark", style.donker, DARK)):
        if not given:
            continue
        tokens = whole(dict(given), ours)
        lines = [f"--{name}: {value};" for name, value in tokens.items()]
        lines += [f"--{mine}: var(--{name});" for name, all_mine in OURS.items() for mine in all_mine]
        lines.append(f"--soft: {soft(tokens, scheme)};")
        yield f"@media screen and (prefers-color-scheme: {css}) {{ :root {{ {' '.join(lines)} }} }}"


def _read(settings: Path, field: str, name: str, most: int, faults: list[Fault]) -> bytes:
    try:
        found = (settings.parent / name).read_bytes()
    except OSError as error:
        faults.append(Fault(name, 1, "", "unreadable", {"reason": type(error).__name__}))
        return b""
    if len(found) > most:
        faults.append(Fault(name, 1, "", "file_too_large", {"most": str(most // 1000)}))
    elif not _sound(name, found):
        faults.append(Fault(name, 1, "", "file_unsafe", {"field": field}))
    return found


def _sound(name: str, found: bytes) -> bool:
    if name.lower().endswith(".svg"):
        return _only_a_drawing(found)
    return found.startswith(_PNG if name.lower().endswith(".png") else _WOFF2)


def _only_a_drawing(found: bytes) -> bool:
    """Whether an SVG draws and does nothing else: no script, no other file, nothing that declares anything."""
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)|<\?xml-stylesheet", found, re.IGNORECASE):
        return False
    try:
        root = ElementTree.fromstring(found)  # noqa: S314 -- what declares entities was refused above
    except (ElementTree.ParseError, ValueError):
        return False
    return _local(root.tag) == "svg" and all(_draws(each) for each in root.iter())


def _draws(element: ElementTree.Element) -> bool:
    if _local(element.tag) in _UNSAFE or _ELSEWHERE.search(element.text or ""):
        return False
    for name, value in element.attrib.items():
        plain = _local(name)
        if plain.startswith("on") or _ELSEWHERE.search(value):
            return False
        if plain == "href" and not value.startswith("#"):
            return False
    return True


def _local(name: object) -> str:
    return str(name).rpartition("}")[2].lower()
