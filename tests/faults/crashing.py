"""Ends the process at the n-th step of a tap, as abruptly as a power cut; only ever loaded in a test's bot."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.conversation import Conversation, Handled
from bot.conversation.event import Event, Tapped
from bot.tg.calls import Calls
from storage.conversation.chats import Chats
from storage.engine.prepared import Prepared
from storage.unit import Storage, Unit

# What the outbox or another task does meanwhile is no step of the tap.
_OF_THE_TAP = ContextVar("of_the_tap", default=False)


class Steps:
    """Counts the steps from the first tap on."""

    def __init__(self, last: int) -> None:
        """End at step ``last``; 0 never ends."""
        self._last = last
        self._counting = False
        self._taken = 0

    def begin(self) -> None:
        """A tap has arrived."""
        self._counting = True
        _OF_THE_TAP.set(True)

    def step(self, *, noting: bool = False) -> None:
        """Take one step, perhaps the last; ``noting`` what arrived is one, although a task of its own does it."""
        self._taken += self._counting and (noting or _OF_THE_TAP.get())
        if self._last and self._taken == self._last:
            os._exit(9)


def crash_at(last: int) -> None:
    """Put a step before and after everything that a tap does outside this process's memory."""
    steps = Steps(last)
    for owner, name in ((Prepared, "run"), (AsyncConnection, "execute"), (Calls, "__call__")):
        setattr(owner, name, _surrounded(getattr(owner, name), steps.step))
    setattr(Chats, "mark_shown", _surrounded(Chats.mark_shown, partial(steps.step, noting=True)))  # noqa: B010
    take_in, unit = Conversation.take_in, Storage.unit

    async def taken_in(self: Conversation, event: Event) -> Handled:
        if isinstance(event.input, Tapped):
            steps.begin()
        return await take_in(self, event)

    @asynccontextmanager
    async def opened(self: Storage) -> AsyncIterator[Unit]:
        steps.step()
        async with unit(self) as inner:
            yield inner
            steps.step()
        steps.step()

    setattr(Conversation, "take_in", taken_in)  # noqa: B010  # mypy takes no assignment to a method
    setattr(Storage, "unit", opened)  # noqa: B010


def _surrounded(work: Callable[..., Any], step: Callable[[], None]) -> Callable[..., Any]:
    async def surrounded(*given: Any, **named: Any) -> Any:
        step()
        done = await work(*given, **named)
        step()
        return done

    return surrounded
