"""What is wrong with a file somebody wrote: all of it at once, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; ``code`` names the sentence that explains it, ``item`` the part of the file it is in."""

    file: str
    line: int
    item: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict, hash=False)


class FaultyFileError(Exception):
    """A flow or settings file cannot be used."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep every fault; there is at least one."""
        super().__init__(f"{len(faults)} faults, first: {faults[0]}")
        self.faults = faults


def line_of(text: str, item: str) -> int:
    """The line on which the table with this id starts, or 1."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.replace(" ", "").startswith(f'id="{item}"'):
            return number
    return 1
