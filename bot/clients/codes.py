"""Client codes, the only name a client has in a chat: random, easy to read out, with a check character."""

from __future__ import annotations

import re
from random import Random

from stdnum.iso7064 import mod_37_36

# Without vowels no code spells a word; without 0, 1, S, Z and their likes none is misread.
ALPHABET = "23456789CDFGHJKMNPQRTVWX"
_RANDOM = 5
_LONGEST_TYPED = 40
_PREFIX = re.compile(r"[A-Z]{1,4}")
_CODE = re.compile(rf"([A-Z]{{1,4}})-([{ALPHABET}]{{{_RANDOM + 1}}})")
_VOWELS = frozenset("AEIOUY")
# A phone's keyboard turns a hyphen into any of the longer dashes, and two spaces into a full stop.
_NOISE = re.compile(r"[\s.\-\u2010-\u2015\u2212]+")
_FEWEST = 3


def new_code(prefix: str, rng: Random) -> str:
    """Draw a code for a new client; whether it is still free is for the caller to see."""
    if not _PREFIX.fullmatch(prefix):
        raise ValueError("a prefix is one to four capital letters")
    body = "".join(rng.choices(ALPHABET, k=_RANDOM))
    return f"{prefix}-{body}{mod_37_36.calc_check_digit(body, ALPHABET)}"


def valid(code: str) -> bool:
    """Whether ``code`` is written as it should be and its check character fits."""
    found = _CODE.fullmatch(code)
    return found is not None and bool(mod_37_36.is_valid(found[2], ALPHABET))


def normalise(text: str, prefix: str = "") -> str | None:
    """The code a person meant: lower case, spaces, dots and a missing hyphen are fine, a typing error is not.

    Without its prefix it is a code of this municipality, whose ``prefix`` is given.
    """
    if len(text) > _LONGEST_TYPED:
        return None
    typed = _NOISE.sub("", text)
    # Some foreign letters have a capital within A-Z, and would become a code nobody typed.
    if not typed.isascii():
        return None
    own, body = typed[: -_RANDOM - 1].upper(), typed[-_RANDOM - 1 :].upper()
    code = f"{own or prefix}-{body}"
    return code if valid(code) else None


def part_of(text: str, prefix: str) -> str | None:
    """The characters of a code that somebody typed a part of, such as the last four; none for anything else."""
    if len(text) > _LONGEST_TYPED:
        return None
    typed = _NOISE.sub("", text).upper()
    body = typed.removeprefix(prefix) if len(typed) > _RANDOM else typed
    return body if _FEWEST <= len(body) <= _RANDOM and set(body) <= set(ALPHABET) else None


def resembles(text: str, prefix: str) -> bool:
    """Whether somebody seems to have meant a code, with a typing error in it."""
    typed = text.strip().upper()
    found = re.fullmatch(rf"(?:{prefix}[\s\-\u2010-\u2015\u2212]+|[A-Z]{{1,4}}-)([A-Z0-9]{{4,8}})", typed)
    if found is not None:
        return any(c.isdigit() for c in found[1]) or not set(found[1]) & _VOWELS
    mixed = any(c.isdigit() for c in typed) and not typed.isdigit()
    return mixed and re.fullmatch(rf"[{ALPHABET}]{{{_RANDOM + 1}}}", typed) is not None
