"""A thread that waits, so that the event loop does not have to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread

Call = Callable[[], object]


class Waiter:
    """Makes calls that take long, one after the other; handing one over costs a third of what an executor takes."""

    def __init__(self) -> None:
        """Start the thread."""
        self._calls: SimpleQueue[tuple[Call, asyncio.Future[None]] | None] = SimpleQueue()
        Thread(target=self._work, name="waiter", daemon=True).start()

    async def wait_for(self, call: Call) -> None:
        """Let the thread make ``call``; it ends before this does, also when nobody waits for it any more."""
        try:
            await self._hand_over(call)
        except asyncio.CancelledError:
            # A thread cannot be cancelled; what stands behind the call in line comes after its end.
            await self._hand_over(_nothing)
            raise

    def stop(self) -> None:
        """End the thread after the last call."""
        self._calls.put(None)

    def _hand_over(self, call: Call) -> asyncio.Future[None]:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._calls.put((call, done))
        return done

    def _work(self) -> None:
        for call, done in iter(self._calls.get, None):
            error = None
            try:
                call()
            except BaseException as raised:  # noqa: BLE001  # it is for whoever waits
                error = raised
            done.get_loop().call_soon_threadsafe(_settle, done, error)


def _nothing() -> None:
    pass


def _settle(done: asyncio.Future[None], error: BaseException | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
