"""Whoever may see numbers only asks for all of them, and still cannot bound one that is below five."""

from __future__ import annotations

import os

import numpy as np
import pytest
from masking.attack import Attack, Rule
from masking.headlines import is_readable
from masking.people import PAIRS, organisation
from masking.rules import hidden, ours, without_noise

THOROUGH = os.environ.get("MEETLAT_HYPOTHESIS") == "thorough"
# For some numbers of the first there is no simple example.
SEEDS = range(20) if THOROUGH else (0,)
TEAM = "team:0"


@pytest.mark.parametrize("own", ["", TEAM])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_number_has_fewer_than_three_values(seed: int, own: str) -> None:
    """``tests/masking/proof.py`` does it for a thousand organisations, and all days at once."""
    pair = seed % len(PAIRS)
    attack = Attack(organisation(seed), ours, (pair,), own)
    assert len(attack.small) > 100
    assert list(attack.narrow()) == []
    assert is_readable(attack, pair)


@pytest.mark.parametrize("rule", [hidden, without_noise])
def test_the_solver_finds_what_other_rules_give_away(rule: Rule) -> None:
    """True numbers with stars, as before, and numbers that are only rounded."""
    attack = Attack(organisation(1), rule, (0,))
    assert next(attack.narrow(), None) is not None


def test_nothing_is_readable_where_nothing_is_told() -> None:
    attack = Attack(organisation(1), lambda n, _: (0, n), (0,))
    assert not is_readable(attack, 0)


@pytest.mark.parametrize(("rule", "own"), [(hidden, ""), (ours, TEAM), (without_noise, "")])
def test_the_truth_lies_where_the_solver_looks(rule: Rule, own: str) -> None:
    attack = Attack(organisation(3), rule, own=own)
    assert attack.off_by(attack.n) == 0
    assert attack.off_by(attack.n + 1) > 0
    assert np.count_nonzero(attack.n) > 1000
