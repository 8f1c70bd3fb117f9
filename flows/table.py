"""A decoded table that is read field by field, noting every fault on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from enum import Enum
from typing import TypeVar

from flows.conditions import ALWAYS, All, Condition, Either, Term
from flows.model import LONGEST_BUTTON
from flows.names import read_name

Note = Callable[[str, str, Mapping[str, str]], None]
E = TypeVar("E", bound=Enum)
V = TypeVar("V")


class Table:
    """Reads one table of a file; ``note(item, code, params)`` takes the faults."""

    def __init__(self, data: object, item: str, note: Note) -> None:
        """Start reading ``data``; anything but a table is a fault and reads as empty."""
        self._data = data if isinstance(data, dict) else {}
        self._used: set[str] = set()
        self._misplaced: set[str] = set()
        self._note = note
        self.item = str(self._data.get("id", item))
        if not isinstance(data, dict):
            self.fault("not_a_table", field=item)

    def fault(self, code: str, **params: str) -> None:
        """Note a fault in this table."""
        self._note(self.item, code, params)

    def text(self, name: str, *, required: bool = False) -> str:
        """A line of text; empty when it is absent."""
        value = self._take(name, str, "")
        if required and not value:
            self.fault("missing", field=name)
        return value

    def optional(self, name: str) -> str | None:
        """A line of text, or none."""
        return self.text(name) or None

    def flag(self, name: str) -> bool:
        """A true or false; false when it is absent."""
        return self._take(name, bool, False)

    def day(self, name: str) -> date | None:
        """A day of the calendar; none when it is absent."""
        value = self.raw(name)
        if value is None or type(value) is date:
            return value
        self.fault("wrong_type", field=name)
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of lines."""
        values = self._take(name, list, [])
        if not all(isinstance(value, str) for value in values):
            self.fault("wrong_type", field=name)
            return ()
        return tuple(values)

    def readable(self, name: str, value: str) -> str:
        """A name that can be read on a screen; what cannot be seen in it is shown by its number."""
        if value and read_name(value) != value:
            self.fault("unknown_value", field=name, value=value if value.isprintable() else ascii(value))
        return value

    def label(self, name: str, value: str) -> str:
        """A name that fits on a button."""
        if not 0 < len(value) <= LONGEST_BUTTON:
            self.fault("button_too_long", value=value, most=str(LONGEST_BUTTON))
        return self.readable(name, value)

    def labels(self, name: str) -> tuple[str, ...]:
        """Names that fit on a button."""
        return tuple(self.label(name, value) for value in self.texts(name))

    def member(self, name: str, kinds: type[E], otherwise: E) -> E:
        """One of the values of an enumeration."""
        value = self.text(name)
        found = self._member(name, value, kinds) if value else None
        return otherwise if found is None else found

    def members(self, name: str, kinds: type[E]) -> tuple[E, ...]:
        """A list of values of an enumeration."""
        found = (self._member(name, value, kinds) for value in self.texts(name))
        return tuple(each for each in found if each is not None)

    def tables(self, name: str) -> Iterator[Table]:
        """A list of tables."""
        for number, each in enumerate(self._take(name, list, []), 1):
            yield Table(each, f"{self.item}.{name}.{number}", self._note)

    def condition(self, name: str) -> Condition:
        """A condition over answers; absent means always."""
        value = self._take(name, dict, {})
        return self._condition(value, name) if value else ALWAYS

    def raw(self, name: str) -> object:
        """A value as it stands."""
        self._used.add(name)
        return self._data.get(name)

    def misplaced(self, name: str) -> bool:
        """Whether a field stands here that does not belong here; :meth:`done` says no more about it."""
        if name in self._data:
            self._misplaced.add(name)
        return name in self._data

    def done(self) -> None:
        """Note every field that nobody asked for, with those that can be here, the most similar ones first."""
        for name in map(str, self._data):
            if name not in self._used | self._misplaced | {"id"}:
                choices = ", ".join(sorted(sorted(self._used), key=lambda known: -_likeness(name, known)))
                self.fault("no_such_field", field=name, choices=choices)

    def _condition(self, value: object, name: str) -> Condition:
        if not isinstance(value, dict):
            self.fault("wrong_type", field=name)
            return ALWAYS
        parts: list[Condition] = []
        for key, wanted in value.items():
            if key in ("all", "any") and isinstance(wanted, list):
                inner = tuple(self._condition(each, name) for each in wanted)
                parts.append(All(inner) if key == "all" else Either(inner))
            elif isinstance(wanted, str):
                parts.append(Term(key, (wanted,)))
            elif isinstance(wanted, list) and wanted and all(isinstance(each, str) for each in wanted):
                parts.append(Term(key, tuple(wanted)))
            else:
                self.fault("bad_condition", field=name)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _member(self, name: str, value: str, kinds: type[E]) -> E | None:
        for kind in kinds:
            if kind.value == value:
                return kind
        self.fault("not_permitted", field=name, value=value, choices=", ".join(str(kind.value) for kind in kinds))
        return None

    def _take(self, name: str, kind: type[V], otherwise: V) -> V:
        self._used.add(name)
        value = self._data.get(name, otherwise)
        if isinstance(value, kind):
            return value
        self.fault("wrong_type", field=name)
        return otherwise


def _likeness(one: str, other: str) -> float:
    """How much two names have in common, from 0 to 1."""
    return SequenceMatcher(None, one, other).ratio()
