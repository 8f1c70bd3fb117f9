"""What an error of the Bot API means for the call that met it: one table, read from the top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

FIRST_RETRY = 1.0
# Whoever waits since an outage is answered soon after it.
LONGEST_RETRY = 15.0


class Outcome(Enum):
    """What to do with a call that failed."""

    DONE = "done"  # nothing left to do: what was asked is already so, or no longer matters
    RETRY = "retry"  # the same call again, later and later
    WAIT = "wait"  # nobody calls for so many seconds, then again
    RESEND = "resend"  # the message cannot be changed any more: send a new one
    CLOSED = "closed"  # this person cannot be reached here
    DEAD = "dead"  # never again, and tell the makers
    STOP = "stop"  # the token is not ours: no calls at all
    CONFLICT = "conflict"  # another process fetches updates


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome; ``seconds`` is how long everybody waits when it is ``WAIT``."""

    outcome: Outcome
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Rule:
    error: type[Exception]
    outcome: Outcome
    text: str = ""
    method: str = ""

    def fits(self, error: Exception, text: str, method: str) -> bool:
        return isinstance(error, self.error) and self.text in text and method.startswith(self.method)


# BadRequest is a NetworkError in PTB, so that its rows must come first; an empty text or method fits all.
_RULES = (
    # An answer without a description ends in its status, and is a proxy's, not Telegram's.
    _Rule(BadRequest, Outcome.RETRY, "bad request (400)"),
    _Rule(BadRequest, Outcome.DONE, "message is not modified"),
    _Rule(BadRequest, Outcome.DONE, "query is too old", "answer"),
    _Rule(BadRequest, Outcome.DONE, "query_id_invalid", "answer"),
    _Rule(BadRequest, Outcome.DONE, "message to delete not found", "delete"),
    _Rule(BadRequest, Outcome.DONE, "message_id_invalid", "delete"),
    _Rule(BadRequest, Outcome.RESEND, "message to edit not found", "edit"),
    _Rule(BadRequest, Outcome.RESEND, "message_id_invalid", "edit"),
    _Rule(BadRequest, Outcome.RESEND, "message can't be edited", "edit"),
    _Rule(BadRequest, Outcome.RESEND, "message media can't be edited", "edit"),
    _Rule(BadRequest, Outcome.RESEND, "in the message to edit", "edit"),
    _Rule(BadRequest, Outcome.CLOSED, "chat not found"),
    _Rule(BadRequest, Outcome.CLOSED, "user not found"),
    _Rule(BadRequest, Outcome.CLOSED, "peer_id_invalid"),
    _Rule(BadRequest, Outcome.CLOSED, "user_is_blocked"),
    _Rule(BadRequest, Outcome.CLOSED, "user_deactivated"),
    _Rule(BadRequest, Outcome.DEAD),
    # Only texts that are known close a channel: a 403 may be a firewall's, or a new rule of Telegram's.
    _Rule(Forbidden, Outcome.RETRY, "forbidden (403)"),
    _Rule(Forbidden, Outcome.CLOSED, "blocked by the user"),
    _Rule(Forbidden, Outcome.CLOSED, "user is deactivated"),
    _Rule(Forbidden, Outcome.CLOSED, "can't initiate conversation"),
    _Rule(Forbidden, Outcome.CLOSED, "can't send messages to"),
    _Rule(Forbidden, Outcome.CLOSED, "was kicked"),
    _Rule(Forbidden, Outcome.CLOSED, "is not a member"),
    _Rule(Forbidden, Outcome.CLOSED, "chat was deleted"),
    _Rule(Forbidden, Outcome.DEAD),
    _Rule(ChatMigrated, Outcome.CLOSED),
    # A 404 for one method is an older server or our mistake; any other 401 or 404 is the token.
    _Rule(EndPointNotFound, Outcome.DEAD),
    _Rule(InvalidToken, Outcome.DEAD, "method not found"),
    _Rule(InvalidToken, Outcome.STOP),
    _Rule(Conflict, Outcome.CONFLICT),
    _Rule(NetworkError, Outcome.DEAD, "request entity too large"),
    _Rule(NetworkError, Outcome.RETRY),
    _Rule(TelegramError, Outcome.RETRY, "invalid server response"),
    _Rule(OSError, Outcome.RETRY),
)


def verdict(error: Exception, method: str) -> Verdict:
    """Decide about a failed call of the Bot API method ``method``, written as Telegram does."""
    if isinstance(error, RetryAfter):
        pause = error.retry_after
        return Verdict(Outcome.WAIT, pause.total_seconds() if isinstance(pause, timedelta) else float(pause))
    text = str(error).lower()
    fitting = (rule.outcome for rule in _RULES if rule.fits(error, text, method))
    return Verdict(next(fitting, Outcome.DEAD))


def backoff(attempt: int) -> float:
    """Seconds before try ``attempt`` + 1 of a call whose verdict was ``RETRY``: 1, 2, 4, 8, 15."""
    return min(FIRST_RETRY * 2.0 ** min(attempt - 1, 16), LONGEST_RETRY)
