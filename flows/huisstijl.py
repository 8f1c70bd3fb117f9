"""The house style of a municipality: NL Design System tokens, each checked for enough contrast with what it meets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flows.table import Table

HEADER, ON_HEADER = "utrecht-page-header-background-color", "utrecht-page-header-color"
BUTTON, ON_BUTTON = "utrecht-button-primary-action-background-color", "utrecht-button-primary-action-color"
HOVER = "utrecht-button-primary-action-hover-background-color"
LINK, FOCUS = "utrecht-link-color", "utrecht-focus-outline-color"
PAGE, INK = "utrecht-document-background-color", "utrecht-document-color"
FONT = "utrecht-document-font-family"
Tokens = tuple[tuple[str, str], ...]
# What Meetlat looks like by itself, in light and in dark.
LIGHT: Mapping[str, str] = {
    HEADER: "#123f6b",
    ON_HEADER: "#ffffff",
    BUTTON: "#154f86",
    ON_BUTTON: "#ffffff",
    HOVER: "#0f3d69",
    LINK: "#154f86",
    FOCUS: "#154f86",
    PAGE: "#eef2f6",
    INK: "#17222d",
}
DARK: Mapping[str, str] = {
    HEADER: "#0d2136",
    ON_HEADER: "#ffffff",
    BUTTON: "#8fc4f4",
    ON_BUTTON: "#0a2238",
    HOVER: "#b6dafa",
    LINK: "#8fc4f4",
    FOCUS: "#8fc4f4",
    PAGE: "#0e161e",
    INK: "#eaf0f5",
}
# The card on which a question stands is always ours.
CARD = {"licht": "#ffffff", "donker": "#18232e"}
TEXT, SIGN = 4.5, 3.0
# What is written on what, or has to be told from it.
_PAIRS: tuple[tuple[str, str, float], ...] = (
    (ON_HEADER, HEADER, TEXT),
    (ON_HEADER, "menu", TEXT),
    (ON_BUTTON, BUTTON, TEXT),
    (ON_BUTTON, HOVER, TEXT),
    (LINK, "", TEXT),
    (INK, "", TEXT),
    (INK, PAGE, TEXT),
    (HOVER, "soft", TEXT),
    (LINK, "soft", TEXT),
    (BUTTON, "", SIGN),
    (FOCUS, "", SIGN),
    (FOCUS, PAGE, SIGN),
)
# What has the colour of the button where nothing else is said.
_FOLLOWING = (HOVER, LINK, FOCUS)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,60}")
# How much of the button's colour is in what lies softly behind a chosen row.
_SOFTLY = 0.12


@dataclass(frozen=True, slots=True)
class Huisstijl:
    """Tokens with their colours for light and dark, and the names of two files beside the settings file."""

    licht: Tokens = ()
    donker: Tokens = ()
    logo: str = ""
    lettertype: str = ""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.licht or self.donker or self.logo or self.lettertype)


def read_huisstijl(table: Table, of: Mapping[str, Table]) -> Huisstijl:
    """The table ``[huisstijl]`` of a settings file; ``of`` has those within it, ``licht`` and ``donker``."""
    licht, donker = (_tokens(of[name], name, ours) for name, ours in (("licht", LIGHT), ("donker", DARK)))
    schemes = tuple(licht.items()), tuple(donker.items())
    found = Huisstijl(*schemes, _file(table, "logo", ".svg", ".png"), _file(table, "lettertype", ".woff2"))
    table.done()
    return found


def soft(tokens: Mapping[str, str], scheme: str) -> str:
    """What lies softly behind a chosen row: the card with some of the button's colour."""
    return _mixed(tokens[BUTTON], CARD[scheme])


def contrast(one: str, other: str) -> float:
    """How well two colours can be told apart, from 1 to 21, as WCAG 2.2 counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def whole(given: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    """Every colour: what was given, and for the rest ours; who gives a button gets links and focus of that colour."""
    follows = {name: given[BUTTON] for name in _FOLLOWING if BUTTON in given}
    return {**ours, **follows, **given}


def _tokens(table: Table, scheme: str, ours: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ours:
        value = table.text(name) or table.text(f"--{name}")
        if value and not _COLOUR.fullmatch(value):
            table.fault("not_a_colour", field=name, value=value)
        elif value:
            found[name] = value.lower()
    table.done()
    if found:
        _compare(table, found, whole(found, ours), scheme)
    return found


def _compare(table: Table, given: Mapping[str, str], tokens: Mapping[str, str], scheme: str) -> None:
    """Note what cannot be told apart: each two colours once, by the token that brought them."""
    told: set[tuple[str, str]] = set()
    ours = {"": CARD[scheme], "soft": soft(tokens, scheme), "menu": _mixed(tokens[ON_HEADER], tokens[HEADER])}
    for one, other, least in _PAIRS:
        behind = tokens[other] if other in tokens else ours[other]
        found = contrast(tokens[one], behind)
        if found < least and (tokens[one], behind) not in told:
            told.add((tokens[one], behind))
            ratio = f"{int(found * 10) / 10}:1"
            named = f"{other} " if other in tokens else ""
            table.fault(
                "low_contrast",
                field=one if one in given or one not in _FOLLOWING or BUTTON not in given else BUTTON,
                value=tokens[one],
                other=f"{named}{behind}",
                ratio=ratio,
                least=f"{least:g}:1",
            )


def _file(table: Table, name: str, *endings: str) -> str:
    value = table.text(name)
    if value and not (_FILE.fullmatch(value) and value.lower().endswith(endings)):
        table.fault("not_permitted", field=name, value=value, choices=", ".join(f"*{each}" for each in endings))
        return ""
    return value


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, into: str) -> str:
    parts = ((int(colour[at : at + 2], 16), int(into[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(_SOFTLY * one + (1 - _SOFTLY) * other):02x}" for one, other in parts)
