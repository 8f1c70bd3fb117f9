"""What is wrong with a file somebody wrote: all of it at once, each with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_HEADER = re.compile(r"\[{1,2}[\w.]+\]{1,2}")


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
    """The line on which the table with this id starts; without an id, that of its header, or 1.

    Such an item is called after its place: ``regels``, or ``gemeente.veld.2`` for the second ``[[veld]]``.
    """
    lines = [line.replace(" ", "").replace("'", '"') for line in text.splitlines()]
    for number, line in enumerate(lines, 1):
        if line.startswith(f'id="{item}"'):
            return number
    above, _, which = item.rpartition(".")
    parent, _, name = above.rpartition(".")
    if not which.isdecimal():
        parent, name, which = "", item, "1"
    start = line_of(text, parent) if parent else 1
    headers = [n for n, line in enumerate(lines, 1) if n >= start and _HEADER.match(line) and _last_of(line) == name]
    return headers[int(which) - 1] if 0 < int(which) <= len(headers) else start


def _last_of(header: str) -> str:
    """``rule`` of ``[[step.rule]]``."""
    return header.strip("[").partition("]")[0].rpartition(".")[2]
