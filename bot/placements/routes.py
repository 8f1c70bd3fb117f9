"""The routes of instruments."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.conversation.routes import CLIENT, DAY, ID, NUMBER, Param, action, view

_CHOSEN = re.compile(r"([0-9]{1,3})_([0-9]{1,3}|-)_([0-9]{1,3}|-)")


class Chosen(NamedTuple):
    """What begins, by its place in the settings of the municipality; without a partner it is its own.

    The number after the last instrument is one that is not in the settings. ``financiering`` is none where the
    municipality has no labels, or the instrument has its own.
    """

    instrument: int
    partner: int | None = None
    financiering: int | None = None


def _read(text: str) -> Chosen:
    found = _CHOSEN.fullmatch(text)
    if found is None:
        raise ValueError("not a choice")
    partner, financiering = (None if each == "-" else int(each) for each in found.groups()[1:])
    return Chosen(int(found[1]), partner, financiering)


def _written(chosen: Chosen) -> str:
    return "_".join("-" if each is None else str(each) for each in chosen)


CHOSEN: Param[Chosen] = Param("chosen", _read, _written)

PLACEMENTS = view("placements", CLIENT)
PLACE = view("place", CLIENT)
PLACE_WITH = view("place_with", CLIENT, NUMBER)
PLACE_PAID = view("place_paid", CLIENT, CHOSEN)
PLACE_SINCE = view("place_since", CLIENT, CHOSEN)
PLACE_COSTS = view("place_costs", CLIENT, ID)
PLACE_UNTIL = view("place_until", CLIENT, ID)
PLACE_WRONG = view("place_wrong", CLIENT)
ASK_UNDO_PLACEMENT = view("ask_undo_placement", CLIENT, ID)
BEGIN_PLACEMENT = action("begin_placement", CLIENT, CHOSEN, DAY)
BEGUN = action("placement_begun", CLIENT)
END_PLACEMENT = action("end_placement", CLIENT, ID, DAY)
UNDO_PLACEMENT = action("undo_placement", CLIENT, ID)
