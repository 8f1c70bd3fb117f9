"""A target for any route, with arguments that can be read and could be anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversation.routes import Param, Route

FILLERS = ("0", "2026-01-01", "2026-1", "K-7Q4FNP", "20260101-7", "jaar", "anders", "0_-_-")


def target_of(route: Route[..., Any], known: Mapping[str, str] | None = None) -> str:
    """What leads to ``route``: ``known`` values by the name of the parameter, and for any other what can be read."""
    wanted = [each for each in route.params if not each.default]
    return "/".join((route.word, *((known or {}).get(each.name) or _filler(each) for each in wanted)))


def _filler(param: Param[Any]) -> str:
    for text in FILLERS:
        try:
            param.read(text)
        except ValueError:
            continue
        return text
    members: Any = param.read
    return str(next(iter(members)).value)
