"""Which instruments fit a trede in principle, as the municipality says: a hint after the result, never a choice."""

from __future__ import annotations

from collections.abc import Iterator

from bot.conversation.screen import Block, t
from bot.ui.widgets import hint
from flows.gemeente import Gemeente
from flows.instrumenten import fitting


def fits(gemeente: Gemeente, positie: int) -> Iterator[Block]:
    """The instruments that are linked to a position; nothing where there are none."""
    names = fitting(gemeente.instrumenten, positie)
    if names:
        said = t(
            "decided.instruments",
            "Bij trede {trede} past volgens uw gemeente: {names}.",
            trede=positie,
            names=", ".join(names),
        )
        yield hint(said)
