"""What delivery asks of a channel that can write to people unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from bot.conversation.screen import Screen, Target, Text
from flows.ways import Way
from storage.people.reach import Address, Outcome


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
    """A result; ``reason`` is the kind of error and never what was said.

    ``seconds`` is how long to wait at least. A channel that is ``down`` is called by nobody for so long.
    """

    result: Result
    reason: str = ""
    seconds: float = 0.0
    down: bool = False
    outcome: Outcome = field(default_factory=Outcome)


@dataclass(frozen=True, slots=True)
class Letter:
    """A bericht as it reads now: whole, and for channels that others look at too in one line of counts.

    ``codes`` are the clients it is about; ``door`` is what opens it, and ``count`` how many wait. ``tag`` is the same
    for what takes the place of something earlier. ``to`` is who gets it.
    """

    number: int
    screen: Screen
    brief: Text
    taal: str
    to: str
    tag: str
    door: Target
    codes: tuple[str, ...] = ()
    count: int | None = None


class MessageSender(Protocol):
    """A channel that new messages can be put into."""

    @property
    def way(self) -> Way:
        """The way to people that this is."""

    @property
    def per_second(self) -> float:
        """How many messages all processes together may send."""

    @property
    def halted(self) -> float:
        """For how many seconds the channel has asked not to be called."""

    def halt(self, seconds: float) -> None:
        """Call nobody for so long."""

    def share(self, living: int) -> None:
        """So many processes use the channel at the same time."""

    async def turn(self) -> None:
        """Wait for a turn that no answer to a tap wants."""

    async def send(self, addresses: Sequence[Address], letter: Letter) -> Answer:
        """Send a new message to one person; its buttons are doorways."""

    async def close(self) -> None:
        """Let go of what was kept open."""
