"""The vocabulary of the client's part: small screens, and what their answers say about the professional's questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from flows.conditions import Condition

JA, NEE = "ja", "nee"
# The buttons that stand on a screen beside its own.
WEET_NIET, LIEVER_NIET = "weet_niet", "liever_niet"
# The questions of the professional that a client's answers can say something about.
LEVEL = ("Q1", "Q2", "Q3", "Q4", "Q5")
WISH = "wish"


@dataclass(frozen=True, slots=True)
class Button:
    """One answer that a screen offers; a catalog of translations knows it by its ``key``."""

    id: str
    label: str
    key: str


@dataclass(frozen=True, slots=True)
class ClientScreen:
    """One condition, asked of a client.

    ``keep`` tells a translator what may not shift. ``option`` names the municipality's setting that switches the screen
    on. What is ``beside`` a step of the professional decides nothing: it is only shown there.
    """

    id: str
    ask: str
    help: str
    ex: str
    keep: str
    buttons: tuple[Button, ...]
    option: str | None = None
    beside: str | None = None

    def offers(self, value: str) -> bool:
        """Whether this is one of the answers."""
        return any(button.id == value for button in self.buttons)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What some screens say together about one question of the professional.

    It is ``ja`` when every screen is, or with ``enough`` as soon as one is. ``left`` are grounds for a ``ja`` that a
    client cannot know: until the professional ruled them out, a ``nee`` is not finished.
    """

    id: str
    screens: tuple[str, ...]
    when: Condition
    enough: bool = False
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A text for a client, with its key in a catalog and what a translator has to keep."""

    key: str
    text: str
    keep: str


@dataclass(frozen=True, eq=False)
class Questions:
    """Everything a client may be asked.

    ``version`` is raised by who writes the questions. ``digest`` follows from all that is asked and concluded, so that
    a meetmoment can name it: the same digest means the same sentences and the same conclusions.
    """

    version: str
    digest: str
    screens: tuple[ClientScreen, ...]
    conclusions: tuple[Conclusion, ...]
    keep: str

    @cached_property
    def by_id(self) -> Mapping[str, ClientScreen]:
        """The screens by their id."""
        return {screen.id: screen for screen in self.screens}

    def about(self, step_id: str) -> tuple[ClientScreen, ...]:
        """What can be asked of a client about a question of the professional; a wish belongs to no answer of theirs."""
        names = next((each.screens for each in self.conclusions if each.id == step_id), ())
        beside = (each for each in self.screens if each.option is not None and each.beside == step_id)
        return (*(self.by_id[name] for name in names), *beside)

    @cached_property
    def apart(self) -> tuple[ClientScreen, ...]:
        """The screens that decide nothing, in the order in which they are asked, after all others."""
        return tuple(screen for screen in self.screens if screen.beside is not None)

    def messages(self) -> Iterator[Message]:
        """Every text once, in the order of the file."""
        shared = set()
        for screen in self.screens:
            for name in ("ask", "help", "ex"):
                yield Message(f"{screen.id}.{name}", getattr(screen, name), screen.keep)
            for button in screen.buttons:
                if button.id not in (WEET_NIET, LIEVER_NIET):
                    yield Message(button.key, button.label, screen.keep)
                elif button.key not in shared:
                    shared.add(button.key)
                    yield Message(button.key, button.label, self.keep)
