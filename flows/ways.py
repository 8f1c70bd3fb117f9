"""The ways to a person, and in which order they are tried."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum


class Way(StrEnum):
    """A way to reach somebody who is not looking at Meetlat."""

    TELEGRAM = "tg"
    PUSH = "push"
    MAIL = "mail"


def in_order(wished: Iterable[str]) -> tuple[Way, ...]:
    """Every way: those that somebody wished for in their order, then the others."""
    known = {way.value: way for way in Way}
    return tuple(dict.fromkeys((*(known[each] for each in wished if each in known), *Way)))


def first(way: Way, wished: Iterable[str]) -> tuple[Way, ...]:
    """The order of before with one way put first."""
    return tuple(dict.fromkeys((way, *in_order(wished))))


def left(usable: Iterable[Way], failed: Collection[str]) -> tuple[Way, ...]:
    """The ways that a message can still go: each is tried once."""
    return tuple(way for way in usable if way not in failed)
