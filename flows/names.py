"""What may be the name of a team or an organisation, and what may be an id: what fits on a button and in a route."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

from flows.model import LONGEST_BUTTON

LONGEST_NAME = 60
# A route holds two people and a day, or a client, a person and a day, and a button carries 54 characters of route.
LONGEST_PERSON, LONGEST_TEAM, LONGEST_CODE = 12, 20, 13
_SPACES = re.compile("[ \u00a0]+")


def read_name(text: str) -> str | None:
    """A name on one line, with single spaces; none when there is nothing to read, or too much, or what is not seen."""
    name = _SPACES.sub(" ", text).strip(" ")
    readable = name.isprintable() and any(letter.isalnum() for letter in name)
    return name if readable and len(name) <= LONGEST_NAME else None


def is_id(text: str, longest: int) -> bool:
    """Whether this can be an id in a route: letters without accents, digits, hyphens and underscores."""
    return re.fullmatch(r"[A-Za-z0-9_-]+", text) is not None and text != "-" and len(text) <= longest


def slug(value: str) -> str:
    """The id of a choice that a municipality wrote, of letters that a route may have: ``één keer`` is ``een_keer``."""
    plain = "".join(c for c in normalize("NFKD", value).lower() if not combining(c))
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in plain)[:LONGEST_BUTTON] or "_"
