"""The shape of a screen on a page: lists kept together, one heading, rows of buttons, a code to scan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlsplit

import segno

from bot.conversation.screen import Block, Button, Link, Listing, Look, Screen, Style, Target, Text, Tongue

_LONGEST_TERM, _LONGEST_VALUE, _LONGEST_IN_COLUMNS = 44, 32, 120
# What a whole list makes superfluous: which page this is, when each is due, and the way to others.
_TWINS = frozenset({"clients.page", "deadline.line", "deadline.dozing"})
_TURNING = frozenset({"btn.previous", "btn.next"})
_BACK = {"btn.back": "one", "btn.menu": "menu"}


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks of one style that follow each other, each with where it can be changed; a heading stands alone."""

    style: Style
    texts: tuple[Text, ...]
    heading: bool = False
    changes: tuple[Target | None, ...] = ()
    tongue: Tongue | None = None

    @property
    def twin(self) -> bool:
        """Whether a whole list beside it says the same."""
        return all(text.key in _TWINS for text in self.texts)


@dataclass(frozen=True, slots=True)
class Row:
    """Buttons side by side; ``kind`` is ``lead``, ``list``, ``plain`` or ``quiet``, ``twin`` where a list is whole."""

    kind: str
    buttons: tuple[Button, ...]
    twin: bool = False


def heading(screen: Screen) -> int | None:
    """Which block a person should read first: the question, else the title, else the first words."""
    styles = [block.style for block in screen.blocks]
    for style in (Style.QUESTION, Style.TITLE):
        if style in styles:
            return styles.index(style)
    return 0 if styles and styles[0] is not Style.ITEM else None


def parts(blocks: Sequence[Block], first: int | None) -> Iterator[Part]:
    """The blocks in order, items that follow each other as one list."""

    def same(numbered: tuple[int, Block]) -> tuple[Style, int, Tongue | None]:
        number, block = numbered
        return block.style, -1 if block.style is Style.ITEM else number, block.tongue

    for (style, number, tongue), group in groupby(enumerate(blocks), same):
        together = [block for _, block in group]
        told = tuple(block.text for block in together)
        yield Part(style, told, number == first, tuple(block.changes for block in together), tongue)


def answers(screen: Screen) -> tuple[list[list[Row]], list[list[Row]]]:
    """Rows of one kind together, and apart the quiet ones at the end, below what may be typed: back, later, stop.

    Where a client code may be typed only the last row is apart: turning the pages belongs to the list.
    """
    listed = _listed(screen.listing)
    shaped = [Row(_kind(row), row, _twin(row, listed)) for row in screen.rows if row]
    apart = len(shaped)
    while apart and shaped[apart - 1].kind == "quiet":
        apart -= 1
    if screen.entry is not None and screen.entry.kind == "code":
        apart = max(apart, len(shaped) - 1)
    return _grouped(shaped[:apart]), _grouped(shaped[apart:])


def way_back(button: Button) -> str:
    """How far a button leads back, so that a browser's own Back may press it; nothing for any other."""
    return _BACK.get(button.label.key, "")


def due(screen: Screen) -> int | None:
    """How many clients the menu says are due; nothing on any other screen, which does not know."""
    if not any(block.text.key == "home.title" for block in screen.blocks):
        return None
    told = (button.label.params.get("n") for row in screen.rows for button in row if button.label.key == "btn.due")
    return next((count for count in told if isinstance(count, int)), 0)


def _grouped(rows: list[Row]) -> list[list[Row]]:
    return [list(group) for _, group in groupby(rows, lambda row: (row.kind, row.twin))]


def _listed(listing: Listing | None) -> frozenset[str]:
    """What a whole list opens; nothing where the screen is about one of its rows, or not everybody is on it."""
    if listing is None or beside(listing) or listing.more:
        return frozenset()
    return frozenset(row.opens for row in listing.rows)


def _twin(row: tuple[Button, ...], listed: frozenset[str]) -> bool:
    if not listed:
        return False
    return all(button.route in listed or button.label.key in _TURNING for button in row)


def beside(listing: Listing) -> bool:
    """Whether a list stands beside one of its rows."""
    return any(row.here for row in listing.rows)


def layout(screen: Screen) -> str:
    """How a wide page is divided: a list and what is chosen of it, a picture and its table, or one column."""
    if screen.listing is not None:
        return "two beside" if beside(screen.listing) else "two listed"
    if screen.picture is not None and screen.picture.svg and screen.sheet is not None:
        return "two pictured"
    return "one"


def changeable(screen: Screen) -> bool:
    """Whether something that is said can be changed where it stands."""
    return any(block.changes for block in screen.blocks)


def order(cell: Text) -> str:
    """What a cell with a day is sorted by."""
    day = cell.params.get("day")
    return day.isoformat() if isinstance(day, date) else ""


def key_of(button: Button) -> str:
    """The letter that presses a yes or a no."""
    answer = button.route.rpartition("/")[2]
    return {"ja": "j", "nee": "n"}.get(answer, "") if button.route.startswith("answer/") else ""


def sentences(screen: Screen, say: Callable[[Text], str]) -> Iterator[str]:
    """All that is read on a screen."""
    yield from (say(block.text) for block in screen.blocks)
    if screen.picture is not None:
        yield from map(say, (screen.picture.title, *screen.picture.header))
    if screen.listing is not None:
        yield from map(say, screen.listing.header)


def _kind(row: tuple[Button, ...]) -> str:
    if all(button.look is Look.QUIET for button in row):
        return "quiet"
    if all(button.look is Look.PRIMARY for button in row):
        return "lead"
    return "list" if len(row) == 1 else "plain"


def facts(texts: Sequence[Text], say: Callable[[Text], str]) -> list[tuple[str, tuple[str, str] | None]]:
    """The lines of a list, ``Inkomen: uitkering`` also as a term and its value.

    Other sentences stay whole, and what leads on with an arrow. A long value stays whole as well, but not in a list
    of nothing but terms and values: that keeps its columns.
    """
    sentences = [say(text) for text in texts]
    found = [_fact(sentence) for sentence in sentences]
    brief = [each is not None and len(each[1]) <= _LONGEST_VALUE for each in found]
    columns = all(found) and any(brief)
    return [
        (said, each if columns or short else None) for said, each, short in zip(sentences, found, brief, strict=True)
    ]


def _fact(sentence: str) -> tuple[str, str] | None:
    term, colon, value = sentence.partition(": ")
    fits = len(term) <= _LONGEST_TERM and 0 < len(value) <= _LONGEST_IN_COLUMNS
    return (term, value) if colon and fits and "→" not in value else None


def safe_link(link: Link | None) -> Link | None:
    """A link a browser may follow; anything but a web address is left out."""
    return link if link and link.url and urlsplit(link.url).scheme in ("", "http", "https") else None


def scannable(link: Link) -> str:
    """The address as a picture to scan, dark on white in either colour scheme."""
    return str(segno.make(link.url, micro=False).svg_data_uri(border=3, dark="#14232e", light="#fff"))
