"""What delivery asks of a channel that can write to people unasked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from bot.conversation.screen import Screen


class Result(Enum):
    """What came of one bericht."""

    ARRIVED = "arrived"
    RETRY = "retry"  # it may work later
    WAIT = "wait"  # nobody sends anything for so many seconds
    LATER = "later"  # this one not yet, for so many seconds
    CLOSED = "closed"  # this person cannot be reached here any more
    DEAD = "dead"  # it will never work: tell the makers
    LAPSED = "lapsed"  # there is nobody to tell, or nothing to tell any more


@dataclass(frozen=True, slots=True)
class Answer:
    """A result; ``reason`` is the kind of error and never what was said."""

    result: Result
    reason: str = ""
    seconds: float = 0.0


class MessageSender(Protocol):
    """A channel that new messages can be put into."""

    @property
    def halted(self) -> float:
        """For how many seconds the channel has asked not to be called."""

    def halt(self, seconds: float) -> None:
        """Call nobody for so long."""

    def share(self, living: int) -> None:
        """So many processes use the channel at the same time."""

    async def turn(self) -> None:
        """Wait for a turn that no answer to a tap wants."""

    async def send(self, address: str, screen: Screen, taal: str) -> Answer:
        """Send a new message; its buttons are doorways."""
