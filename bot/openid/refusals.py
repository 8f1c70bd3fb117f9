"""Why a provider, or what it says, leads to nothing."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z0-9_ .-]{1,40}")


class ProviderDownError(Exception):
    """The provider does not answer, or not with what was asked; ``why`` is for the log."""

    def __init__(self, why: str) -> None:
        """Keep the reason, which names nobody."""
        super().__init__(why)
        self.why = why


class UntrueError(Exception):
    """A token that cannot be believed; ``why`` is a word for the log, and ``clock`` says that it is about the time."""

    def __init__(self, why: str, *, clock: bool = False) -> None:
        """Keep the reason, which names nobody."""
        super().__init__(why)
        self.why, self.clock = why, clock


def word(told: object) -> str:
    """What somebody else gives as a reason, when it can be written in a log."""
    return told if isinstance(told, str) and _WORD.fullmatch(told) else "no reason that can be read"
