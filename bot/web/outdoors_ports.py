"""What the page for measuring without a connection needs from the core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from bot.conversation.screen import Text
from bot.outdoors.measured import Measured
from bot.web.ports import Visitor


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a measurement that was handed in, as a word for the script and a sentence for the person."""

    what: str
    text: Text


class Kits(Protocol):
    """What somebody takes along to measure without a connection."""

    async def kit(self, visitor: Visitor, seal: str) -> dict[str, Any] | None:
        """All of it, kept under the key of ``seal`` where that is still theirs; ``None`` for who may not measure."""


class Taking(Protocol):
    """Takes in what was measured without a connection."""

    async def hand_in(self, visitor: Visitor, key: str, measured: Measured) -> Told | None:
        """Take in one measurement, once for each key; ``None`` for who has no access any more."""
