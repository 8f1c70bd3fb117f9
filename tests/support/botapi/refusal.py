"""Telegram's refusals, in Telegram's words."""

from __future__ import annotations

from typing import Any

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
BLOCKED = "Forbidden: bot was blocked by the user"
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Refusal(Exception):  # noqa: N818 -- Telegram refuses; nothing here is broken
    """An answer with ``ok: false``."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, Any]:
        """Write the refusal as Telegram answers it."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(text: str) -> Refusal:
    """Refuse a call that Telegram finds wrong."""
    return Refusal(400, f"Bad Request: {text}")


def conflict(text: str) -> Refusal:
    """Refuse a second one that fetches updates."""
    return Refusal(409, f"Conflict: {text}")


def too_many(seconds: int) -> Refusal:
    """Ask for a pause."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
