"""Logs say what happened, never what was said: a few allowed keys, and no token."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.runtime.log_lines import Sentences
from bot.texts.translations import Words

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "error", "outcome", "attempt", "failures", "update", "number", "reason",
        "address", "channel", "version", "chats", "seconds", "code", "at", "task", "what",
    }
)  # fmt: skip
_json = structlog.processors.JSONRenderer(ensure_ascii=False)


def set_up_logs(level: str, words: Words | None = None) -> None:
    """Write JSON lines to standard error, or sentences in ``words`` when that is a terminal.

    Libraries only speak when something is wrong, and without details.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_allowed,
            _json if words is None or not sys.stderr.isatty() else Sentences(words),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_Quiet()], level=logging.WARNING, force=True)


class _Quiet(logging.Handler):
    """A library's message can hold an address with the token, so only who complained is passed on."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the library and the kind of exception."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        structlog.get_logger().warning("library_complaint", reason=record.name, error=kind)


def _only_allowed(_: object, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: value for name, value in event.items() if name in ALLOWED}
