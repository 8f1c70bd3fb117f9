"""Why a request changes nothing; whoever raises these leaves the page that says so to the edge."""

from __future__ import annotations

from bot.web import texts


class NotSignedInError(Exception):
    """There is no session, or it gives no access any more."""


class RefusedError(Exception):
    """A request that changes nothing, with the page that says so."""

    def __init__(self, status: int, message: texts.Message) -> None:
        """Answer with ``message`` under ``status``."""
        super().__init__(status)
        self.status, self.message = status, message
