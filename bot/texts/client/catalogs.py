"""Reads what translators wrote: a text that would not fit its sentence is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

from babel.messages.pofile import PoFileError, read_po

DOMAIN = "client"
TEMPLATE = "client.pot"

# The key of a text and its sentence in simple Dutch: a translation belongs to both.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence of the source, and what translators are told about it."""

    key: str
    source: str
    comments: tuple[str, ...]

    @property
    def id(self) -> Key:
        """What a translation of it is found by."""
        return self.key, self.source


@dataclass(frozen=True, slots=True)
class Catalog:
    """The texts of one language that can be used, and those that cannot."""

    texts: Mapping[Key, str] = field(default_factory=dict)
    dropped: frozenset[Key] = frozenset()
    unreadable: str = ""


def path_of(folder: Path, code: str) -> Path:
    """Where the catalog of a language is."""
    return folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def places(text: str) -> list[tuple[str, str, str]] | None:
    """What is filled in, in any order; none when the braces do not pair."""
    try:
        return sorted(
            (name, how or "", spec or "") for _, name, spec, how in Formatter().parse(text) if name is not None
        )
    except ValueError:
        return None


def read_messages(folder: Path) -> tuple[Message, ...]:
    """Every sentence that a client can read, in the order of the source."""
    with (folder / TEMPLATE).open("rb") as file:
        return tuple(
            Message(each.context or "", str(each.id), tuple(each.auto_comments)) for each in read_po(file) if each.id
        )


def read_catalog(folder: Path, code: str) -> Catalog:
    """The catalog of a language; empty where there is none, or none that can be read."""
    try:
        with path_of(folder, code).open("rb") as file:
            found = list(read_po(file, abort_invalid=True))
    except FileNotFoundError:
        return Catalog()
    except (OSError, ValueError, PoFileError) as error:
        return Catalog(unreadable=str(error) or type(error).__name__)
    texts: dict[Key, str] = {}
    dropped: set[Key] = set()
    for each in found:
        if not each.id or not each.string or each.fuzzy:
            continue
        key = (each.context or "", str(each.id))
        wanted = places(key[1])
        if not isinstance(each.string, str) or wanted is None or places(each.string) != wanted:
            dropped.add(key)
        else:
            texts[key] = each.string
    return Catalog(texts, frozenset(dropped))
