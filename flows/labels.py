"""What somebody who works here is called on screen: a function from a list, and a number. Never a name."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

MOST = 9999
# Stands behind the labels of a made-up municipality.
TEST = " · TEST"
_CODE = 4


class Functie(StrEnum):
    """What a label can begin with; the first letter is a capital there."""

    KLANTMANAGER = "klantmanager"
    CONSULENT = "consulent"
    WERKCOACH = "werkcoach"
    JOBCOACH = "jobcoach"
    REGISSEUR = "regisseur"
    INVOERDER = "invoerder"
    CONTROLEUR = "controleur"
    TEAMLEIDER = "teamleider"
    BELEID = "beleid"
    BESTUURDER = "bestuurder"
    BEHEERDER = "beheerder"


_LABEL = re.compile(rf"(?:{'|'.join(each.capitalize() for each in Functie)}) [1-9][0-9]{{0,3}}(?:{TEST})?")


def label(functie: Functie, number: int) -> str:
    """``Klantmanager 12``."""
    return f"{functie.capitalize()} {number}"


def fits(text: str) -> bool:
    """Whether this is a function with a number."""
    return _LABEL.fullmatch(text) is not None


def fitting(text: str, rol: str, functionaris: str) -> str:
    """The label, or in the place of one that may be a name: the role and the end of an id."""
    return text if fits(text) else f"{rol.capitalize()} {functionaris[-_CODE:].upper()}"


def free_number(functie: Functie, taken: Collection[str]) -> int:
    """The lowest number that no label with this function has."""
    return next(
        number for number in range(1, MOST + 2) if not {(own := label(functie, number)), own + TEST} & set(taken)
    )
