"""The buttons and lines that return on many screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.conversation.routes import link
from bot.conversation.screen import Block, Button, Entry, Look, Style, Target, Text, t, verbatim
from bot.home.routes import HOME

# So many characters of a name fit on a button of a phone.
WIDE = 24
Rows = tuple[tuple[Button, ...], ...]
# Where a page of this screen is.
PageLink = Callable[[int], Target]


def title(text: Text) -> Block:
    """The heading of a screen that asks nothing."""
    return Block(Style.TITLE, text)


def strong(text: Text) -> Block:
    """What a screen is about, below its heading: the trede."""
    return Block(Style.STRONG, text)


def line(text: Text) -> Block:
    """A sentence."""
    return Block(Style.TEXT, text)


def item(text: Text, changes: Target | None = None) -> Block:
    """A line of a list, and where what it says can be changed."""
    return Block(Style.ITEM, text, changes)


def hint(text: Text) -> Block:
    """A sentence in the background."""
    return Block(Style.HINT, text)


def menu() -> Button:
    """Back to the start."""
    return Button(t("btn.menu", "Menu"), link(HOME), Look.QUIET)


def to(target: Target) -> Button:
    """Back to where one came from."""
    return Button(t("btn.back", "Terug"), target, Look.QUIET)


def short(name: str, most: int = WIDE) -> str:
    """A name that fits on a button; what is too long loses its middle, because numbers at the end tell people apart."""
    if len(name) <= most:
        return name
    end = (most - 1) // 2
    return f"{name[: most - 1 - end].rstrip()}…{name[-end:].lstrip()}"


def in_full(names: Iterable[str]) -> list[Block]:
    """The whole of every name that a button cuts, so that nobody is taken for somebody else."""
    return [item(verbatim(name)) for name in names if len(name) > WIDE]


def pages(at: PageLink, number: int, total: int, size: int) -> Rows:
    """Buttons to the page before and after, where there are any."""
    buttons = []
    if number > 0:
        buttons.append(Button(t("btn.previous", "‹ Vorige"), at(number - 1), Look.QUIET))
    if (number + 1) * size < total:
        buttons.append(Button(t("btn.next", "Volgende ›"), at(number + 1), Look.QUIET))
    return (tuple(buttons),) if buttons else ()


def pairs(buttons: Sequence[Button]) -> Rows:
    """Two short buttons per row."""
    return tuple(tuple(buttons[number : number + 2]) for number in range(0, len(buttons), 2))


def column(buttons: Sequence[Button]) -> Rows:
    """One button per row."""
    return tuple((button,) for button in buttons)


def date_entry(example: date, *, alone: bool = False) -> Entry:
    """A day may be typed: instead of a choice, or ``alone``."""
    label = t("entry.date.alone", "Typ een datum") if alone else t("entry.date", "Of typ een datum")
    return Entry("date", label, f"{example:%d-%m-%Y}")
