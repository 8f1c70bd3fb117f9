"""Numbers for readers outside the team: the same clients give the same number, and none below five is told."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.doelen import Doel
from flows.ladder import Groei
from flows.reports.caseload import Group, caseload
from flows.reports.conditions import Wissel, conditions
from flows.reports.equations import Report, cells
from flows.reports.forecast import Verloop, forecast
from flows.reports.movement import Overgang, movement
from flows.reports.partner import Uitslag, effect, per_client
from flows.reports.placing import placing
from flows.reports.publishing import SMALLEST_TOLD, TOLD_WITHIN, Keyed, last_month_end, noise, published
from flows.reports.targets import Vervolg, realise

KEYS = st.integers(0, 2**40 - 1)


def crowd(n: int, seed: int = 7) -> Keyed:
    """So many clients, each with a key of its own."""
    return Keyed(n, sum(Random(seed).getrandbits(40) for _ in range(n)))


def told(n: int, key: int) -> int | None:
    return published({"n": Keyed(n, key)})["n"]


@given(st.integers(0, 900), KEYS)
def test_what_is_told_is_a_multiple_of_five_near_the_number(n: int, key: int) -> None:
    found = told(n, key)
    if found is None:
        assert n <= TOLD_WITHIN
    else:
        assert n >= SMALLEST_TOLD
        assert found % 5 == 0
        assert found >= SMALLEST_TOLD
        assert abs(found - n) <= TOLD_WITHIN


def test_five_is_nearly_always_told_and_four_never() -> None:
    keys = [Random(seed).getrandbits(43) for seed in range(2_000)]
    assert {told(4, key) for key in keys} == {None}
    assert 0.005 < sum(told(5, key) is None for key in keys) / 2_000 < 0.05


def test_the_noise_is_small_even_handed_and_seldom_large() -> None:
    drawn = Counter(noise(Random(seed).getrandbits(45)) for seed in range(20_000))
    assert set(range(-4, 5)) <= set(drawn) <= set(range(-6, 7))
    assert abs(sum(each * n for each, n in drawn.items())) / 20_000 < 0.05
    assert 0.01 < sum(n for each, n in drawn.items() if abs(each) == 3) / 20_000 < 0.05
    assert 0.001 < sum(n for each, n in drawn.items() if abs(each) > 3) / 20_000 < 0.02


@given(st.lists(KEYS, min_size=5, max_size=60), st.randoms(use_true_random=False))
def test_the_same_clients_give_the_same_number_however_they_are_added_up(keys: list[int], random: Random) -> None:
    """In whatever order, in parts, or as the rest of a larger group."""
    clients = [Keyed(1, key) for key in keys]
    whole, others = sum(clients), sum(Keyed(1, key) for key in range(9))
    random.shuffle(clients)
    edges = sorted({0, *(random.randrange(len(clients)) for _ in range(3)), len(clients)})
    parts = sum(sum(clients[first:last]) for first, last in pairwise(edges))
    rest = (whole + others) - others
    assert published([{"n": whole}][0]) == published({"n": parts}) == published({"n": rest})
    assert (whole, published({"n": whole})) == (len(keys), {"n": told(len(keys), sum(keys))})


def test_one_client_more_or_another_client_draws_anew() -> None:
    drawn = {noise(crowd(40, seed).key) for seed in range(200)}
    assert len(drawn) > 5


def test_nobody_reads_a_number_before_it_is_published() -> None:
    with pytest.raises(TypeError, match="before it is told"):
        str(crowd(7))
    with pytest.raises(TypeError, match="before it is told"):
        f"{crowd(7)}"
    with pytest.raises(TypeError, match="without its key"):
        published({"n": 7})
    assert published({"n": 0}) == {"n": None}


REPORTS: dict[str, Report] = {
    "caseload": caseload([Group(3, "PLUS", "nee", "ja", "ja", "a", actueel=True, n=crowd(40))]),
    "inschaling": placing(caseload([Group(3, "PLUS", "nee", "ja", "ja", "a", actueel=True, n=crowd(40))])),
    "beweging": movement(Overgang(van, 3, None, toen=True, nu=True, n=crowd(30 * van, van)) for van in (2, 3, 4)),
    "prognose": forecast(Verloop(2, "PLUS", 3, to, None, alleen_9=False, open=False, n=crowd(20)) for to in (2, 3)),
    "doel": realise(Doel(2, Groei.PLUS, 40), [Vervolg(2, "PLUS", date(2026, 3, 4), True, False, crowd(20))]),
    "voorwaarden": conditions(
        [Wissel("laaggeletterd", "ja", "nee", crowd(9)), Wissel("laaggeletterd", "ja", "ja", crowd(3))]
    ),
    "partner": effect(*per_client((f"K-{n}", Uitslag("P", 2, 3, False, Keyed(1, n))) for n in range(12))),
}


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_goes_through_whole(name: str) -> None:
    shown = cells(published(REPORTS[name]))
    assert shown
    assert all(n % 5 == 0 and n >= SMALLEST_TOLD for n in shown.values())
    assert set(shown) <= set(cells(REPORTS[name]))


def test_a_client_with_many_placements_counts_once() -> None:
    placed = [("K-1", Uitslag("P", 2, eind, False, Keyed(1, 11))) for eind in (3, 4, 2)]
    found = effect(*per_client([*placed, ("K-2", Uitslag("P", 2, 3, False, Keyed(1, 12)))])).per["P"]
    assert (found.clienten, found.plaatsingen) == (2, None)
    assert (found.resultaat["GESTEGEN"], found.resultaat["GELIJK"]) == (2, 1)
    assert isinstance(found.clienten, Keyed)
    assert found.clienten.key == 23


def test_what_runs_still_is_published_apart_from_what_was_not_measured_at_its_end() -> None:
    placed = [(f"K-{n}", Uitslag("P", 2, None, n < 8, Keyed(1, n))) for n in range(14)]
    found = effect(*per_client(placed)).per["P"].resultaat
    assert (found["LOOPT_NOG"], found["EIND_NIET_GEMETEN"]) == (8, 6)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 6, 29), date(2026, 5, 31)),
        (date(2026, 3, 1), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2024, 2, 29)),
        (date(2026, 1, 30), date(2025, 12, 31)),
    ],
)
def test_the_last_end_of_a_month(day: date, end: date) -> None:
    assert last_month_end(day) == end
