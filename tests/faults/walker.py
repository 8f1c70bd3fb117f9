"""Somebody who measures clients on the phone: looks, taps what stands there, and waits for the next screen."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from random import Random

from faults.patience import Patience, StuckError, Truce
from support.botapi import Button, Message, Person
from support.botapi.account import Account
from support.botapi.chat import Chat
from support.oracle import Desk, Seat

from bot.runtime.clock import Clock

CODE = re.compile(r"\b[A-Z]{1,4}-[2-9CDFGHJKMNPQRTVWX]{6}\b")
PATIENCE = 3.0
MOST_WAITING = 3
DOUBLE = 0.05

# How much each kind of button attracts; a word that is not here is left alone.
_APPEAL = {
    "answer": 10.0,
    "direct": 0.5,
    "confirm": 12.0,
    "record": 10.0,
    "create": 10.0,
    "correct_same_day": 8.0,
    "new": 10.0,
    "resume": 8.0,
    "start": 4.0,
    "dialogue": 6.0,
    "home": 6.0,
    "stop": 1.0,
    "later": 0.3,
    "ask_stop": 0.3,
    "back": 1.0,
    "edit": 4.0,
    "ask": 2.0,
    "card": 3.0,
    "toggle": 1.0,
    "help": 0.5,
    "read_along": 0.3,
    "why": 0.5,
    "clients": 1.0,
    "client": 3.0,
    "moments": 0.5,
    "ladder": 0.3,
    "trede": 0.3,
    "settings": 0.3,
    "privacy": 0.3,
}


@dataclass
class Walker:
    """One person with what they saw confirmed, written down on paper (``desk``)."""

    person: Person
    account: Account
    desk: Desk
    chance: Random
    think: float
    seat: Seat = field(default_factory=Seat)
    truce: Truce = field(default_factory=Truce)
    updates: list[int] = field(default_factory=list)
    taps: int = 0
    answers: int = 0
    receipts: int = 0
    again: int = 0
    faults: list[str] = field(default_factory=list)

    async def walk(self, enough: asyncio.Event) -> None:
        """Arrive, and measure until it is enough."""
        await self.arrive()
        while not enough.is_set():
            await self.step()
            await asyncio.sleep(self.chance.uniform(0, self.think))

    async def step(self) -> None:
        """Tap one of the buttons and see what comes of it."""
        await self._follow(self._chosen(self.person.screen))

    async def take(self, *routes: str) -> None:
        """Tap the first of these buttons that stands there."""
        standing = {button.target.partition(".")[2]: button for button in _buttons(self.person.screen)}
        await self._follow(next(standing[route] for route in routes if route in standing))

    def has(self, route: str) -> bool:
        """Whether a button stands there."""
        return any(button.target.partition(".")[2] == route for button in _buttons(self.person.screen))

    async def _follow(self, button: Button) -> None:
        await self._press(button)
        self.taps += 1
        self._write_down(button)

    @property
    def revision(self) -> int:
        """The number of the screen that is seen now; 0 before there is any."""
        screen = self.person.screen if any(message.by_bot for message in self.person.chat) else None
        return max((int(button.target.partition(".")[0]) for button in _buttons(screen)), default=0)

    async def arrive(self) -> None:
        """Write for the first time, and be welcomed."""
        self._sent(await self.person.send("/start"))
        with Patience(self.truce) as patience:
            while not await self._moved_on(0):
                patience.lost(self._chat.unconfirmed, f"person {self.person.id} was not welcomed")

    async def _press(self, button: Button) -> None:
        """Tap until another screen comes; patience ends only while the bot has nothing left to take in."""
        looked, before = self._looks, self.revision
        await self._tap(button)
        with Patience(self.truce) as patience:
            while not await self._moved_on(before) or self._looks == looked:
                if self.revision > before:
                    if self._looks != looked:
                        # It came just when patience ended.
                        break
                    # The same question once more, under a new number: nothing was confirmed.
                    before, button = self.revision, self._same(button)
                waiting = self._chat.unconfirmed
                patience.lost(waiting, f"person {self.person.id}: {button} does nothing")
                if waiting < MOST_WAITING:
                    await self._tap(button)
                    self.again += 1

    @property
    def _looks(self) -> tuple[str, list[str]]:
        """What a person sees of the screen, apart from what is said once above it."""
        screen = self.person.screen
        return screen.text.partition("\n\n")[2] if screen.text.startswith("ℹ") else screen.text, screen.labels

    def _same(self, button: Button) -> Button:
        route = button.target.partition(".")[2]
        return next(each for each in _buttons(self.person.screen) if each.target.partition(".")[2] == route)

    async def _tap(self, button: Button) -> None:
        for _ in range(2 if self.chance.random() < DOUBLE else 1):
            self._sent(await self.person.tap_data(self.person.screen.id, button.target))

    @property
    def _chat(self) -> Chat:
        return self.account.chats[self.person.id]

    async def _moved_on(self, before: int) -> bool:
        changed = self._chat.changed
        try:
            async with asyncio.timeout(PATIENCE), changed:
                await changed.wait_for(lambda: self.revision > before)
        except TimeoutError:
            return False
        return True

    def _sent(self, update: dict[str, object]) -> None:
        number = update["update_id"]
        assert isinstance(number, int)
        self.updates.append(number)

    def _chosen(self, screen: Message) -> Button:
        buttons = [button for button in _buttons(screen) if _word(button) in _APPEAL]
        if not buttons:
            raise StuckError(f"person {self.person.id}: no way on from {screen.text!r}")
        return self.chance.choices(buttons, [_APPEAL[_word(button)] for button in buttons])[0]

    def _write_down(self, button: Button) -> None:
        """The next screen has come: what was tapped is confirmed."""
        route = button.target.partition(".")[2]
        word, _, _identity = route.partition("/")
        text = self.person.screen.text
        self.answers += word in ("answer", "toggle", "confirm")
        if word == "resume":
            code = _code_in(button.label)
            self.seat.route = self.desk.take_up(self.seat, next(self.desk.waiting(code)))
        else:
            self.desk.today = Clock().today()
            self.desk.tap(self.seat, route)
        if word == "create" and self.seat.form is not None:
            self.seat.form.client = self.desk.clients[-1] = _code_in(text)
        self._compare(route, text)

    def _compare(self, route: str, text: str) -> None:
        """A receipt is seen exactly when one is due, and the buttons are those of the screen that is due."""
        seen = text.startswith("✔") and "vastgelegd" in text
        self.receipts += seen
        if seen != (self.seat.route == "receipt"):
            self.faults.append(f"after {route} {'a' if seen else 'no'} receipt, at {self.seat.route}")
        due = self.desk.routes(self.seat)
        found = {button.target.partition(".")[2] for button in _buttons(self.person.screen)}
        if due is not None and due != found:
            self.faults.append(f"after {route} at {self.seat.route}: {sorted(due ^ found)}")


def _buttons(screen: Message | None) -> list[Button]:
    return [] if screen is None else [button for row in screen.rows for button in row]


def _word(button: Button) -> str:
    return button.target.partition(".")[2].partition("/")[0]


def _code_in(text: str) -> str:
    found = CODE.search(text)
    if found is None:
        raise StuckError(f"no client code in {text!r}")
    return found[0]
