"""Misfortune on the way to Telegram, drawn from a seeded chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from random import Random
from typing import Any

from support.botapi.refusal import BLOCKED, NOT_MODIFIED, TOO_OLD, Refusal, bad_request, too_many


@dataclass(slots=True)
class Faults:
    """How likely each fault is for one call; at most one of them happens to it.

    ``reset``, ``rate_limited``, ``server_error``, ``html`` and the refusals come instead of the call;
    ``lost`` and ``empty`` after it took effect; ``slow`` before it. A fault that does not fit the method
    (an edit that is "not modified") leaves the call alone, and so do all for the methods in ``spared``.
    """

    rng: Random
    rate_limited: float = 0.0
    server_error: float = 0.0
    reset: float = 0.0
    lost: float = 0.0
    slow: float = 0.0
    html: float = 0.0
    empty: float = 0.0
    blocked: float = 0.0
    not_modified: float = 0.0
    too_old: float = 0.0
    chat_not_found: float = 0.0
    migrated: float = 0.0
    retry_after: tuple[int, int] = (1, 30)
    slow_seconds: tuple[float, float] = (5.0, 30.0)
    spared: frozenset[str] = frozenset({"getMe"})

    def draw(self, method: str, params: dict[str, Any]) -> str:
        """Name the fault that this call meets, or return an empty string."""
        chance = self.rng.random()
        for name in _KINDS:
            chance -= getattr(self, name)
            if chance < 0:
                fits = _ONLY_FOR.get(name, _always)(method, params)
                return name if fits and method not in self.spared else ""
        return ""

    def refusal(self, fault: str) -> Refusal | None:
        """Return what Telegram answers for this fault, when it is one that it answers."""
        if fault == "rate_limited":
            return too_many(self.rng.randint(*self.retry_after))
        make = _REFUSALS.get(fault)
        return make() if make else None

    def pause(self) -> float:
        """Seconds that a slow call takes."""
        return self.rng.uniform(*self.slow_seconds)


_KINDS = tuple(f.name for f in fields(Faults) if f.type == "float")

_REFUSALS: dict[str, Callable[[], Refusal]] = {
    "server_error": lambda: Refusal(502, "Bad Gateway"),
    "blocked": lambda: Refusal(403, BLOCKED),
    "not_modified": lambda: bad_request(NOT_MODIFIED),
    "too_old": lambda: bad_request(TOO_OLD),
    "chat_not_found": lambda: bad_request("chat not found"),
    "migrated": lambda: Refusal(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        migrate_to_chat_id=-1009999999999,
    ),
}


def _always(_method: str, _params: dict[str, Any]) -> bool:
    return True


def _has_chat(_method: str, params: dict[str, Any]) -> bool:
    return "chat_id" in params


_ONLY_FOR: dict[str, Callable[[str, dict[str, Any]], bool]] = {
    "blocked": _has_chat,
    "chat_not_found": _has_chat,
    "migrated": _has_chat,
    "not_modified": lambda method, _: method.startswith("edit"),
    "too_old": lambda method, _: method == "answerCallbackQuery",
}
