"""What a report says and what hand-written SQL says, in one form, so that they can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from bench.handwritten import KENMERKEN

Rows = Sequence[Sequence[Any]]
Answer = Counter[tuple[Any, ...]]
SHOWN = 10


class DifferentAnswerError(Exception):
    """The hand-written SQL answers another question than the report, so that their times say nothing."""


def must_agree(label: str, read: tuple[Callable[[Any], Answer], Callable[[list[Rows]], Answer]], *said: Any) -> None:
    """Compare what was said by us and by the hand-written SQL; raises with what differs."""
    ours, theirs = (each(answer) for each, answer in zip(read, said, strict=True))
    assert ours, f"{label}: there is nothing to compare"
    if ours != theirs:
        lines = [f"only in the report: {row} × {n}" for row, n in list((ours - theirs).items())[:SHOWN]]
        lines += [f"only by hand: {row} × {n}" for row, n in list((theirs - ours).items())[:SHOWN]]
        raise DifferentAnswerError("\n".join([f"{label}: the answers differ", *lines]))


def _counted(rows: Iterable[Sequence[Any]]) -> Answer:
    """Rows of which the last value is a number, those with nobody left out."""
    counted: Answer = Counter()
    for row in rows:
        *alike, n = row
        counted[tuple(_plain(value) for value in alike)] += int(n or 0)
    return +counted


def _listed(rows: Iterable[Sequence[Any]]) -> Answer:
    """Rows that are what they are, in this order."""
    return _counted((number, *row, 1) for number, row in enumerate(rows))


def _groups(rows: Rows) -> Iterable[Sequence[Any]]:
    """Who was measured in time and who was not, as the report has them."""
    for *alike, current, n in rows:
        yield (*alike, True, current or 0)
        yield (*alike, False, n - (current or 0))


def _changes(rows: Rows) -> Iterable[Sequence[Any]]:
    """One row of numbers, each of a kenmerk that was one thing and is one thing."""
    names = ((name, then, now) for name in KENMERKEN for then in ("nee", "ja") for now in ("nee", "ja"))
    (counts,) = rows
    return ((*name, n) for name, n in zip(names, counts, strict=True))


def _placed(results: Iterable[Sequence[Any]], clients: Iterable[Sequence[Any]]) -> Answer:
    """How placements went, and of how many clients."""
    return _counted([*(("result", *row) for row in results), *(("clients", *row) for row in clients)])


def _plain(value: Any) -> Any:
    """A day as a text and a truth as a number, as SQLite has them."""
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, bool) else value


def _fields(found: Iterable[Any]) -> Iterable[tuple[Any, ...]]:
    """The values of rows that have names."""
    return (tuple(each) for each in found)


# By the first word of the question: how to read the report, and how to read the hand-written rows.
READ: dict[str, tuple[Callable[[Any], Answer], Callable[[list[Rows]], Answer]]] = {
    "caseload": (lambda said: _counted(_fields(said)), lambda rows: _counted(_groups(rows[0]))),
    # Everybody belongs to everybody on both days.
    "movement": (
        lambda said: _counted(_fields(said)),
        lambda rows: _counted((*alike, True, True, n) for *alike, n in rows[0]),
    ),
    "forecast": (lambda said: _counted(_fields(said)), lambda rows: _counted(rows[0])),
    "conditions": (lambda said: _counted(_fields(said)), lambda rows: _counted(_changes(rows[0]))),
    "partners": (lambda said: _placed(_fields(said[0]), said[1].items()), lambda rows: _placed(rows[0], rows[1])),
    "lists": (lambda said: _listed(_fields(said)), lambda rows: _listed(rows[0])),
    "one": (lambda said: _counted(_fields(said)), lambda rows: _counted(_groups(rows[0]))),
}
