"""Ends the process at the n-th step of a tap, as abruptly as a power cut; only ever loaded in a test's bot."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.conversation.conversation import Conversation, Handled
from bot.conversation.event import Event, Tapped
from bot.tg.calls import Calls
from storage.conversation.chats import Chats
from storage.engine.prepared import Prepared
from storage.unit import Storage, Unit


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

    def step(self) -> None:
        """Take one step, perhaps the last."""
        self._taken += self._counting
        if self._last and self._taken == self._last:
            os._exit(9)


def crash_at(last: int) -> None:
    """Put a step before and after everything that a tap does outside this process's memory."""
    steps = Steps(last)
    for owner, name in ((Prepared, "run"), (AsyncConnection, "execute"), (Calls, "__call__"), (Chats, "mark_shown")):
        setattr(owner, name, _surrounded(getattr(owner, name), steps))
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


def _surrounded(work: Callable[..., Any], steps: Steps) -> Callable[..., Any]:
    async def surrounded(*given: Any, **named: Any) -> Any:
        steps.step()
        done = await work(*given, **named)
        steps.step()
        return done

    return surrounded
