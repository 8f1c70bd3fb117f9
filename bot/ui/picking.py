"""Choosing a colleague, eight at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.conversation.screen import Button, verbatim
from bot.ui.widgets import Rows, column, page_number, pages
from flows.people import Functionaris
from storage.clients import PAGE

WIDE = 24


def picking(
    people: Sequence[Functionaris],
    page: str,
    here: str,
    chosen: Callable[[Functionaris], str],
    marked: Mapping[str, str] | None = None,
) -> Rows:
    """A button for each, with where it leads; ``here`` is this screen without its page, ``marked`` has other labels."""
    number = min(page_number(page), max(0, len(people) - 1) // PAGE)
    shown = people[number * PAGE : (number + 1) * PAGE]
    labels = marked or {}
    buttons = [Button(verbatim(labels.get(who.id, who.label[:WIDE])), chosen(who)) for who in shown]
    return (*column(buttons), *pages(here, number, len(people), PAGE))
