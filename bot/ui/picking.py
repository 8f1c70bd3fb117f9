"""Choosing a colleague, eight at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.conversation.context import RequestContext
from bot.conversation.screen import Button, Target, verbatim
from bot.ui.widgets import PageLink, Rows, column, pages, short
from flows.people import Functionaris, Right
from storage.clients.clients import PAGE


def picking(
    people: Sequence[Functionaris],
    page: int,
    at: PageLink,
    chosen: Callable[[Functionaris], Target],
    marked: Mapping[str, str] | None = None,
) -> Rows:
    """A button for each, with where it leads; ``at`` is where a page of this screen is, ``marked`` has other labels."""
    number = min(page, max(0, len(people) - 1) // PAGE)
    shown = people[number * PAGE : (number + 1) * PAGE]
    labels = marked or {}
    buttons = [Button(verbatim(labels.get(who.id, short(who.label))), chosen(who)) for who in shown]
    return (*column(buttons), *pages(at, number, len(people), PAGE))


async def who_measure(context: RequestContext, besides: str) -> list[Functionaris]:
    """Everybody else with access who may measure, those of one's own team first."""
    everyone = [who for who in await context.unit.people.everyone(context.now) if who.may(Right.MEASURE)]
    others = [who for who in everyone if who.id != besides]
    return sorted(others, key=lambda who: (who.team != context.who.team, who.label, who.id))
