"""Conversations as files that anybody can read: parsed, written, and played again over any channel."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from bot.clients.codes import valid

ANYTHING, CODE = "…", "K-……"
_SHOWN, _SAID, _LATER = "meetlat:", "jij:", "later:"
A_CODE = r"[A-Z]{1,4}-[2-9A-Z]{6}"
# The code that fields show as an example is nobody's.
_EXAMPLE = "-7Q4FNP"
_DAYS = re.compile(r"(\d{1,4}) (?:dag|dagen)")
_WILD = re.compile(r"[A-Z]{1,4}-……|…")


class FaultyScriptError(Exception):
    """A line of a transcript is not to be understood."""


class DeviationError(Exception):
    """The conversation went another way than the transcript says."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the person did: pressed the button with this label, or typed it."""

    text: str
    typed: bool = False

    def __str__(self) -> str:
        """Written as in a transcript."""
        return f'"{self.text}"' if self.typed else self.text


@dataclass(frozen=True, slots=True)
class Turn:
    """One screen, its main line first, and what the person did then, perhaps ``later`` by so many days.

    The last turn has nothing said.
    """

    shown: tuple[str, ...]
    said: Said | None = None
    line: int = field(default=0, compare=False)
    later: int = 0


@dataclass(frozen=True, slots=True)
class Script:
    """A whole conversation."""

    title: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen as a person sees it: its lines, the main line first, and the labels of its buttons."""

    lines: tuple[str, ...]
    buttons: tuple[str, ...]


class ScriptedChannel(Protocol):
    """A channel on which a script can be played."""

    async def start(self) -> Shown:
        """Begin, as ``/start`` does."""

    async def press(self, label: str) -> Shown:
        """Press the button with this label."""

    async def type(self, text: str) -> Shown:
        """Type a line."""

    async def wait(self, days: int) -> None:
        """Let so many days pass."""


def parse(text: str) -> Script:
    """Read a transcript; raises :class:`FaultyScriptError` with the line."""
    titles: list[str] = []
    turns: list[Turn] = []
    shown: list[str] = []
    number = later = 0
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition(":")[2].strip()
        if line.startswith("#"):
            titles.append(line.lstrip("# ").rstrip())
        elif line.startswith(_SHOWN) and said:
            shown.append(said)
        elif line.startswith(_SAID) and said:
            turns.append(Turn(tuple(shown), _said(said), number, later))
            shown, later = [], 0
        elif line.startswith(_LATER) and (days := _DAYS.fullmatch(said)):
            later += int(days[1])
        elif line.strip() not in ("", ANYTHING):
            wanted = "'meetlat:', 'jij:' or 'later: 30 dagen'"
            raise FaultyScriptError(f"line {number}: expected {wanted}, found {line[:40]!r}")
    if shown:
        turns.append(Turn(tuple(shown), None, number))
    return Script(titles[0] if titles else "", tuple(turns))


def written(script: Script) -> str:
    """The transcript as text."""
    lines = [f"# {script.title}"] if script.title else []
    for turn in script.turns:
        lines += [f"{_SHOWN} {line}" for line in turn.shown]
        lines += [f"{_LATER:<8} {turn.later} dagen"] if turn.later else []
        lines += [f"{_SAID:<8} {turn.said}"] if turn.said is not None else []
    return "\n".join(lines) + "\n"


def matches(expected: str, shown: str) -> bool:
    """Whether a line is the expected one: ``K-……`` stands for any code, ``…`` for anything."""
    wanted, parts, end = " ".join(expected.split()), [], 0
    for wild in _WILD.finditer(wanted):
        parts += [re.escape(wanted[end : wild.start()]), ".*" if wild[0] == ANYTHING else A_CODE]
        end = wild.end()
    return re.fullmatch("".join(parts) + re.escape(wanted[end:]), " ".join(shown.split())) is not None


async def replay(script: Script, channel: ScriptedChannel) -> Shown:
    """Play a script; raises :class:`DeviationError` where the screens are not the expected ones."""
    shown, code = await channel.start(), ""
    for turn in script.turns:
        _compare(turn, shown)
        seen = re.findall(A_CODE, "\n".join(shown.lines))
        code = next((each for each in seen if valid(each) and not each.endswith(_EXAMPLE)), code)
        if turn.said is None:
            continue
        if turn.later:
            await channel.wait(turn.later)
        if turn.said.typed:
            shown = await channel.type(turn.said.text.replace(CODE, code))
            continue
        label = next((each for each in shown.buttons if matches(turn.said.text, each)), None)
        if label is None:
            raise DeviationError(f"line {turn.line}: no button {turn.said} among {', '.join(shown.buttons)}")
        shown = await channel.press(label)
    return shown


def _said(text: str) -> Said:
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return Said(text[1:-1], typed=True) if quoted else Said(text)


def _compare(turn: Turn, shown: Shown) -> None:
    main: Iterable[str] = shown.lines[:1]
    for expected in turn.shown:
        if not any(matches(expected, line) for line in main):
            raise DeviationError(f"line {turn.line}: expected {expected!r}, the screen says {shown.lines!r}")
        main = shown.lines
