"""Plays a conversation without any channel, and writes down what was said as a transcript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from bot.clients.codes import valid
from bot.conversation.cleaning import entered
from bot.conversation.conversation import Conversation, Handled
from bot.conversation.event import Channel, Commanded, Event, Input, Tapped
from bot.conversation.screen import Screen, Style
from bot.texts.translations import Words, words
from bot.transcripts.transcript import (
    A_CODE,
    ANYTHING,
    CODE,
    DeviationError,
    FaultyScriptError,
    Said,
    Script,
    ScriptedChannel,
    Shown,
    Turn,
    matches,
    parse,
    replay,
    written,
)

__all__ = [
    "DeviationError",
    "FaultyScriptError",
    "Player",
    "Said",
    "Script",
    "ScriptedChannel",
    "Shown",
    "Turn",
    "lines_of",
    "matches",
    "parse",
    "replay",
    "written",
]

_MAIN = (Style.TITLE, Style.QUESTION, Style.GOOD, Style.WARNING)
_CHANGING = re.compile(rf"(?P<code>\b{A_CODE}\b)|\b\d{{1,2}} [a-z]+ \d{{4}}\b", re.IGNORECASE)


def lines_of(screen: Screen, said: Words) -> tuple[str, ...]:
    """Every sentence of a screen, the main line first."""
    main = next((block for block in screen.blocks if block.style in _MAIN), screen.blocks[0])
    others = [block.text for block in screen.blocks if block is not main]
    notices = [screen.notice] if screen.notice is not None else []
    return tuple(said.say(text) for text in (main.text, *notices, *others))


class Player:
    """Plays without any channel: hands events to the conversation itself, and remembers what happened."""

    def __init__(self, conversation: Conversation, address: str, pass_days: Callable[[int], None]) -> None:
        """Play as the functionaris with this id on the web; ``pass_days`` lets time pass."""
        self._conversation, self._address, self._pass_days = conversation, address, pass_days
        self._later = 0
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

    async def follow(self, route: str) -> Shown:
        """Go to a screen by its route, whatever is on this one."""
        revision = 0 if self.handled is None or self.handled.chat is None else self.handled.chat.revision
        return await self._send(Tapped(route, revision))

    async def type(self, text: str) -> Shown:
        """Type a line."""
        self._note(Said(text, typed=True))
        return await self._send(entered(text))

    async def wait(self, days: int) -> None:
        """Let so many days pass."""
        self._pass_days(days)
        self._later += days

    async def play(self, script: Script) -> Shown:
        """Play a script from its beginning."""
        return await replay(script, self)

    def script(self, title: str) -> Script:
        """What was played so far."""
        return Script(title, (*self._turns, Turn(self._recorded())))

    async def _send(self, given: Input) -> Shown:
        self._count += 1
        event = Event(Channel.WEB, self._address, f"{self._address}-{self._count}", given)
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
        self._turns.append(Turn(self._recorded(), Said(_lasting(done.text), done.typed), later=self._later))
        self._later = 0

    def _recorded(self) -> tuple[str, ...]:
        """What a transcript keeps of a screen: its main line, notices and warnings, and what a receipt says."""
        if self.handled is None:
            return ()
        screen, said = self.handled.screen, words(self.handled.taal)
        announced = [text for text in (screen.notice, self.handled.toast) if text is not None]
        warned = [block.text for block in screen.blocks if block.style is Style.WARNING]
        if any(block.style is Style.GOOD for block in screen.blocks):
            # What a receipt says up to its first hint is about this meetmoment.
            own = takewhile(lambda block: block.style is not Style.HINT, screen.blocks)
            warned = [block.text for block in own if block.style in (Style.WARNING, Style.ITEM)]
        found = [lines_of(screen, said)[0], *(said.say(text) for text in (*announced, *warned))]
        return tuple(dict.fromkeys(_lasting(line) for line in found))


def _lasting(line: str) -> str:
    """A line without what differs from day to day: codes and dates."""
    return _CHANGING.sub(_placeholder, line)


def _placeholder(found: re.Match[str]) -> str:
    code = found["code"]
    if code is None:
        return ANYTHING
    return CODE if valid(code) else code
