"""Who read a translation and who checked its conditions: ``locales/STATUS.toml``, kept by what was read.

A signature holds for one Dutch sentence with one translation. When either changes it no longer fits, and nobody has
to remember to take it away.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

FILE = "STATUS.toml"
REVIEWER = re.compile(r"r[0-9]{2,4}")
_HASH = re.compile(r"[0-9a-f]{12}")
_ABOVE = """\
# Who signed which translation, written by `meetlat text review`; do not type in it.
# A row: the key of the text, a hash of its Dutch sentence with its translation, the number of who signed, the day.
# Names of those who sign stay with the municipality.
"""


class Role(StrEnum):
    """As what somebody signs: a native reader, or who knows the ladder and compared the conditions."""

    READER = "reader"
    CONDITIONS = "conditions"


@dataclass(frozen=True, slots=True)
class Signature:
    """That somebody stood for one translation on a day."""

    digest: str
    reviewer: str
    day: date


# By language, by role, by the key of the text.
Signatures = Mapping[tuple[str, Role, str], Signature]


class FaultySignaturesError(ValueError):
    """The file of the signatures cannot be read; the message says where."""


def digest(key: str, source: str, text: str) -> str:
    """What a signature stands for: a text with its Dutch sentence and its key."""
    return sha256("\x04".join((key, source, text)).encode()).hexdigest()[:12]


def read_signatures(folder: Path) -> Signatures:
    """Every signature; raises :class:`FaultySignaturesError`. Without a file nobody signed."""
    try:
        data = tomllib.loads((folder / FILE).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise FaultySignaturesError(f"{FILE}: {error}") from error
    return dict(_signatures(data))


def write_signatures(folder: Path, signatures: Signatures) -> None:
    """Write all of them, in an order that makes a small difference of a small change."""
    lines = [_ABOVE.rstrip()]
    before: tuple[str, str] | None = None
    for code, role, key in sorted(signatures):
        if (code, role) != before:
            lines += ["", f"[{code}.{role}]"]
            before = code, role
        each = signatures[code, role, key]
        lines.append(f'"{key}" = "{each.digest} {each.reviewer} {each.day.isoformat()}"')
    fresh = folder / f"{FILE}.new"
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.replace(folder / FILE)


def _signatures(data: Mapping[str, object]) -> Iterator[tuple[tuple[str, Role, str], Signature]]:
    for code, roles in data.items():
        for name, rows in roles.items() if isinstance(roles, dict) else [("", None)]:
            if name not in tuple(Role) or not isinstance(rows, dict):
                raise FaultySignaturesError(f"{FILE}: [{code}.{name}]")
            for key, row in rows.items():
                yield (code, Role(name), key), _signature(code, key, row)


def _signature(code: str, key: str, row: object) -> Signature:
    words = row.split() if isinstance(row, str) else []
    try:
        found, reviewer, day = words
        when = date.fromisoformat(day)
    except ValueError as error:
        raise FaultySignaturesError(f"{FILE}: [{code}] {key}") from error
    if not _HASH.fullmatch(found) or not REVIEWER.fullmatch(reviewer):
        raise FaultySignaturesError(f"{FILE}: [{code}] {key}")
    return Signature(found, reviewer, when)
