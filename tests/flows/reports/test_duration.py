"""How long measurements take, out of counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.builders import NOW, dialogue

from flows.reports.duration import Took, coarse, duration


def test_half_of_them_and_the_promise() -> None:
    found = duration([Took(60, 9, 2), Took(300, 12, 1), Took(330, 20, 2)])
    assert (found.aantal, found.seconden, found.tikken, found.binnen) == (5, 300, 12, 3)
    assert duration([]).aantal == 0


@pytest.mark.parametrize(
    ("seconden", "tikken", "kept"),
    [(0, 1, (0, 1)), (1, 9, (30, 9)), (30, 9, (30, 9)), (301, 9, (330, 9)), (90_000, 500, (1_800, 99))],
)
def test_what_is_counted_is_coarse(seconden: int, tikken: int, kept: tuple[int, int]) -> None:
    assert coarse(seconden, tikken) == kept


def test_a_pause_is_no_time_spent() -> None:
    held = dialogue(gewijzigd=NOW)
    held = held.tapped(NOW + timedelta(seconds=20))
    held = held.tapped(NOW + timedelta(hours=3))
    held = held.tapped(NOW + timedelta(hours=3, seconds=10))
    assert (held.seconden, held.tikken) == (30, 3)
