"""Where a message that was sent unasked leads."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.routes import Found, Table
from bot.conversation.screen import Screen
from bot.messages.templates import UnreadableError


def doorways(screen: Screen, routes: Table) -> tuple[Found, ...]:
    """Where the buttons lead; raises ``UnreadableError`` when one leads where such a message may not lead."""
    doors = []
    for button in (button for row in screen.rows for button in row):
        found = routes.find(button.route)
        if found is None or not found.route.doorway:
            raise UnreadableError(button.route)
        doors.append(found)
    return tuple(doors)


def by_client(doors: Sequence[Found]) -> dict[str, Found]:
    """The way to each client that a message is about, by code."""
    return {each.args[0]: each for each in doors if each.route.about_client}


def only_client(doors: Sequence[Found]) -> Found | None:
    """The way to the client of a message that is about one alone."""
    about = by_client(doors)
    return next(iter(about.values())) if len(about) == 1 else None
