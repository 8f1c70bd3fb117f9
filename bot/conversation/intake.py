"""Takes in whatever comes: together where it came together, and put aside where it fails time and again."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from bot.conversation.conversation import Conversation, Handled
from bot.conversation.event import Event
from storage.errors import ConflictError, LostError, UnavailableError
from storage.unit import Batch, Storage

TRIES = 3
log = structlog.get_logger()


class Intake:
    """In front of ``conversation``: nothing but a database that is away is raised from here."""

    def __init__(self, storage: Storage, conversation: Conversation) -> None:
        """Take in for ``conversation``, which is kept in ``storage``."""
        self._storage = storage
        self.conversation = conversation

    async def handle(self, event: Event) -> Handled:
        """Take in one event and draw what follows."""
        return await self.drawn(event, await self.received(event))

    async def drawn(self, event: Event, handled: Handled) -> Handled:
        """What was handled with its screen, or with the menu where that cannot be drawn."""
        try:
            return await self.conversation.drawn(handled)
        except UnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  # a report that cannot be drawn must not come back for ever
            log.error("update_failed", update=event.key, error=type(error).__name__)
            return await self.conversation.put_aside(event)

    async def received(self, event: Event) -> Handled:
        """Take in one event; what fails time and again is put aside. No other place tries again."""
        for attempt in range(1, TRIES + 1):
            try:
                return await self.conversation.take_in(event)
            except UnavailableError:
                raise
            except ConflictError:
                log.info("update_overtaken", update=event.key, attempt=attempt)
            except Exception as error:  # noqa: BLE001  # a poison update must not stop the others
                log.error("update_failed", update=event.key, attempt=attempt, error=type(error).__name__)
        return await self.conversation.put_aside(event)

    async def received_all(self, events: Sequence[Event]) -> list[Handled]:
        """Take in what came together in one transaction; what each person sent in order.

        What fails falls out, with all of the same person after it, and is taken in alone after the others.
        """
        if len(events) <= 1:
            return [await self.received(event) for event in events]
        handled: dict[int, Handled] = {}
        try:
            async with self._storage.batch() as batch:
                fallen: set[str] = set()
                for number, event in enumerate(events):
                    done = None if event.address in fallen else await self._part(batch, event)
                    if done is None:
                        fallen.add(event.address)
                    else:
                        handled[number] = done
        except (ConflictError, LostError):
            # Nothing of it is kept.
            handled.clear()
        return [handled.get(number) or await self.received(event) for number, event in enumerate(events)]

    async def _part(self, batch: Batch, event: Event) -> Handled | None:
        try:
            async with batch.unit() as unit:
                return await self.conversation.within(unit, event)
        except (UnavailableError, LostError):
            raise
        except Exception as error:  # noqa: BLE001  # as above
            log.info("update_fell_out", update=event.key, error=type(error).__name__)
            return None
