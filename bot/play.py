"""Conversations as files that anybody can read: written down, read back and played again over any channel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from bot.conversation import Conversation, Handled
from bot.event import Channel, Commanded, Event, Input, Tapped, Typed
from bot.screen import Screen, Style
from bot.translations import Words, words

ANYTHING, CODE = "…", "K-……"
_SHOWN, _SAID = "meetlat:", "jij:"
_MAIN = (Style.TITLE, Style.QUESTION, Style.GOOD, Style.WARNING)
_A_CODE = r"[A-Z]{1,4}-[2-9A-Z]{6}"
_WILD = re.compile(r"[A-Z]{1,4}-……|…")
_CHANGING = re.compile(rf"(?P<code>\b{_A_CODE}\b)|\b\d{{1,2}} [a-z]+ \d{{4}}\b", re.IGNORECASE)


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
    """One screen, its main line first, and what the person did then; the last turn has nothing said."""

    shown: tuple[str, ...]
    said: Said | None = None
    line: int = 0


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


class Stage(Protocol):
    """A channel on which a script can be played."""

    async def start(self) -> Shown:
        """Begin, as ``/start`` does."""

    async def press(self, label: str) -> Shown:
        """Press the button with this label."""

    async def type(self, text: str) -> Shown:
        """Type a line."""


def parse(text: str) -> Script:
    """Read a transcript; raises :class:`FaultyScriptError` with the line."""
    titles: list[str] = []
    turns: list[Turn] = []
    shown: list[str] = []
    number = 0
    for number, line in enumerate(text.splitlines(), 1):
        said = line.partition(":")[2].strip()
        if line.startswith("#"):
            titles.append(line.lstrip("# ").rstrip())
        elif line.startswith(_SHOWN) and said:
            shown.append(said)
        elif line.startswith(_SAID) and said:
            turns.append(Turn(tuple(shown), _said(said), number))
            shown = []
        elif line.strip() not in ("", ANYTHING):
            raise FaultyScriptError(f"line {number}: expected 'meetlat:' or 'jij:', found {line[:40]!r}")
    if shown:
        turns.append(Turn(tuple(shown), None, number))
    return Script(titles[0] if titles else "", tuple(turns))


def written(script: Script) -> str:
    """The transcript as text."""
    lines = [f"# {script.title}"] if script.title else []
    for turn in script.turns:
        lines += [f"{_SHOWN} {line}" for line in turn.shown]
        lines += [f"{_SAID:<8} {turn.said}"] if turn.said is not None else []
    return "\n".join(lines) + "\n"


def matches(expected: str, shown: str) -> bool:
    """Whether a line is the expected one: ``K-……`` stands for any code, ``…`` for anything."""
    wanted, parts, end = " ".join(expected.split()), [], 0
    for wild in _WILD.finditer(wanted):
        parts += [re.escape(wanted[end : wild.start()]), ".*" if wild[0] == ANYTHING else _A_CODE]
        end = wild.end()
    return re.fullmatch("".join(parts) + re.escape(wanted[end:]), " ".join(shown.split())) is not None


async def replay(script: Script, stage: Stage) -> Shown:
    """Play a script; raises :class:`DeviationError` where the screens are not the expected ones."""
    shown, code = await stage.start(), ""
    for turn in script.turns:
        _compare(turn, shown)
        code = next((found[0] for line in shown.lines if (found := re.search(_A_CODE, line))), code)
        if turn.said is None:
            continue
        if turn.said.typed:
            shown = await stage.type(turn.said.text.replace(CODE, code))
            continue
        label = next((each for each in shown.buttons if matches(turn.said.text, each)), None)
        if label is None:
            raise DeviationError(f"line {turn.line}: no button {turn.said} among {', '.join(shown.buttons)}")
        shown = await stage.press(label)
    return shown


def lines_of(screen: Screen, said: Words) -> tuple[str, ...]:
    """Every sentence of a screen, the main line first."""
    main = next((block for block in screen.blocks if block.style in _MAIN), screen.blocks[0])
    others = [block.text for block in screen.blocks if block is not main]
    notices = [screen.notice] if screen.notice is not None else []
    return tuple(said.say(text) for text in (main.text, *notices, *others))


class Player:
    """A stage without any channel: the conversation itself, through its events; it remembers what happened."""

    def __init__(self, conversation: Conversation, address: str, channel: Channel = Channel.WEB) -> None:
        """Play as the functionaris (or Telegram user) with this address."""
        self._conversation, self._address, self._channel = conversation, address, channel
        self._turns: list[Turn] = []
        self._count = 0
        self.handled: Handled | None = None

    async def start(self) -> Shown:
        """Begin with ``/start``."""
        return await self._send(Commanded("start"))

    async def press(self, label: str) -> Shown:
        """Press a button that is on screen."""
        button = next((each for each in self._buttons() if matches(label, each[0])), None)
        if button is None or self.handled is None or self.handled.chat is None:
            raise DeviationError(f"there is no button {label}")
        self._note(Said(button[0]))
        return await self._send(Tapped(button[1], self.handled.chat.revision))

    async def type(self, text: str) -> Shown:
        """Type a line."""
        self._note(Said(text, typed=True))
        return await self._send(Typed(text))

    async def play(self, script: Script) -> Shown:
        """Play a script from its beginning."""
        return await replay(script, self)

    def script(self, title: str) -> Script:
        """What was played so far."""
        return Script(title, (*self._turns, Turn(self._recorded())))

    async def _send(self, given: Input) -> Shown:
        self._count += 1
        event = Event(self._channel, self._address, f"{self._address}-{self._count}", given)
        self.handled = await self._conversation.handle(event)
        said = words(self.handled.taal)
        toast = () if self.handled.toast is None else (said.say(self.handled.toast),)
        return Shown((*lines_of(self.handled.screen, said), *toast), tuple(label for label, _ in self._buttons()))

    def _buttons(self) -> Iterator[tuple[str, str]]:
        if self.handled is not None:
            said = words(self.handled.taal)
            for row in self.handled.screen.rows:
                yield from ((said.say(button.label), button.route) for button in row)

    def _note(self, done: Said) -> None:
        self._turns.append(Turn(self._recorded(), Said(_lasting(done.text), done.typed)))

    def _recorded(self) -> tuple[str, ...]:
        """What a transcript keeps of a screen: its main line, what was announced and what is warned of."""
        if self.handled is None:
            return ()
        screen, said = self.handled.screen, words(self.handled.taal)
        announced = [text for text in (screen.notice, self.handled.toast) if text is not None]
        warned = [block.text for block in screen.blocks if block.style is Style.WARNING]
        found = [lines_of(screen, said)[0], *(said.say(text) for text in (*announced, *warned))]
        return tuple(dict.fromkeys(_lasting(line) for line in found))


def _said(text: str) -> Said:
    quoted = len(text) > 1 and text[0] == text[-1] == '"'
    return Said(text[1:-1], typed=True) if quoted else Said(text)


def _compare(turn: Turn, shown: Shown) -> None:
    main: Iterable[str] = shown.lines[:1]
    for expected in turn.shown:
        if not any(matches(expected, line) for line in main):
            raise DeviationError(f"line {turn.line}: expected {expected!r}, the screen says {shown.lines!r}")
        main = shown.lines


def _lasting(line: str) -> str:
    """A line without what differs from day to day: codes and dates."""
    return _CHANGING.sub(lambda found: CODE if found["code"] else ANYTHING, line)
