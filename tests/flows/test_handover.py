"""Clients go from one to another on a day that can be, and are spread evenly."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st
from support.builders import TODAY, functionaris

from flows.handover import Overdracht, OverdrachtStatus, may_hand_over, spread
from flows.people import Functionaris, Rol
from flows.values import Rejected

DAY = timedelta(days=1)
ANNA, BRAM = (functionaris(name) for name in ("anna", "bram"))
INVOERDER, CONTROLEUR = functionaris("ine", Rol.INVOERDER), functionaris("con", Rol.CONTROLEUR)


def code(refused: Rejected | None) -> str | None:
    return None if refused is None else refused.code


@pytest.mark.parametrize(
    ("receiver", "datum", "said"),
    [
        (BRAM, TODAY, None),
        (INVOERDER, TODAY, None),
        (BRAM, TODAY + relativedelta(years=1), None),
        (None, TODAY, "gone"),
        (ANNA, TODAY, "transfer_self"),
        (CONTROLEUR, TODAY, "cannot_measure"),
        (BRAM, TODAY - DAY, "too_early"),
        (BRAM, TODAY + relativedelta(years=1) + DAY, "too_late"),
    ],
)
def test_who_may_take_clients_over(receiver: Functionaris | None, datum: date, said: str | None) -> None:
    assert code(may_hand_over(ANNA.id, receiver, datum, TODAY)) == said


@pytest.mark.parametrize("status", OverdrachtStatus)
def test_a_request_waits_until_its_day_has_passed(status: OverdrachtStatus) -> None:
    asked = Overdracht("o1", "anna", "bram", "K-1", TODAY, status)
    days = [TODAY - DAY, TODAY, TODAY + DAY]
    waiting = [True, True, False] if status is OverdrachtStatus.GEVRAAGD else [False] * 3
    assert [asked.waits(day) for day in days] == waiting


@given(st.lists(st.integers(0, 50).map("K-{}".format)), st.lists(st.integers(0, 40), min_size=1, max_size=7))
def test_clients_go_to_who_has_fewest_and_none_is_forgotten(clients: list[str], sizes: list[int]) -> None:
    before = {f"r{number}": size for number, size in enumerate(sizes)}
    shares = spread(clients, before)
    assert set(shares) == set(clients)
    after = Counter(before) + Counter(shares.values())
    received = [who for who in before if after[who] > before[who]]
    # Nobody who got a client could have left it to somebody with fewer.
    assert all(after[who] - 1 <= min(after[each] for each in before) for who in received)


def test_who_has_nothing_gets_all_until_others_have_as_few() -> None:
    shares = Counter(spread(map("K-{}".format, range(12)), {"full": 10, "empty": 0, "some": 4}).values())
    assert shares == {"empty": 8, "some": 4}
