"""Choosing a colleague, eight at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.conversation.screen import Button, Target, verbatim
from bot.ui.widgets import PageLink, Rows, column, page_number, pages
from flows.people import Functionaris
from storage.clients import PAGE

WIDE = 24


def picking(
    people: Sequence[Functionaris],
    page: int | str,
    at: PageLink,
    chosen: Callable[[Functionaris], Target],
    marked: Mapping[str, str] | None = None,
) -> Rows:
    """A button for each, with where it leads; ``at`` is where a page of this screen is, ``marked`` has other labels."""
    wanted = page if isinstance(page, int) else page_number(page)
    number = min(wanted, max(0, len(people) - 1) // PAGE)
    shown = people[number * PAGE : (number + 1) * PAGE]
    labels = marked or {}
    buttons = [Button(verbatim(labels.get(who.id, who.label[:WIDE])), chosen(who)) for who in shown]
    return (*column(buttons), *pages(at, number, len(people), PAGE))
