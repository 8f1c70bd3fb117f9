"""What can be wrong with a demo file: every fault has its line, and all of them are told at once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversation.screen import Text

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the line, counted from 1, and the reason for a person."""

    line: int
    reason: Text


class FaultyDemo(Exception):  # noqa: N818  (it says what the file is, not what went wrong here)
    """A demo file has faults, and nothing of it may be used."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults, in the order of the lines."""
        super().__init__(f"{len(faults)} faults, the first on line {faults[0].line}")
        self.faults = faults


class Wrong(Exception):  # noqa: N818  (an ordinary answer of a parser, never an accident)
    """A value cannot be used, for these reasons."""

    def __init__(self, *reasons: Text) -> None:
        """Keep the reasons, each a whole sentence."""
        super().__init__(*reasons)
        self.reasons = reasons


def shown(name: str) -> str:
    """A name out of a file, safe and short enough for a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:_SHOWN])


def at(field: str, reason: Text) -> Text:
    """A reason with its place filled in: the field, or the way to a field within it."""
    inner = reason.params.get("field")
    place = field if inner is None else f"{field}.{inner}"
    return Text(reason.key, reason.source, {**reason.params, "field": place})
