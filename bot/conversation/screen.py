"""What a person sees, before any channel renders it: a screen is a function of state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NewType, TypeAlias

Param: TypeAlias = "str | int | date | Text"
# Where a button leads: a route with its arguments, made by ``link`` alone.
Target = NewType("Target", str)


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence for a person: a stable key, its Dutch source and what is filled in.

    ``many`` is the plural form of the source; it is chosen by the parameter ``n``.
    What a municipality wrote itself is in no catalog, has no key, and may come with its own ``english``.
    A parameter may be a ``Text`` itself; a date is written out in the reader's language.
    """

    key: str
    source: str
    params: Mapping[str, Param] = field(default_factory=dict)
    many: str | None = None
    english: str = ""


def t(key: str, source: str, **params: Param) -> Text:
    """Mark a Dutch sentence for translation."""
    return Text(key, source, params)


def tn(key: str, one: str, many: str, n: int, **params: Param) -> Text:
    """Mark a Dutch sentence that counts: ``n`` chooses the form and may be shown."""
    return Text(key, one, {"n": n, **params}, many)


def verbatim(value: str) -> Text:
    """Something that is the same in every language: a client code, a number, ``4+``."""
    return Text("", value)


class Style(Enum):
    """The part a block plays on a screen; ``COPY`` is something to select and hand on."""

    TITLE = "title"
    QUESTION = "question"
    STRONG = "strong"
    TEXT = "text"
    HINT = "hint"
    ITEM = "item"
    GOOD = "good"
    WARNING = "warning"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Tongue:
    """Another language than the reader's: its BCP 47 ``tag`` and its direction, ``ltr`` or ``rtl``."""

    tag: str
    direction: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or list item; ``changes`` is where what it says can be put right."""

    style: Style
    text: Text
    changes: Target | None = None
    tongue: Tongue | None = None


class Look(Enum):
    """How much a button asks for attention; ``SWITCH`` changes something on the screen it stands on."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"
    QUIET = "quiet"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class Button:
    """One tap: a label of at most 24 characters and the route it leads to.

    ``chosen`` says of one of several possibilities whether it is what holds now.
    """

    label: Text
    route: Target
    look: Look = Look.PLAIN
    chosen: bool | None = None
    tongue: Tongue | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that was answered earlier in this dialogue, with its answer and its short name."""

    question: Text
    answer: Text
    short: Text | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What may be typed here: ``kind`` is ``code``, ``date``, ``number``, ``mail`` or ``answer``.

    A ``period`` is two days at once: those that stand ready where there are two calendars to choose them in.
    """

    kind: str
    label: Text
    example: str = ""
    period: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, and the same facts as a table for who cannot see it.

    ``headed`` says that its heading is drawn in it, or stands above it. Without ``svg`` the table is all there is.
    """

    svg: str
    title: Text
    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    headed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a listing, and what it opens; ``here`` when that is what the screen shows."""

    cells: tuple[Text, ...]
    opens: Target
    here: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole list as a table, where a channel has room for it; elsewhere the buttons say the same in parts.

    ``more`` says that not everybody is on it.
    """

    title: Text
    header: tuple[Text, ...]
    rows: tuple[Row, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The numbers of a screen for a spreadsheet, under a name for its file; each of the ``rows`` has every column."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the municipality's own site; ``qr`` asks for a code to scan as well.

    Without a label there is nothing to press: the page is for somebody else, who scans the code.
    """

    label: Text | None
    url: str
    qr: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything one chat shows at one moment.

    ``log`` is what was said before in this dialogue, oldest first; ``rows`` are the buttons, row by
    row; ``closing`` is the one line that stays behind when the conversation moves on. ``brief`` says of a message what
    may stand on a locked phone or in a mailbox: counts, without codes. With ``notices`` a browser offers to show them.
    ``shared`` is where a colleague who may see it finds the same; ``paper`` says that people print this screen.
    """

    blocks: tuple[Block, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    log: tuple[Exchange, ...] = ()
    progress: Text | None = None
    entry: Entry | None = None
    picture: Picture | None = None
    link: Link | None = None
    closing: Text | None = None
    notice: Text | None = None
    brief: Text | None = None
    notices: bool = False
    listing: Listing | None = None
    sheet: Sheet | None = None
    shared: Target | None = None
    paper: bool = False
