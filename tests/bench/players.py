"""Who plays against the bots: people who measure, people who tap, and as much of it on an echo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.people import WALK
from bench.simulator import Player

# What is tapped on the way from the menu to the receipt.
MEASUREMENT = (
    *("new", "create", "answer/P0/ja", "answer/Q1/nee", "answer/Q3/nee", "answer/Q4/ja", "answer/uitslag/3"),
    *("answer/G1/ja", "answer/G2/4", "confirm/kenmerken", "answer/gepland/12", "record"),
)
OPENING = MEASUREMENT[:3]


class Measurer(Player):
    """A klantmanager who measures a new client, from /start to the receipt."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self._path: Iterator[str] = iter(())

    def begin(self) -> dict[str, Any]:
        """Open the menu."""
        self._path = iter(MEASUREMENT)
        return self.says("/start")

    def act(self) -> dict[str, Any] | None:
        """Tap what is next on the way."""
        wanted = next(self._path, None)
        return None if wanted is None else self.taps(button(self, wanted))


class Walker(Player):
    """A klantmanager who goes to and fro in the questions; the first round only brings him there."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self._path: Iterator[str] = iter(())

    def begin(self) -> dict[str, Any]:
        """Open a dialogue, or go on in it."""
        if not self.screen:
            self._path = iter(OPENING)
            return self.says("/start")
        self._path = iter(WALK)
        return self.taps(button(self, next(self._path)))

    def act(self) -> dict[str, Any] | None:
        """One more tap."""
        wanted = next(self._path, None)
        return None if wanted is None else self.taps(button(self, wanted))


class Chooser(Player):
    """Somebody at the echo, which makes so many ``calls``, update by update; with ``command`` the first is no tap."""

    def __init__(self, number: int, *, command: bool) -> None:
        super().__init__(number)
        self.calls: list[int] = [2]
        self._command = command
        self._left: Iterator[int] = iter(())

    def begin(self) -> dict[str, Any]:
        """Write a command where there is nothing to tap on yet."""
        self._left = iter(self.calls)
        first = next(self._left)
        return self.says(f"/start {first}") if self._command or not self.screen else self.taps(str(first))

    def act(self) -> dict[str, Any] | None:
        """Tap."""
        wanted = next(self._left, None)
        return None if wanted is None else self.taps(str(wanted))


class Writer(Player):
    """Somebody who writes to the echo, line by line."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self._left = 0

    def begin(self) -> dict[str, Any]:
        """Write."""
        self._left = len(WALK)
        return self.says("hallo")

    def act(self) -> dict[str, Any] | None:
        """Write again."""
        self._left -= 1
        return self.says("hallo") if self._left else None


def spread(calls: int, updates: int) -> list[int]:
    """So many calls over so many updates, as evenly as whole numbers can be."""
    return [calls * (number + 1) // updates - calls * number // updates for number in range(updates)]


def button(player: Player, route: str) -> str:
    """The data of the button that leads there."""
    found = next((data for data in player.buttons if data.rpartition(".")[2] == route), None)
    if found is None:
        raise LookupError(f"no button {route} among {player.buttons} under {player.screen.get('text')!r}")
    return found
