"""A list as people paste it: codes with or without a trede behind each, and whatever stands in between."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.clients.codes import normalise
from flows.gemeente import Options
from flows.ladder import NIET_INGEDEELD, TREDEN, UIT_BEELD, Groei, Stand, read_code

# A spreadsheet puts tabs and semicolons between cells; a field of one line loses the ends of the lines in it.
_BETWEEN = re.compile(r"[\s,;:=|]+")
_GLUED = re.compile(r"(?<=\w)(?=[A-Z]{1,3}-)")


class Listed(NamedTuple):
    """What was read: the clients in their order, each with a stand where one was written, and how much was neither."""

    rows: dict[str, Stand | None]
    unread: int


def stands(options: Options) -> tuple[Stand, ...]:
    """Where somebody can stand in this municipality."""
    found = [Stand(trede, groei) for trede in TREDEN for groei in (Groei.NUL, Groei.PLUS)][:-1]
    codes = ((NIET_INGEDEELD, options.code_0), (UIT_BEELD, options.code_9))
    return (*found, *(Stand(code, None) for code, wanted in codes if wanted))


def read_list(text: str, prefix: str, options: Options) -> Listed:
    """Read a list; a trede belongs to the code before it, and without + it is one without growth."""
    rows: dict[str, Stand | None] = {}
    code, unread = "", 0
    for word in _BETWEEN.split(_GLUED.sub(" ", text.strip())):
        read = read_code(word)
        if (found := normalise(word, prefix)) is not None:
            code = found
            rows.setdefault(code, None)
        elif code and read is not None and (stand := _whole(read)) in stands(options):
            rows[code] = stand
        elif word:
            unread += 1
    return Listed(rows, unread)


def _whole(read: Stand) -> Stand:
    """What was typed, with its growth: no + is no growth."""
    return read._replace(groei=read.groei or (Groei.NUL if read.on_ladder else None))
