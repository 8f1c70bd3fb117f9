"""Whoever may see numbers only asks for all of them, and still cannot bound one that is below five."""

from __future__ import annotations

import os

import numpy as np
import pytest
from masking.attack import Attack, Rule
from masking.people import PAIRS, organisation
from masking.rules import hidden, ours, without_noise

THOROUGH = os.environ.get("MEETLAT_HYPOTHESIS") == "thorough"
SEEDS = range(20) if THOROUGH else (4,)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_number_has_fewer_than_three_values(seed: int) -> None:
    """``tests/masking/proof.py`` does it for a thousand organisations."""
    attack = Attack(organisation(seed), ours, (seed % len(PAIRS),))
    assert len(attack.small) > 100
    assert list(attack.narrow()) == []


@pytest.mark.parametrize("rule", [hidden, without_noise])
def test_the_solver_finds_what_other_rules_give_away(rule: Rule) -> None:
    """True numbers with stars, as before, and numbers that are only rounded."""
    attack = Attack(organisation(2), rule, (2,))
    assert next(attack.narrow(), None) is not None


@pytest.mark.parametrize("rule", [hidden, ours, without_noise])
def test_the_truth_lies_where_the_solver_looks(rule: Rule) -> None:
    attack = Attack(organisation(3), rule)
    assert attack.off_by(attack.n) == 0
    assert attack.off_by(attack.n + 1) > 0
    assert np.count_nonzero(attack.n) > 1000
