"""Whether the numbers that everybody asks for first can still be read."""

from __future__ import annotations

from masking.attack import Attack
from masking.counting import number_of

_WAYS = ("gestegen", "gelijk", "gedaald")
_LARGE = 8


def is_readable(attack: Attack, pair: int) -> bool:
    """Whether the movement of the whole says what it can, over one period.

    Each headline of eight or more is told: who is on the ladder now, who rose, who stayed, who fell. And of those
    three ways at least one is.
    """
    found = {name: attack.told(number_of("alles", "beweging", pair, name)) for name in ("op_ladder_nu", *_WAYS)}
    return all(told for n, told in found.values() if n >= _LARGE) and any(found[name][1] for name in _WAYS)
