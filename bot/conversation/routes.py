"""Routes: everything a button can lead to, what each takes and who may go there; all of them are in one table."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import ModuleType
from typing import Any, Concatenate, Generic, ParamSpec, TypedDict, TypeVar, Unpack, overload

from bot.conversation.context import RequestContext
from bot.conversation.screen import Screen, Target, Text
from flows.people import Right

# With its revision before it, a route has to fit in the 64 bytes that Telegram gives a button.
LONGEST_ROUTE = 54
EVERYONE: frozenset[Right] = frozenset()
MEASURING = frozenset({Right.MEASURE})
REPORTING = frozenset({Right.REPORT_OWN, Right.REPORT_TEAM, Right.REPORT_ALL})

_WORD = re.compile(r"[a-z_]+")
_ARGUMENT = re.compile(r"[A-Za-z0-9_-]{1,40}")
_NONE = "-"
_LONGEST_NUMBER = 6

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
R = TypeVar("R")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Param(Generic[T]):
    """What may follow a word: ``read`` raises ``ValueError`` for what cannot be; ``write`` is how a route holds it.

    A parameter with a ``default`` may be left out at the end of a route.
    """

    name: str
    read: Callable[[str], T]
    write: Callable[[T], str] = str
    default: tuple[T, ...] = ()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        raise ValueError("not a number")
    return int(text)


def one_of(name: str, kind: type[E]) -> Param[E]:
    """One of the members of an enumeration."""
    return Param(name, kind, lambda member: member.value)


def optional(param: Param[T]) -> Param[T | None]:
    """The same, or none: left out at the end of a route, a dash before something else."""

    def read(text: str) -> T | None:
        return None if text == _NONE else param.read(text)

    def write(value: T | None) -> str:
        return _NONE if value is None else param.write(value)

    return Param(param.name, read, write, (None,))


# A client, by code: whoever follows a route that begins with one must be allowed to see that client.
CLIENT: Param[str] = Param("client", str)
ID: Param[str] = Param("id", str)
NAME: Param[str] = Param("name", str)
NUMBER: Param[int] = Param("number", _number)
PAGE: Param[int] = Param("page", _number, str, (0,))
DAY: Param[date] = Param("day", date.fromisoformat, date.isoformat)


@dataclass(frozen=True, slots=True)
class Command:
    """A word such as ``/menu`` that leads to a route; with ``what`` it stands in the menu of commands."""

    name: str
    what: Text | None = None


class Options(TypedDict, total=False):
    """What else is true of a route; see :class:`Route`."""

    needs: frozenset[Right]
    doorway: bool
    slow: bool
    of_dialogue: bool
    shown_only: bool
    commands: tuple[Command, ...]


@dataclass(eq=False, slots=True)
class Route(Generic[P, R]):
    """One entry of the table: a word, what follows it, who may go there, and the function that does it.

    Any one of the rights in ``needs`` will do; without one it is for everybody with access. A ``doorway`` may stand on
    a message that was sent unasked, and be tapped at any later time. What is ``slow`` asks about many clients and is
    drawn after the commit. ``of_dialogue`` is a screen of the dialogue that the chat holds. ``shown_only`` is reached
    by an action alone, or a secret would be shown to whoever guesses its id. ``commands`` lead here too.
    """

    word: str
    params: tuple[Param[Any], ...]
    is_view: bool
    needs: frozenset[Right] = MEASURING
    doorway: bool = False
    slow: bool = False
    of_dialogue: bool = False
    shown_only: bool = False
    commands: tuple[Command, ...] = ()
    run: Callable[Concatenate[RequestContext, P], Awaitable[R]] | None = None
    read_typed: Callable[Concatenate[RequestContext, str, P], Awaitable[Target | None]] | None = None
    about_client: bool = field(init=False)

    def __post_init__(self) -> None:
        """A route whose first parameter is a client is about that client."""
        self.about_client = bool(self.params) and self.params[0] is CLIENT

    def handler(
        self, run: Callable[Concatenate[RequestContext, P], Awaitable[R]]
    ) -> Callable[Concatenate[RequestContext, P], Awaitable[R]]:
        """Make a function the handler of this route."""
        if self.run is not None:
            raise ValueError(f"{self.word} has a handler already")
        self.run = run
        return run

    def typed(
        self, read: Callable[Concatenate[RequestContext, str, P], Awaitable[Target | None]]
    ) -> Callable[Concatenate[RequestContext, str, P], Awaitable[Target | None]]:
        """Make a function the reader of what is typed on this screen; it gives none for what is no answer to it."""
        self.read_typed = read
        return read

    def allows(self, rights: frozenset[Right]) -> bool:
        """Whether somebody with these rights may go here."""
        return not self.needs or not self.needs.isdisjoint(rights)


@overload
def view(word: str, /, **options: Unpack[Options]) -> Route[[], Screen]: ...
@overload
def view(word: str, a: Param[A], /, **options: Unpack[Options]) -> Route[[A], Screen]: ...
@overload
def view(word: str, a: Param[A], b: Param[B], /, **options: Unpack[Options]) -> Route[[A, B], Screen]: ...
@overload
def view(
    word: str, a: Param[A], b: Param[B], c: Param[C], /, **options: Unpack[Options]
) -> Route[[A, B, C], Screen]: ...
def view(word: str, /, *params: Param[Any], **options: Unpack[Options]) -> Route[..., Screen]:
    """A screen: a function of the request that changes nothing."""
    return Route(word, params, is_view=True, **options)


@overload
def action(word: str, /, **options: Unpack[Options]) -> Route[[], Target]: ...
@overload
def action(word: str, a: Param[A], /, **options: Unpack[Options]) -> Route[[A], Target]: ...
@overload
def action(word: str, a: Param[A], b: Param[B], /, **options: Unpack[Options]) -> Route[[A, B], Target]: ...
@overload
def action(
    word: str, a: Param[A], b: Param[B], c: Param[C], /, **options: Unpack[Options]
) -> Route[[A, B, C], Target]: ...
def action(word: str, /, *params: Param[Any], **options: Unpack[Options]) -> Route[..., Target]:
    """What a tap does; it says which screen comes next."""
    return Route(word, params, is_view=False, **options)


def link(route: Route[P, Any], /, *args: P.args, **kwargs: P.kwargs) -> Target:
    """Where a button leads. Raises ``ValueError`` for what a button cannot carry."""
    if kwargs or len(args) != len(route.params):
        raise ValueError(f"{route.word} takes {len(route.params)} arguments")
    written = [param.write(value) for param, value in zip(route.params, args, strict=True)]
    while written and written[-1] == _NONE and route.params[len(written) - 1].default:
        written.pop()
    if wrong := next((each for each in written if not _ARGUMENT.fullmatch(each)), None):
        raise ValueError(f"{route.word} cannot carry {wrong!r}")
    target = "/".join((route.word, *written))
    if len(target) > LONGEST_ROUTE:
        raise ValueError(f"{target} is longer than a button can carry")
    return Target(target)


@dataclass(frozen=True, slots=True)
class Found:
    """A route with what was read after its word."""

    route: Route[..., Any]
    args: tuple[Any, ...]


class Table:
    """All routes there are; what is not in it leads nowhere."""

    def __init__(self, routes: Iterable[Route[..., Any]]) -> None:
        """Hold ``routes``. Raises ``ValueError`` when two share a word or one has no handler."""
        self._routes: dict[str, Route[..., Any]] = {}
        for route in dict.fromkeys(routes):
            if route.run is None or not _WORD.fullmatch(route.word) or route.word in self._routes:
                raise ValueError(f"{route.word} has no handler, is there twice or is no word")
            self._routes[route.word] = route
        self.commands: Mapping[str, Route[..., Any]] = {
            command.name: route for route in self._routes.values() for command in route.commands
        }

    @classmethod
    def of(cls, *modules: ModuleType) -> Table:
        """The routes that these modules handle or link to."""
        return cls(each for module in modules for each in vars(module).values() if isinstance(each, Route))

    def __iter__(self) -> Iterator[Route[..., Any]]:
        """Every route, by word."""
        return iter(sorted(self._routes.values(), key=lambda route: route.word))

    def __getitem__(self, word: str) -> Route[..., Any]:
        """The route with this word."""
        return self._routes[word]

    def at(self, target: str) -> Route[..., Any] | None:
        """The route that a target begins with, whatever follows."""
        return self._routes.get(target.partition("/")[0])

    def find(self, target: str) -> Found | None:
        """The route and its arguments; none when the target is malformed, unknown or has the wrong arguments."""
        word, *given = target.split("/")
        route = self._routes.get(word)
        if route is None or len(given) > len(route.params) or not all(map(_ARGUMENT.fullmatch, given)):
            return None
        missing = route.params[len(given) :]
        if not all(param.default for param in missing):
            return None
        try:
            args = tuple(param.read(text) for param, text in zip(route.params, given, strict=False))
        except ValueError:
            return None
        return Found(route, (*args, *(param.default[0] for param in missing)))
